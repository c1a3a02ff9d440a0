package dev.lockstep.translator;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A processor's state and the window of memory.
 *
 * @param registers r0 to r14
 * @param pc address of the next instruction
 * @param cpsr the whole status register
 * @param doubles d0 to d15
 * @param fpscr the status register of the VFP
 * @param threadId TPIDRURW
 * @param window the bytes of the window
 */
@SuppressWarnings("ArrayRecordComponent") // equality is defined below
record CaseResult(int[] registers, int pc, int cpsr, long[] doubles, int fpscr, int threadId, byte[] window) {
    @Override
    public boolean equals(Object other) {
        return other instanceof CaseResult that
                && pc == that.pc
                && cpsr == that.cpsr
                && fpscr == that.fpscr
                && threadId == that.threadId
                && Arrays.equals(registers, that.registers)
                && Arrays.equals(doubles, that.doubles)
                && Arrays.equals(window, that.window);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Arrays.hashCode(registers) + pc) + cpsr;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int number = 0; number < registers.length; number++) {
            text.append("r%d=%08x ".formatted(number, registers[number]));
        }
        text.append("pc=%08x cpsr=%08x%n          ".formatted(pc, cpsr));
        for (int number = 0; number < doubles.length; number++) {
            text.append("d%d=%016x ".formatted(number, doubles[number]));
        }
        return text
                + "fpscr=%08x thread=%08x%n          memory from %08x: %s"
                        .formatted(
                                fpscr,
                                threadId,
                                InstructionCase.WINDOW,
                                HexFormat.of().formatHex(window));
    }
}
