package dev.lockstep.kernel.diff;

import static dev.lockstep.cpu.StepObserver.CPSR;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.equivalence.StepHash;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.ObservedProcess;
import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.kernel.syscall.Call;
import java.util.ArrayList;
import java.util.List;

/** A process of the guest kernel on the bare machine, as far as it was seen from outside: hashes, counts, its last call. */
final class GuestProcess implements ObservedProcess {
    /** Whether it is in a system call. */
    enum Stage {
        RUNS,
        /** An SVC was taken, and the process has not been seen since. */
        CALLED,
        /** It stands behind the SVC, and whether that gives an event is still to be seen. */
        RETURNED
    }

    private final PidPath path;
    private final int slot;
    private final CpuState cpu;
    private Image image;
    private int registerHash;
    private int pcHash;
    private long steps;
    private long instructions;

    private Stage stage = Stage.RUNS;
    private Call call = Call.UNKNOWN;
    private int callAt;
    private int callEnd;
    private long callTime;

    /** Its registers and status when it lost the processor; valid if it has had it. */
    private final int[] left = new int[CPSR + 1];

    private boolean seen;

    GuestProcess(PidPath path, int slot, CpuState cpu, Image image) {
        this.path = path;
        this.slot = slot;
        this.cpu = cpu;
        this.image = image;
    }

    /** Its child, whose first instruction is the one behind the call. */
    GuestProcess forked(int ordinal, int itsSlot) {
        GuestProcess child = new GuestProcess(path.child(ordinal), itsSlot, cpu, image);
        child.registerHash = registerHash;
        child.pcHash = pcHash;
        child.steps = steps;
        child.stage = Stage.CALLED;
        child.callAt = callAt;
        child.callEnd = callEnd;
        child.callTime = callTime;
        return child;
    }

    /** It becomes another program. */
    void becomes(Image other) {
        image = other;
        stage = Stage.RUNS;
    }

    /**
     * It stands at an SVC, which is taken next.
     *
     * @param time instructions that the machine had retired before
     */
    void calls(Call what, long time) {
        stage = Stage.CALLED;
        call = what;
        callAt = cpu.pc();
        callTime = time;
        callEnd = callAt + (cpu.thumb() ? Short.BYTES : Integer.BYTES);
    }

    Stage stage() {
        return stage;
    }

    void stage(Stage next) {
        stage = next;
    }

    /** The last call; UNKNOWN for a child that was forked by one. */
    Call call() {
        return call;
    }

    /** Address of the last call's SVC. */
    int callAt() {
        return callAt;
    }

    /** Address of the instruction behind it. */
    int callEnd() {
        return callEnd;
    }

    /** When that SVC was executed, in instructions that the machine had retired before; a forked child's is its parent's. */
    long callTime() {
        return callTime;
    }

    /** An instruction has retired. */
    void retires() {
        instructions++;
    }

    /** A step event, with the registers as they stand. */
    void step() {
        int[] r = cpu.r;
        registerHash = StepHash.registers(
                registerHash,
                r[0],
                r[1],
                r[2],
                r[3],
                r[4],
                r[5],
                r[6],
                r[7],
                r[8],
                r[9],
                r[10],
                r[11],
                r[12],
                r[13],
                r[14],
                r[15],
                cpu.cpsr());
        pcHash = StepHash.pc(pcHash, r[15]);
        steps++;
    }

    int registerHash() {
        return registerHash;
    }

    int pcHash() {
        return pcHash;
    }

    /** Keeps the registers with which it loses the processor. */
    void leaves() {
        System.arraycopy(cpu.r, 0, left, 0, cpu.r.length);
        left[CPSR] = cpu.cpsr();
        seen = true;
    }

    /**
     * Whether its registers are as it left them.
     *
     * @param called whether r0 and pc are the kernel's to change
     */
    boolean keptRegisters(boolean called) {
        if (!seen) {
            return true;
        }
        for (int number = 0; number < cpu.r.length; number++) {
            if (cpu.r[number] != left[number] && !isAnswer(called, number)) {
                return false;
            }
        }
        return cpu.cpsr() == left[CPSR];
    }

    private static boolean isAnswer(boolean called, int number) {
        return called && (number == 0 || number == CpuState.PC);
    }

    /** Which registers are not as it left them, in words; see {@link #keptRegisters}. */
    List<String> changedMeanwhile(boolean called) {
        List<String> changed = new ArrayList<>();
        for (int number = 0; number < cpu.r.length; number++) {
            if (cpu.r[number] != left[number] && !isAnswer(called, number)) {
                changed.add(change(RegisterNames.name(number), left[number], cpu.r[number]));
            }
        }
        if (cpu.cpsr() != left[CPSR]) {
            changed.add(change("cpsr", left[CPSR], cpu.cpsr()));
        }
        return changed;
    }

    private static String change(String name, int before, int now) {
        return name + " from " + RegisterNames.hex(before) + " to " + RegisterNames.hex(now);
    }

    @Override
    public PidPath path() {
        return path;
    }

    @Override
    public int slot() {
        return slot;
    }

    @Override
    public Image image() {
        return image;
    }

    @Override
    public long steps() {
        return steps;
    }

    @Override
    public long instructions() {
        return instructions;
    }

    @Override
    public CpuState cpu() {
        return cpu;
    }
}
