package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.DataAccess;
import dev.lockstep.cpu.Guard;
import dev.lockstep.cpu.GuardedSystemInterpreter;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.processor.Ending;
import dev.lockstep.machine.processor.Modes;
import dev.lockstep.machine.processor.Probe;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The bare machine as gdb's only thread, with the registers of the mode that it is in and memory as the MMU translates it now. A
 * moment is the machine's time, and in the lowest bits how many exceptions have been taken at that time. It goes back by a new
 * machine.
 */
final class MachineTarget implements OneThread {
    /** Exceptions without an instruction in between end the machine before there are so many. */
    private static final int EXCEPTION_BITS = 8;

    private static final long WINDOW = 1L << 12 + EXCEPTION_BITS;

    /** Instructions after which gdb may interrupt: some milliseconds. */
    private static final int SLICE = 1 << 18;

    private final Machine machine;
    private final CpuState cpu;
    private final Probe probe;
    private final DataAccess access;
    private final Supplier<String> label;
    private int exceptions;
    private Guard guard = new Guard();
    private GuardedSystemInterpreter guarded;

    /** A machine in which a kernel is loaded. */
    MachineTarget(Machine machine) {
        this(machine, () -> "");
    }

    /**
     * The same under a name.
     *
     * @param label what {@code info threads} says of it before its mode
     */
    MachineTarget(Machine machine, Supplier<String> label) {
        this.machine = machine;
        this.label = label;
        cpu = machine.processor().cpu();
        probe = machine.processor().probe();
        access = probe.newAccess();
        guarded = new GuardedSystemInterpreter(guard, probe.newAccess());
    }

    /** What executes its instructions up to those that are guarded. */
    private GuardedSystemInterpreter guarded(Guard wanted) {
        if (guard != wanted) {
            guard = wanted;
            guarded = new GuardedSystemInterpreter(guard, probe.newAccess());
        }
        return guarded;
    }

    /** The first moment at which so many instructions have retired. */
    static long momentAt(long instructions) {
        return instructions << EXCEPTION_BITS;
    }

    /**
     * Goes on to a moment or less far; one step, where that is not in the future.
     *
     * @param wanted where to stop before
     * @param limit as in {@link Machine#run}
     * @return why the machine can go no further; empty as a rule
     */
    Optional<Ending> advance(long moment, Guard wanted, long limit) {
        long now = machine.processor().now();
        long end = Math.min(limit, Math.min(moment >>> EXCEPTION_BITS, now + SLICE));
        Optional<Ending> ending;
        if (end <= now) {
            ending = machine.step(limit);
        } else if (wanted.isEmpty()) {
            ending = Optional.of(machine.run(end));
        } else {
            ending = machine.stride(end, guarded(wanted));
        }
        exceptions = machine.processor().now() == now ? exceptions + 1 : 0;
        return ending.filter(
                each -> each.kind() != Ending.Kind.LIMIT || machine.processor().now() >= limit);
    }

    @Override
    public long time() {
        return machine.processor().now() << EXCEPTION_BITS | exceptions;
    }

    @Override
    public int pc() {
        return cpu.pc();
    }

    @Override
    public DataAccess access() {
        probe.find(access);
        return access;
    }

    @Override
    public long window() {
        return WINDOW;
    }

    @Override
    public void remember() {
        // A machine is not copied.
    }

    @Override
    public long remembered() {
        return time();
    }

    @Override
    public void back(long time) {
        if (time() != time) {
            throw new Rerun();
        }
    }

    @Override
    public void flush() {
        machine.flush();
    }

    @Override
    public String describe(int thread) {
        return label.get() + machine.processor().modes().mode() + " mode";
    }

    @Override
    public byte[] registers(int thread) {
        return Registers.of(cpu);
    }

    @Override
    public void setRegister(int thread, int number, long value) {
        if (number == Registers.CPSR) {
            probe.writeCpsr((int) value);
        } else {
            Registers.set(cpu, number, value);
        }
    }

    @Override
    public byte[] memory(int thread, int address, int bytes) {
        byte[] content = new byte[bytes];
        for (int done = 0; done < bytes; done++) {
            OptionalInt value = probe.peek(address + done);
            if (value.isEmpty()) {
                return Arrays.copyOf(content, done);
            }
            content[done] = (byte) value.getAsInt();
        }
        return content;
    }

    @Override
    public boolean setMemory(int thread, int address, byte[] content) {
        for (int i = 0; i < content.length; i++) {
            if (probe.peek(address + i).isEmpty()) {
                return false;
            }
        }
        for (int i = 0; i < content.length; i++) {
            probe.poke(address + i, content[i]);
        }
        return true;
    }

    @Override
    public String monitorHelp() {
        return """
                help     this text
                mode     the mode of the processor, and its status registers
                steps    instructions that have been executed
                """;
    }

    @Override
    public String monitor(String command) {
        return switch (command) {
            case "mode" -> mode();
            case "steps" -> machine.processor().now() + " instructions\n";
            default -> "";
        };
    }

    private String mode() {
        Modes modes = machine.processor().modes();
        String spsr = modes.mode().hasSpsr() ? ", spsr 0x%08x".formatted(modes.spsr()) : "";
        return "%s mode, cpsr 0x%08x%s\n".formatted(modes.mode(), cpu.cpsr(), spsr);
    }
}
