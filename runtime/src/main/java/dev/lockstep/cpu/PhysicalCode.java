package dev.lockstep.cpu;

import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.memory.Granule;
import dev.lockstep.memory.Page;
import java.util.BitSet;

/**
 * What a processor with privileged modes has decoded, by physical address. It is the same whatever the translation tables
 * say, so changing them costs nothing here; a store drops what was decoded of the bytes, by {@link #afterStore}. That is
 * more than an instruction cache gives, which must be told.
 *
 * <p>An instruction that lies in two pages is decoded again each time, for the second may be another one the next time; so
 * is one in two subpages, of which the second may not be fetched from, and one of the VFP that not every mode may execute.
 */
public final class PhysicalCode extends CodeSpace {
    /** log2 of the bytes of a subpage, the smallest part of memory that has rights of its own (ARM ARM B4.7.5). */
    static final int SUBPAGE_SHIFT = 10;

    /** An instruction that is undefined in every architecture, without its condition. */
    private static final int UNDEFINED = 0x07f000f0;

    private static final int CONDITION = 0xf0000000;
    private static final int OFFSET_MASK = Page.BYTES - 1;
    private static final int SUBPAGE_BYTES = 1 << SUBPAGE_SHIFT;
    private static final int SUBPAGE_MASK = SUBPAGE_BYTES - 1;

    /** Granules in which something was decoded, by number. */
    private final BitSet granules = new BitSet();

    /** First physical address of the page that was fetched from last: what executes now lies there. */
    private int fetchedFrom;

    /** Nothing is decoded yet. */
    public PhysicalCode() {}

    @Override
    Instructions pageForFetch(CpuState cpu, int address) {
        int physical = cpu.system.fetchAddress(address);
        fetchedFrom = physical & -Page.BYTES;
        Instructions page = page(physical);
        if (page == null) {
            if (isFull()) {
                forget(cpu);
            }
            page = addPage(physical);
        }
        return page;
    }

    @Override
    Decoded decode(CpuState cpu, int address, boolean thumb) {
        int physical = fetchedFrom | address & OFFSET_MASK;
        Instruction decoded = instructionAt(cpu, address, physical, thumb);
        boolean keeps = true;
        if (decoded.opcode().isFloatingPoint() && !readsId(decoded)) {
            keeps = cpu.system.hasFloatingPointForAll();
            if (!cpu.system.hasFloatingPoint()) {
                decoded = Decoder.decodeSystem(decoded.word() & CONDITION | UNDEFINED);
            }
        }
        if (thumb) {
            keeps &= decoded.opcode() != Opcode.UNPREDICTABLE;
            keeps &= (physical & SUBPAGE_MASK) + decoded.size() <= SUBPAGE_BYTES;
        }
        Decoded plain = new PlainInstruction(decoded);
        Instructions page = page(physical);
        if (keeps && page != null) {
            page.of(thumb)[Instructions.index(physical, thumb)] = plain;
            note(cpu, physical);
            note(cpu, physical + decoded.size() - 1);
        }
        return plain;
    }

    private void note(CpuState cpu, int physical) {
        int granule = physical >>> Granule.SHIFT;
        if (!granules.get(granule)) {
            granules.set(granule);
            cpu.system.codeAppeared(cpu);
        }
    }

    /** Whether a store to the granule of a physical address could matter here. */
    public boolean holds(int physical) {
        return granules.get(physical >>> Granule.SHIFT);
    }

    /** FMRX of FPSID tells what unit there is also while it is off. */
    private static boolean readsId(Instruction instruction) {
        return instruction.opcode() == Opcode.FMRX && instruction.immediate() == 0;
    }

    private static Instruction instructionAt(CpuState cpu, int address, int physical, boolean thumb) {
        if (!thumb) {
            return Decoder.decodeSystem(cpu.system.word(physical));
        }
        int first = cpu.system.halfword(physical);
        if (!Decoder.isThumbPrefix(first)) {
            return Decoder.decodeThumbSystem(first);
        }
        boolean crosses = (physical + 2 & SUBPAGE_MASK) == 0;
        int second = cpu.system.halfword(crosses ? cpu.system.fetchAddress(address + 2) : physical + 2);
        return Decoder.decodeThumbSystem(first << 16 | second);
    }

    @Override
    void promote(PlainInstruction plain, Form form, int address) {
        replace(plain, form, fetchedFrom | address & OFFSET_MASK);
    }

    /** Drops everything: what words mean has changed. */
    public void forget(CpuState cpu) {
        clear();
        granules.clear();
        cpu.forgetFetched();
    }
}
