package dev.lockstep.cli.trace;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.image.Symbols;
import dev.lockstep.isa.Instruction;
import dev.lockstep.kernel.api.HartObserver;
import dev.lockstep.kernel.api.ObservedProcess;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a line for every step of one hart that a filter lets pass: process, step, pc, function, instruction, and what it has
 * changed. An instruction that faults has a line without a step number.
 */
final class StepText extends StepObserver implements HartObserver {
    private static final int PC = 15;
    private static final int MOST_STORES = 64;

    private final TraceSink sink;
    private final List<StepFilter> filters;
    private final FetchedInstructions instructions = new FetchedInstructions();
    private final StringBuilder line = new StringBuilder();

    /** The registers as the process's last step, or the kernel, has left them. */
    private final int[] before = new int[17];

    private final int[] addresses = new int[MOST_STORES];
    private final int[] values = new int[MOST_STORES];
    private final int[] sizes = new int[MOST_STORES];

    /** Stores of the instruction that is being executed. */
    private int stores;

    private String process = "";
    private Symbols symbols = Symbols.none();
    private long steps;

    /**
     * The text of one hart.
     *
     * @param filters of which one must let a step pass; none: every step passes
     */
    StepText(TraceSink sink, List<StepFilter> filters) {
        super(true);
        this.sink = sink;
        this.filters = filters;
    }

    @Override
    public StepObserver steps() {
        return this;
    }

    @Override
    public void dispatched(ObservedProcess dispatched) {
        process = dispatched.path().toString();
        steps = dispatched.steps();
        begin(dispatched);
    }

    @Override
    public void replaced(ObservedProcess replaced) {
        begin(replaced);
    }

    private void begin(ObservedProcess current) {
        symbols = current.image().symbols();
        System.arraycopy(current.cpu().r, 0, before, 0, current.cpu().r.length);
        before[CPSR] = current.cpu().cpsr();
        stores = 0;
    }

    @Override
    protected void store(CpuState cpu, int address, int value, int bytes) {
        if (stores < MOST_STORES) {
            addresses[stores] = address;
            values[stores] = value;
            sizes[stores] = bytes;
            stores++;
        }
    }

    @Override
    protected void step(CpuState cpu, int at, int regHash, int pcHash) {
        steps++;
        Instruction instruction = instructions.at(cpu, at, (before[CPSR] & CpuState.THUMB) != 0);
        boolean branched = registers[PC] != at + instruction.size();
        if (passes(at, instruction, branched)) {
            begin(Long.toString(steps), at, instruction);
            changes(branched);
            write();
        }
        System.arraycopy(registers, 0, before, 0, before.length);
        stores = 0;
    }

    @Override
    public void faulted(ObservedProcess faulting) {
        CpuState cpu = faulting.cpu();
        boolean fetched = instructions.isExecutable(cpu, cpu.pc());
        Instruction instruction = instructions.at(cpu, cpu.pc(), cpu.thumb());
        if (passes(cpu.pc(), instruction, false)) {
            begin("-", cpu.pc(), instruction);
            if (!fetched) {
                line.append(" cannot be fetched,");
            }
            line.append(" fault ")
                    .append(cpu.fault.kind().name().toLowerCase(Locale.ROOT))
                    .append(' ')
                    .append(Hex.digits(cpu.fault.address(), 8));
            write();
        }
    }

    private boolean passes(int at, Instruction instruction, boolean branched) {
        if (filters.isEmpty()) {
            return true;
        }
        TracedStep step = new TracedStep(process, steps, at, instruction, function(at), branched, stores > 0);
        return filters.stream().anyMatch(filter -> filter.passes(step));
    }

    private String function(int address) {
        Map.Entry<Long, String> function = symbols.functions().floorEntry(address & 0xffffffffL);
        return function == null ? "" : function.getValue();
    }

    private void begin(String number, int at, Instruction instruction) {
        line.setLength(0);
        line.append(process);
        pad(15 - number.length());
        line.append(' ').append(number).append("  ").append(Hex.digits(at, 8));
        pad(26);
        String function = symbols.describe(at);
        line.append(' ').append(function.isEmpty() ? "?" : function);
        pad(52);
        line.append(' ').append(instructions.text(instruction, at));
    }

    private void pad(int column) {
        while (line.length() < column) {
            line.append(' ');
        }
    }

    /** Registers, flags, memory; the pc only where it is not that of the instruction behind. */
    private void changes(boolean branched) {
        pad(84);
        for (int register = 0; register < PC; register++) {
            if (registers[register] != before[register]) {
                line.append(' ')
                        .append(RegisterNames.of(register))
                        .append('=')
                        .append(Hex.digits(registers[register], 8));
            }
        }
        if (branched) {
            line.append(" pc=").append(Hex.digits(registers[PC], 8));
            String target = symbols.describe(registers[PC]);
            if (!target.isEmpty()) {
                line.append(" <").append(target).append('>');
            }
        }
        RegisterNames.changedFlags(before[CPSR], registers[CPSR], line);
        for (int i = 0; i < stores; i++) {
            line.append(" [")
                    .append(Hex.digits(addresses[i], 8))
                    .append("]=")
                    .append(Hex.digits(values[i], 2 * sizes[i]));
        }
    }

    private void write() {
        int end = line.length();
        while (line.charAt(end - 1) == ' ') {
            end--;
        }
        line.setLength(end);
        sink.append(line.append('\n'));
    }
}
