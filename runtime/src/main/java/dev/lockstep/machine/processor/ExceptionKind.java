package dev.lockstep.machine.processor;

/**
 * The exceptions: where they go, in which mode, and what they leave in lr (ARM ARM A2.6, TRM 2.12).
 *
 * <p>lr is given relative to the address of the instruction that was not executed, or that is next: for SVC and undefined
 * instructions it is the address of the one behind, whose distance is the length of the instruction.
 */
public enum ExceptionKind {
    /** An instruction that does not exist, or not in this mode. */
    UNDEFINED("an undefined instruction", 0x04, Mode.UND, 4, 2, 0),
    /** SVC. */
    SUPERVISOR_CALL("an SVC", 0x08, Mode.SVC, 4, 2, 0),
    /** An instruction that could not be fetched, a breakpoint, BKPT. */
    PREFETCH_ABORT("a prefetch abort", 0x0c, Mode.ABT, 4, 4, Modes.MASK_A),
    /** A load or store that could not be done; in place of the next instruction, one that hit a watchpoint. */
    DATA_ABORT("a data abort", 0x10, Mode.ABT, 8, 8, Modes.MASK_A),
    /** A normal interrupt. */
    IRQ("an interrupt", 0x18, Mode.IRQ, 4, 4, Modes.MASK_A),
    /** A fast interrupt. */
    FIQ("a fast interrupt", 0x1c, Mode.FIQ, 4, 4, Modes.MASK_A | Modes.MASK_F);

    private final String text;
    private final int vector;
    private final Mode mode;
    private final int armOffset;
    private final int thumbOffset;
    private final int masks;

    ExceptionKind(String text, int vector, Mode mode, int armOffset, int thumbOffset, int masks) {
        this.text = text;
        this.vector = vector;
        this.mode = mode;
        this.armOffset = armOffset;
        this.thumbOffset = thumbOffset;
        this.masks = masks;
    }

    /** What a user should read, with its article. */
    public String text() {
        return text;
    }

    /** Bytes from the vector base. */
    public int vector() {
        return vector;
    }

    /** Whether an instruction could not be executed. */
    boolean isFault() {
        return this == UNDEFINED || this == PREFETCH_ABORT || this == DATA_ABORT;
    }

    /** The mode that it is taken in. */
    public Mode mode() {
        return mode;
    }

    /** What lr becomes for an instruction at an address. */
    int returnAddress(int pc, boolean thumb) {
        return pc + (thumb ? thumbOffset : armOffset);
    }

    /** The masks that are set besides I. */
    int masks() {
        return masks;
    }
}
