package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;

/**
 * The interrupt controller (Guide 7): 64 lines of the GPU's devices and 8 of the ARM's own, which may be enabled one by
 * one, and one of which may be the fast interrupt. Lines are levels; nothing is latched here.
 */
final class InterruptController implements Device {
    /** The first of its registers. */
    static final int ADDRESS = 0x2000b200;

    static final int BYTES = 0x28;

    /** Lines of the GPU; those of the ARM are numbered on from here, as in the FIQ control register. */
    static final int GPU_LINES = 64;

    private static final int BASIC_PENDING = 0x00;
    private static final int PENDING_1 = 0x04;
    private static final int PENDING_2 = 0x08;
    private static final int FIQ_CONTROL = 0x0c;
    private static final int ENABLE_1 = 0x10;
    private static final int ENABLE_2 = 0x14;
    private static final int ENABLE_BASIC = 0x18;
    private static final int DISABLE_1 = 0x1c;
    private static final int DISABLE_2 = 0x20;
    private static final int DISABLE_BASIC = 0x24;

    private static final int WORD_BITS = 32;
    private static final long LOW_WORD = 0xffffffffL;
    private static final int ARM_LINES = 0xff;
    private static final int FIQ_SOURCE = 0x7f;
    private static final int FIQ_ENABLE = 0x80;
    private static final int SOURCES = 72;

    /** Bits 8 and 9 of basic pending: something in pending 1, 2 that has no bit of its own here (Guide 7.5). */
    private static final int MORE_IN_1 = 1 << 8;

    private static final int MORE_IN_2 = 1 << 9;

    /** Lines with a bit of their own in basic pending, from bit 10 up (Guide 7.5). */
    private static final int[] SHORTCUTS = {7, 9, 10, 18, 19, 53, 54, 55, 56, 57, 62};

    private static final int FIRST_SHORTCUT = 10;
    private static final long HAVE_SHORTCUT = shortcuts();

    private long gpu;
    private int arm;
    private long gpuEnabled;
    private int armEnabled;
    private int fiqControl;

    /** One line into the controller, held by the device that drives it. */
    interface Line {
        /** Drives it, active or not. */
        void drive(boolean active);

        /** Whether the processor would see it: enabled, or chosen as the fast interrupt. */
        boolean enabled();
    }

    /**
     * A line to hand to a device.
     *
     * @param number 0 to 63 of the GPU's, 64 to 71 of the ARM's
     */
    Line line(int number) {
        return new Line() {
            @Override
            public void drive(boolean active) {
                InterruptController.this.drive(number, active);
            }

            @Override
            public boolean enabled() {
                return fiqControl == (FIQ_ENABLE | number) || enabledForIrq(number);
            }
        };
    }

    /** The normal interrupt to the processor. */
    boolean irq() {
        return (gpu & gpuEnabled) != 0 || (arm & armEnabled) != 0;
    }

    /** The fast interrupt. */
    boolean fiq() {
        int source = fiqControl & FIQ_SOURCE;
        return (fiqControl & FIQ_ENABLE) != 0 && source < SOURCES && active(source);
    }

    @Override
    public int read(int offset) {
        return switch (offset) {
            case BASIC_PENDING -> basicPending();
            case PENDING_1 -> (int) (gpu & gpuEnabled);
            case PENDING_2 -> (int) ((gpu & gpuEnabled) >>> WORD_BITS);
            case FIQ_CONTROL -> fiqControl;
            case ENABLE_1, DISABLE_1 -> (int) gpuEnabled;
            case ENABLE_2, DISABLE_2 -> (int) (gpuEnabled >>> WORD_BITS);
            case ENABLE_BASIC, DISABLE_BASIC -> armEnabled;
            default -> 0;
        };
    }

    @Override
    public void write(int offset, int value) {
        long low = value & LOW_WORD;
        switch (offset) {
            case FIQ_CONTROL -> fiqControl = value & (FIQ_ENABLE | FIQ_SOURCE);
            case ENABLE_1 -> gpuEnabled |= low;
            case ENABLE_2 -> gpuEnabled |= low << WORD_BITS;
            case ENABLE_BASIC -> armEnabled |= value & ARM_LINES;
            case DISABLE_1 -> gpuEnabled &= ~low;
            case DISABLE_2 -> gpuEnabled &= ~(low << WORD_BITS);
            case DISABLE_BASIC -> armEnabled &= ~value;
            default -> {} // the pending registers follow the lines
        }
    }

    private void drive(int number, boolean active) {
        if (number >= GPU_LINES) {
            int bit = 1 << number - GPU_LINES;
            arm = active ? arm | bit : arm & ~bit;
        } else {
            long bit = 1L << number;
            gpu = active ? gpu | bit : gpu & ~bit;
        }
    }

    private boolean active(int number) {
        return number >= GPU_LINES ? (arm >>> number - GPU_LINES & 1) != 0 : (gpu >>> number & 1) != 0;
    }

    private boolean enabledForIrq(int number) {
        return number >= GPU_LINES ? (armEnabled >>> number - GPU_LINES & 1) != 0 : (gpuEnabled >>> number & 1) != 0;
    }

    private int basicPending() {
        long pending = gpu & gpuEnabled;
        int basic = arm & armEnabled;
        for (int i = 0; i < SHORTCUTS.length; i++) {
            basic |= (int) (pending >>> SHORTCUTS[i] & 1) << FIRST_SHORTCUT + i;
        }
        long others = pending & ~HAVE_SHORTCUT;
        return basic | ((others & LOW_WORD) != 0 ? MORE_IN_1 : 0) | (others >>> WORD_BITS != 0 ? MORE_IN_2 : 0);
    }

    private static long shortcuts() {
        long lines = 0;
        for (int line : SHORTCUTS) {
            lines |= 1L << line;
        }
        return lines;
    }
}
