package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.image.Image;
import java.util.Arrays;

/**
 * An image in memory of its own, with its arguments, that no process has entered yet.
 *
 * @param program which counts it as one of its users
 * @param root of its page tables
 * @param stackPointer its sp
 */
record LoadedImage(RunningProgram program, int root, int stackPointer) {
    /** Lets a processor stand at the entry: all registers zero but for sp and pc, user mode. */
    void enter(CpuState cpu) {
        Image image = program.template.image();
        Arrays.fill(cpu.r, 0);
        cpu.r[CpuState.SP] = stackPointer;
        cpu.r[CpuState.PC] = image.entry() & ~1;
        cpu.setCpsr(CpuState.USER_MODE | ((image.entry() & 1) != 0 ? CpuState.THUMB : 0));
    }
}
