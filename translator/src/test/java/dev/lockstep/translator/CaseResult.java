package dev.lockstep.translator;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * A processor's state and the window of memory.
 *
 * @param registers r0 to r14
 * @param pc address of the next instruction
 * @param cpsr the whole status register
 * @param window the bytes of the window
 */
@SuppressWarnings("ArrayRecordComponent") // equality is defined below
record CaseResult(int[] registers, int pc, int cpsr, byte[] window) {
    @Override
    public boolean equals(Object other) {
        return other instanceof CaseResult that
                && pc == that.pc
                && cpsr == that.cpsr
                && Arrays.equals(registers, that.registers)
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
        return text
                + "pc=%08x cpsr=%08x%n          memory from %08x: %s"
                        .formatted(
                                pc, cpsr, InstructionCase.WINDOW, HexFormat.of().formatHex(window));
    }
}
