package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.memory.AddressSpace;
import java.util.Arrays;

/**
 * An image in memory of its own, with its arguments, that no process has entered yet.
 *
 * @param template which counts it as one of its users
 * @param abi what its calls mean
 * @param space its memory
 * @param stackPointer its sp
 * @param commandLine its arguments, with a space between two
 */
@SuppressWarnings("ArrayRecordComponent") // made once, handed on
record LoadedImage(Template template, Abi abi, AddressSpace space, int stackPointer, byte[] commandLine) {
    /** Host memory for the page tables and the record of a process with this image, estimated. */
    long hostBytes() {
        return template.hostBytes() + commandLine.length;
    }

    /** Lets a processor stand at the entry: all registers zero but for sp and pc, user mode. */
    void enter(CpuState cpu) {
        Image image = template.image();
        Arrays.fill(cpu.r, 0);
        cpu.r[CpuState.SP] = stackPointer;
        cpu.r[CpuState.PC] = image.entry() & ~1;
        cpu.setCpsr(CpuState.USER_MODE | ((image.entry() & 1) != 0 ? CpuState.THUMB : 0));
    }
}
