package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;

/**
 * The clock manager (Guide 6.3): pairs of a control and a divisor register, from 0x20101000 on. A clock is busy just when it
 * is enabled. Stores need the password in their top byte.
 */
final class ClockManager implements Device {
    static final int ADDRESS = 0x20101000;
    static final int BYTES = 0x100;

    private static final int WORD = 4;
    private static final int PASSWORD = 0x5a;
    private static final int PASSWORD_SHIFT = 24;
    private static final int PAYLOAD = 0xffffff;
    private static final int DIVISOR = WORD;
    private static final int CTL_ENAB = 1 << 4;
    private static final int CTL_BUSY = 1 << 7;

    private final int[] values = new int[BYTES / WORD];

    @Override
    public int read(int offset) {
        int value = values[offset / WORD];
        boolean control = (offset & DIVISOR) == 0;
        return control && (value & CTL_ENAB) != 0 ? value | CTL_BUSY : value;
    }

    @Override
    public void write(int offset, int value) {
        if (value >>> PASSWORD_SHIFT == PASSWORD) {
            boolean control = (offset & DIVISOR) == 0;
            values[offset / WORD] = value & PAYLOAD & (control ? ~CTL_BUSY : PAYLOAD);
        }
    }
}
