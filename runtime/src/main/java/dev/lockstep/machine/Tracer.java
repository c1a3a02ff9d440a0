package dev.lockstep.machine;

import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import dev.lockstep.machine.bcm2835.RegisterNames;
import dev.lockstep.machine.mmu.Abort;
import dev.lockstep.machine.mmu.MmuListener;
import dev.lockstep.machine.mmu.TlbEntry;
import dev.lockstep.machine.processor.ExceptionKind;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Tells in a line each what happens in a machine, of the kinds that were asked for. What was not asked for costs nothing; to be
 * told of instructions makes the machine slow.
 */
public final class Tracer {
    private final Machine machine;
    private final Consumer<String> lines;

    /**
     * Nothing is told yet.
     *
     * @param lines is given each line, without its end
     */
    public Tracer(Machine machine, Consumer<String> lines) {
        this.machine = machine;
        this.lines = lines;
    }

    /** From now on exceptions are told: the instruction that was not executed, or is next, and the CPSR before. */
    public void exceptions() {
        machine.processor().onException(this::exception);
    }

    /** From now on every instruction: mode, address, word and text. */
    public void instructions() {
        machine.processor().onInstruction(this::instruction);
    }

    /** From now on accesses to devices: register and value. */
    public void devices() {
        machine.memory().onDeviceAccess(this::device);
    }

    /** From now on table walks, TLB entries that they give, and accesses that are refused. */
    public void mmu() {
        machine.processor().onTranslation(new Translations());
    }

    private void tell(String what) {
        lines.accept("after %d instructions, %s".formatted(machine.processor().instructions(), what));
    }

    private void exception(ExceptionKind kind, int pc, int cpsr, long time) {
        tell("cpsr 0x%08x: %s at 0x%08x".formatted(cpsr, kind.text(), pc));
    }

    private void instruction(int pc, Instruction instruction, long time) {
        String mode = machine.processor().modes().mode().name().toLowerCase(Locale.ROOT);
        HexFormat hex = HexFormat.of();
        String word = instruction.size() == Integer.BYTES
                ? hex.toHexDigits(instruction.word())
                : hex.toHexDigits((short) instruction.word());
        tell("%s 0x%08x: %s %s".formatted(mode, pc, word, Disassembler.disassemble(instruction, pc)));
    }

    private void device(int address, int value, boolean store) {
        tell("%s of 0x%08x, %s: 0x%08x"
                .formatted(store ? "store" : "load", address, RegisterNames.name(address), value));
    }

    private final class Translations implements MmuListener {
        @Override
        public void read(int address, int descriptor) {
            tell("mmu: descriptor at 0x%08x: 0x%08x".formatted(address, descriptor));
        }

        @Override
        public void filled(int mva, TlbEntry entry) {
            tell("mmu: entry for 0x%08x: 0x%08x, %d KB, domain %d, apx and ap %d%s%s"
                    .formatted(
                            mva,
                            entry.physical(mva),
                            1 << entry.shift() - 10,
                            entry.domain(),
                            entry.permissions(mva),
                            entry.executeNever() ? ", never executed" : "",
                            entry.global() ? "" : ", asid " + entry.asid()));
        }

        @Override
        public void refused(Abort abort) {
            tell("mmu: refused " + abort.getMessage());
        }
    }
}
