package dev.lockstep.translator;

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
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.linkage.RegionTable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Executes cases of one state with one of our engines. A system call stands behind every instruction and at every landing.
 * A slot without a translation is first reached by a branch, which makes it hot for an engine with a threshold of one.
 */
final class CaseMachine {
    private static final int TRAMPOLINES = 0x0030_0000;
    private static final int BUDGET = 1000;
    private static final short BL_PREFIX = (short) 0xf000;
    private static final short BL_SUFFIX = (short) 0xf800;

    private final AddressSpaces memory = new AddressSpaces(1 << 24);
    private final AddressSpace space = memory.create();
    private final Engine engine;
    private final CpuState cpu;
    private long trampolines;

    /** A machine for cases that all have been given slots. */
    CaseMachine(Engine engine, List<InstructionCase> slots) {
        this.engine = engine;
        load(Landings.SLOTS, CaseCode.forUs(slots));
        ByteBuffer branches = words(Integer.BYTES * slots.size());
        slots.forEach(each -> putTrampoline(branches, each));
        load(TRAMPOLINES, content(branches));
        ByteBuffer landings = words(Landings.END - Landings.ARM);
        while (landings.position() < Landings.THUMB - Landings.ARM) {
            landings.putInt(CaseCode.SVC);
        }
        while (landings.hasRemaining()) {
            landings.putShort(CaseCode.THUMB_SVC);
        }
        load(Landings.ARM, content(landings));
        space.map(WINDOW_PAGE, WINDOW_PAGE_BYTES, Rights.READ_WRITE);
        cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(Symbols.none()));
    }

    private static int trampoline(InstructionCase each) {
        return TRAMPOLINES + Integer.BYTES * each.slot;
    }

    private static void putTrampoline(ByteBuffer code, InstructionCase each) {
        if (!each.state.thumb()) {
            code.putInt(CaseCode.branch(trampoline(each), each.address()));
            return;
        }
        int distance = each.address() - trampoline(each) - 4;
        code.putShort((short) (BL_PREFIX | distance >> 12 & 0x7ff));
        code.putShort((short) (BL_SUFFIX | distance >> 1 & 0x7ff));
    }

    private static ByteBuffer words(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte[] content(ByteBuffer words) {
        byte[] content = new byte[words.capacity()];
        words.get(0, content);
        return content;
    }

    private void load(int address, byte[] content) {
        space.map(address, content.length, Rights.READ_EXECUTE);
        space.load(address, content);
    }

    /**
     * Executes one case.
     *
     * @throws IllegalStateException if its instruction does not retire
     */
    CaseResult run(InstructionCase each) {
        cpu.setCpsr(each.cpsr);
        if (cpu.code instanceof RegionTable) {
            translate(each);
        }
        System.arraycopy(each.registers, 0, cpu.r, 0, each.registers.length);
        cpu.r[CpuState.PC] = each.address();
        cpu.setCpsr(each.cpsr);
        System.arraycopy(each.doubles, 0, cpu.vfp.d, 0, each.doubles.length);
        cpu.vfp.writeFpscr(each.fpscr);
        cpu.threadId = each.threadId;
        cpu.exclusive = each.exclusiveBytes != 0;
        cpu.exclusiveAddress = each.exclusiveAddress;
        space.load(WINDOW, each.window);
        cpu.budget = BUDGET;
        cpu.tag = space.tag();
        StopReason reason = engine.run(cpu);
        if (reason != StopReason.CALL || cpu.budget != BUDGET - 1) {
            throw new IllegalStateException("stopped at %08x by %s with %d instructions left, %s"
                    .formatted(cpu.pc(), reason, cpu.budget, reason == StopReason.FAULT ? cpu.fault : "no fault"));
        }
        byte[] window = new byte[WINDOW_BYTES];
        space.read(WINDOW, window, 0, window.length);
        return new CaseResult(
                Arrays.copyOf(cpu.r, CpuState.PC),
                cpu.pc(),
                cpu.cpsr(),
                cpu.vfp.d.clone(),
                cpu.vfp.fpscr,
                cpu.threadId,
                window);
    }

    private void translate(InstructionCase each) {
        CodeState state = each.state;
        if (((RegionTable) cpu.code).regionAt(state.entryPoint(each.address()), state.mode()) == null) {
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
