package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Fault;
import dev.lockstep.image.Symbols;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import dev.lockstep.kernel.api.Signal;
import dev.lockstep.memory.MemoryFault;

/** The one line that tells why a process was killed: who, by what, where, what instruction, all registers. */
public final class Obituary {
    private Obituary() {}

    /** The signal that a fault gives. */
    public static Signal signal(Fault.Kind kind) {
        return switch (kind) {
            case UNDEFINED, UNPREDICTABLE -> Signal.SIGILL;
            case BREAKPOINT -> Signal.SIGTRAP;
            case READ, WRITE, EXECUTE -> Signal.SIGSEGV;
            case ALIGNMENT -> Signal.SIGBUS;
            case OUT_OF_MEMORY -> Signal.SIGKILL;
        };
    }

    /** What happened, for a fault. */
    public static String cause(Fault fault) {
        String address = hex(fault.address());
        return switch (fault.kind()) {
            case UNDEFINED -> "undefined instruction";
            case UNPREDICTABLE -> "unpredictable instruction";
            case BREAKPOINT -> "breakpoint instruction";
            case READ -> "load from " + address + " is not allowed";
            case WRITE -> "store to " + address + " is not allowed";
            case EXECUTE -> "instruction fetch from " + address + " is not allowed";
            case ALIGNMENT -> "access to " + address + " is not aligned";
            case OUT_OF_MEMORY -> "no memory is left for a store to " + address;
        };
    }

    /**
     * The line.
     *
     * @param process that is about to be killed
     * @param cause what happened
     */
    public static String of(UserProcess process, Signal signal, String cause) {
        CpuState cpu = process.cpu();
        Symbols symbols = process.template().image().symbols();
        String symbol = symbols.describe(cpu.pc());
        StringBuilder line = new StringBuilder()
                .append(process)
                .append(" killed by ")
                .append(signal)
                .append(": ")
                .append(cause)
                .append("; pc ")
                .append(hex(cpu.pc()))
                .append(symbol.isEmpty() ? "" : " " + symbol)
                .append(symbols.lines()
                        .at(cpu.pc())
                        .map(source -> " (" + source + ")")
                        .orElse(""))
                .append(instruction(cpu))
                .append(';');
        for (int i = 0; i < CpuState.SP; i++) {
            line.append(" r").append(i).append(' ').append(hex(cpu.r[i]));
        }
        return line.append(" sp ")
                .append(hex(cpu.r[CpuState.SP]))
                .append(" lr ")
                .append(hex(cpu.r[CpuState.LR]))
                .append(" cpsr ")
                .append(hex(cpu.cpsr()))
                .toString();
    }

    private static String instruction(CpuState cpu) {
        try {
            Instruction instruction = cpu.code.instruction(cpu, cpu.pc(), cpu.thumb());
            String format = instruction.size() == Short.BYTES ? ": %04x %s" : ": %08x %s";
            return format.formatted(instruction.word(), Disassembler.disassemble(instruction, cpu.pc()));
        } catch (MemoryFault fault) {
            return "";
        }
    }

    private static String hex(int value) {
        return "0x%08x".formatted(value);
    }
}
