package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Fault;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.SystemEncoding;
import dev.lockstep.machine.Coprocessor;
import dev.lockstep.machine.UndefinedAccessException;
import dev.lockstep.machine.cp15.SystemControl;
import dev.lockstep.machine.debug.DebugUnit;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Moves between processor and coprocessor registers: system control, debug, and the registers of the VFP that belong to
 * privileged modes (TRM chapters 3, 13, 19).
 */
final class CoprocessorInstructions {
    private static final int PC = CpuState.PC;

    /** VFP system registers by number. */
    private static final int MVFR1 = 6;

    private static final int MVFR0 = 7;
    private static final int FPEXC = 8;
    private static final int FPINST = 9;

    /** What there is in the VFP11: single and double, division, square root, short vectors, all rounding modes (TRM 20.4.6). */
    private static final int FEATURES = 0x11111111;

    /** FPEXC.EN. */
    private static final int ENABLED = 1 << 30;
    /** FPEXC.EX and EN, which are there to be written. */
    private static final int FPEXC_BITS = 3 << 30;

    /** Fields of CPACR (TRM 3.2.9). */
    private static final int VFP_ACCESS_SHIFT = 20;

    private static final int PRIVILEGED_ACCESS = 1;
    private static final int FULL_ACCESS = 3;

    private final CpuState cpu;
    private final Modes modes;
    private final SystemControl system;
    private final DebugUnit debug;
    private final Runnable floatingPointOff;
    private final Consumer<String> report;
    private int fpexc;

    /** FPINST and FPINST2. */
    private final int[] floatingPointInstructions = new int[2];

    /**
     * The VFP off, as after reset.
     *
     * @param floatingPointOff is called when instructions of the VFP are undefined in some mode from now on
     * @param report is told of accesses to registers that are not there
     */
    CoprocessorInstructions(
            CpuState cpu,
            Modes modes,
            SystemControl system,
            DebugUnit debug,
            Runnable floatingPointOff,
            Consumer<String> report) {
        this.cpu = cpu;
        this.modes = modes;
        this.system = system;
        this.debug = debug;
        this.floatingPointOff = floatingPointOff;
        this.report = report;
    }

    /** Whether CPACR gives access to the VFP and FPEXC has switched it on. */
    boolean hasFloatingPoint() {
        return mayAccessVfp() && (fpexc & ENABLED) != 0;
    }

    /** Whether they do so in user mode too. */
    boolean hasFloatingPointForAll() {
        return vfpAccess() == FULL_ACCESS && (fpexc & ENABLED) != 0;
    }

    private boolean mayAccessVfp() {
        return vfpAccess() == FULL_ACCESS || vfpAccess() == PRIVILEGED_ACCESS && modes.privileged();
    }

    private int vfpAccess() {
        return system.coprocessorAccess() >>> VFP_ACCESS_SHIFT & 3;
    }

    /** A number that differs, in all likelihood, when one of the registers here does. */
    int hash() {
        return 31 * fpexc + Arrays.hashCode(floatingPointInstructions);
    }

    int execute(Instruction i, int next) {
        boolean had = hasFloatingPointForAll();
        int result;
        try {
            result = switch ((SystemEncoding) i.encoding()) {
                case MCR -> {
                    coprocessor(i).write(register(i), cpu.r[i.rd()], modes.privileged());
                    yield next;
                }
                case MRC -> read(i, coprocessor(i).read(register(i), modes.privileged()), next);
                case MCRR -> writePair(i, next);
                case FMXR_SYSTEM -> writeVfp(i, next);
                case FMRX_SYSTEM -> readVfp(i, next);
                case CPS,
                        CPS_THUMB,
                        SRS,
                        RFE,
                        MRS_SPSR,
                        MSR_CPSR_REGISTER,
                        MSR_SPSR_REGISTER,
                        MSR_CPSR_IMMEDIATE,
                        MSR_SPSR_IMMEDIATE,
                        LDM_USER,
                        LDM_RETURN,
                        STM_USER -> refuse(i, next);
            };
        } catch (UndefinedAccessException undefined) {
            report.accept(undefined.getMessage());
            return refuse(i, next);
        }
        if (had && !hasFloatingPointForAll()) {
            floatingPointOff.run();
        }
        return result;
    }

    private int refuse(Instruction i, int next) {
        return cpu.refuse(Fault.Kind.UNDEFINED, next - i.size());
    }

    private Coprocessor coprocessor(Instruction i) {
        return i.rs() == 0 ? debug : system;
    }

    private static int register(Instruction i) {
        return Coprocessor.register(i.immediate() >>> 3, i.rn(), i.rm(), i.immediate() & 7);
    }

    /** To the pc: only the flags (ARM ARM A4.1.33). */
    private int read(Instruction i, int value, int next) {
        if (i.rd() == PC) {
            cpu.setFlags(value);
        } else {
            cpu.r[i.rd()] = value;
        }
        return next;
    }

    private int writePair(Instruction i, int next) throws UndefinedAccessException {
        if (i.rs() == 0) {
            return refuse(i, next);
        }
        system.writePair(i.immediate(), i.rm(), modes.privileged());
        return next;
    }

    private int writeVfp(Instruction i, int next) {
        if (!modes.privileged() || !mayAccessVfp()) {
            return refuse(i, next);
        }
        int value = cpu.r[i.rd()];
        switch (i.immediate()) {
            case FPEXC -> fpexc = value & FPEXC_BITS;
            case MVFR0, MVFR1 -> {
                // Read-only.
            }
            default -> floatingPointInstructions[i.immediate() - FPINST] = value;
        }
        return next;
    }

    private int readVfp(Instruction i, int next) {
        if (!modes.privileged() || !mayAccessVfp()) {
            return refuse(i, next);
        }
        int value =
                switch (i.immediate()) {
                    case FPEXC -> fpexc;
                    case MVFR0 -> FEATURES;
                    case MVFR1 -> 0;
                    default -> floatingPointInstructions[i.immediate() - FPINST];
                };
        return read(i, value, next);
    }
}
