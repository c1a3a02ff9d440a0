package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.DataAccess;
import dev.lockstep.cpu.StepObserver;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
import java.util.Arrays;
import java.util.Optional;

/**
 * One side of a divergence as gdb's only thread: the process that differs, and before its fork the parent that it comes from. A
 * moment is the number of steps that have been taken. Nothing can be changed, for what is seen is what an engine makes of a run
 * that is the same each time; it goes back by running again.
 */
final class RevisitTarget implements OneThread {
    private static final long WINDOW = 1 << 12;

    private final String name;
    private final DataAccess access = new DataAccess();

    /** The processor that runs, whose memory counts; its registers may be somewhere else. */
    private Optional<CpuState> running = Optional.empty();

    /** A processor with the registers of now. */
    private Optional<CpuState> shown = Optional.empty();

    private Optional<PidPath> path = Optional.empty();
    private long time;
    private int registerHash;
    private int pcHash;

    /** Nothing has run yet; the name says which side it is. */
    RevisitTarget(String name) {
        this.name = name;
    }

    /** The process begins, or goes on with another image. */
    void begins(PidPath who, CpuState cpu) {
        path = Optional.of(who);
        look(cpu);
        CpuState copy = shown.orElseThrow();
        System.arraycopy(cpu.r, 0, copy.r, 0, cpu.r.length);
        copy.setCpsr(cpu.cpsr());
    }

    /** A step has been taken. */
    void stepped(PidPath who, CpuState cpu, int[] registers, int newRegisterHash, int newPcHash) {
        time++;
        path = Optional.of(who);
        registerHash = newRegisterHash;
        pcHash = newPcHash;
        look(cpu);
        CpuState copy = shown.orElseThrow();
        System.arraycopy(registers, 0, copy.r, 0, copy.r.length);
        copy.setCpsr(registers[StepObserver.CPSR]);
    }

    private void look(CpuState cpu) {
        boolean same = running.isPresent() && running.get() == cpu && shown.orElseThrow().space == cpu.space;
        if (!same) {
            running = Optional.of(cpu);
            shown = Optional.of(new CpuState(cpu.tlb, cpu.space, cpu.code));
        }
        shown.orElseThrow().exclusive = cpu.exclusive;
        shown.orElseThrow().exclusiveAddress = cpu.exclusiveAddress;
    }

    private CpuState cpu() {
        return shown.orElseThrow();
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public int pc() {
        return cpu().pc();
    }

    @Override
    public DataAccess access() {
        try {
            access.find(cpu(), instruction(cpu().pc()));
        } catch (MemoryFault fault) {
            access.none();
        }
        return access;
    }

    /** Decoded from memory: to ask the process's own decoded code would change that. */
    private Instruction instruction(int pc) {
        int first = halfword(pc);
        if (!cpu().thumb()) {
            return Decoder.decode(first | halfword(pc + Short.BYTES) << Short.SIZE);
        }
        boolean whole = Decoder.isThumbPrefix(first);
        return Decoder.decodeThumb(whole ? first << Short.SIZE | halfword(pc + Short.BYTES) : first);
    }

    private int halfword(int address) {
        int granule = cpu().space.executable(address);
        return Page.getShort(cpu().space.bytes(granule), cpu().space.at(granule, address)) & 0xffff;
    }

    @Override
    public long window() {
        return WINDOW;
    }

    @Override
    public void remember() {
        // A run of somebody else's engine is not copied.
    }

    @Override
    public long remembered() {
        return time;
    }

    @Override
    public void back(long moment) {
        if (moment != time) {
            throw new Rerun();
        }
    }

    @Override
    public void flush() {
        // What the programs of a comparison print is not shown.
    }

    @Override
    public String describe(int thread) {
        return name + ", process " + path.map(PidPath::toString).orElse("");
    }

    @Override
    public byte[] registers(int thread) {
        cpu().vfp.copyFrom(running.orElseThrow().vfp);
        return Registers.of(cpu());
    }

    @Override
    public boolean changeable() {
        return false;
    }

    @Override
    public void setRegister(int thread, int number, long value) {
        throw new UnsupportedOperationException("a run that is repeated");
    }

    @Override
    public boolean setMemory(int thread, int address, byte[] content) {
        throw new UnsupportedOperationException("a run that is repeated");
    }

    @Override
    public byte[] memory(int thread, int address, int bytes) {
        byte[] content = new byte[bytes];
        int done = 0;
        try {
            while (done < bytes) {
                cpu().space.read(address + done, content, done, 1);
                done++;
            }
        } catch (MemoryFault fault) {
            // What comes before can be read.
        }
        return Arrays.copyOf(content, done);
    }

    @Override
    public String monitorHelp() {
        return """
                help     this text
                hashes   reg-hash and pc-hash of the process
                steps    steps that have been taken, the parents' before a fork included
                """;
    }

    @Override
    public String monitor(String command) {
        return switch (command) {
            case "hashes" -> "%d steps, reg-hash 0x%08x, pc-hash 0x%08x\n".formatted(time, registerHash, pcHash);
            case "steps" -> time + " steps\n";
            default -> "";
        };
    }
}
