package dev.lockstep.translator;

import static dev.lockstep.translator.InstructionCase.LANDINGS;
import static dev.lockstep.translator.InstructionCase.LANDING_BYTES;
import static dev.lockstep.translator.InstructionCase.LANDING_COUNT;
import static dev.lockstep.translator.InstructionCase.SLOTS;
import static dev.lockstep.translator.InstructionCase.SLOT_BYTES;
import static dev.lockstep.translator.InstructionCase.WINDOW;
import static dev.lockstep.translator.InstructionCase.WINDOW_BYTES;
import static dev.lockstep.translator.InstructionCase.WINDOW_PAGE;
import static dev.lockstep.translator.InstructionCase.WINDOW_PAGE_BYTES;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import dev.lockstep.translator.linkage.RegionTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Executes cases with one of our engines. An SVC behind every instruction ends the case, so that many slots become one
 * region, each with an entry of its own. A slot without a translation is first reached by a branch, which makes it hot for
 * an engine with a threshold of one.
 */
final class CaseMachine {
    private static final int TRAMPOLINES = 0x0030_0000;
    private static final int SVC = 0xef000000;
    private static final int UNDEFINED = 0xe7f000f0;
    private static final int BRANCH = 0xea000000;
    private static final int BUDGET = 1000;

    private final AddressSpaces memory = new AddressSpaces(1 << 24);
    private final AddressSpace space = memory.create();
    private final Engine engine;
    private final CpuState cpu;
    private long trampolines;

    /** A machine for cases that all have been given slots. */
    CaseMachine(Engine engine, List<InstructionCase> slots) {
        this.engine = engine;
        ByteBuffer code = words(SLOT_BYTES * slots.size());
        slots.forEach(each -> code.putInt(each.word).putInt(SVC));
        load(SLOTS, code);
        ByteBuffer branches = words(Integer.BYTES * slots.size());
        slots.forEach(each -> branches.putInt(BRANCH | (each.address() - trampoline(each) - 8) >> 2 & 0xffffff));
        load(TRAMPOLINES, branches);
        ByteBuffer landings = words(LANDING_BYTES * LANDING_COUNT);
        for (int k = 0; k < LANDING_COUNT; k++) {
            landings.putInt(SVC).putInt(UNDEFINED).putInt(UNDEFINED).putInt(UNDEFINED);
        }
        load(LANDINGS, landings);
        space.map(WINDOW_PAGE, WINDOW_PAGE_BYTES, Rights.READ_WRITE);
        cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(Symbols.none()));
    }

    private static int trampoline(InstructionCase each) {
        return TRAMPOLINES + Integer.BYTES * each.slot;
    }

    private static ByteBuffer words(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void load(int address, ByteBuffer words) {
        byte[] content = new byte[words.capacity()];
        words.get(0, content);
        space.map(address, content.length, Rights.READ_EXECUTE);
        space.load(address, content);
    }

    /**
     * Executes one case.
     *
     * @throws IllegalStateException if its instruction does not retire
     */
    CaseResult run(InstructionCase each) {
        if (cpu.code instanceof RegionTable) {
            translate(each);
        }
        System.arraycopy(each.registers, 0, cpu.r, 0, each.registers.length);
        cpu.r[CpuState.PC] = each.address();
        cpu.setCpsr(each.cpsr);
        cpu.exclusive = each.exclusiveBytes != 0;
        cpu.exclusiveAddress = each.exclusiveAddress;
        space.load(WINDOW, each.window);
        cpu.budget = BUDGET;
        cpu.tag = space.tag();
        StopReason reason = engine.run(cpu);
        if (reason != StopReason.CALL || cpu.budget != BUDGET - 1) {
            throw new IllegalStateException("stopped by %s with %d instructions left, %s"
                    .formatted(reason, cpu.budget, reason == StopReason.FAULT ? cpu.fault : "no fault"));
        }
        byte[] window = new byte[WINDOW_BYTES];
        space.read(WINDOW, window, 0, window.length);
        return new CaseResult(Arrays.copyOf(cpu.r, CpuState.PC), cpu.r[CpuState.PC], cpu.cpsr(), window);
    }

    private void translate(InstructionCase each) {
        if (((RegionTable) cpu.code).regionAt(each.address(), false) == null) {
            cpu.r[CpuState.PC] = trampoline(each);
            cpu.budget = 1;
            engine.run(cpu);
            trampolines++;
        }
    }

    /** Branches that were executed to get slots translated. */
    long trampolines() {
        return trampolines;
    }
}
