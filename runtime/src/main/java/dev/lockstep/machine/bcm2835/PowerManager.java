package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;
import java.util.Optional;

/**
 * The watchdog and reset part of the power manager: three registers that the Guide leaves out, known from Linux's driver
 * (bcm2835_wdt). A reset ends the run. All stores need the password in their top byte.
 */
final class PowerManager implements Device {
    static final int ADDRESS = 0x2010001c;
    static final int BYTES = 0x0c;

    private static final int RSTC = 0x00;
    private static final int RSTS = 0x04;
    private static final int WDOG = 0x08;

    private static final int PASSWORD = 0x5a;
    private static final int PASSWORD_SHIFT = 24;
    private static final int PAYLOAD = 0xffffff;

    /** Bits 5:4 of RSTC: what the watchdog does at its end; 2 is a full reset. */
    private static final int RSTC_ACTION = 0x30;

    private static final int RSTC_FULL_RESET = 0x20;
    private static final int RSTC_AT_RESET = 0x102;
    private static final int RSTS_AT_POWER_ON = 0x1000;

    /** The boot partition is in the even bits 0 to 10; 63 tells the boot code to halt. */
    private static final int RSTS_PARTITION = 0x555;

    private static final int WDOG_TIME = 0xfffff;

    /** The watchdog's clock: 16 bits count a second. */
    private static final int TICKS_PER_SECOND = 1 << 16;

    private int control = RSTC_AT_RESET;
    private int status = RSTS_AT_POWER_ON;
    private int ticks;
    private long now;

    /** When the watchdog resets; {@link Long#MAX_VALUE} while it does not run. */
    private long end = Long.MAX_VALUE;

    private Optional<String> ended = Optional.empty();

    /** "reboot" or "halt" once the watchdog has reset the board. */
    Optional<String> ended() {
        return ended;
    }

    @Override
    public int read(int offset) {
        return switch (offset) {
            case RSTC -> control;
            case RSTS -> status;
            case WDOG -> end == Long.MAX_VALUE ? ticks : (int) ticksOf(end - now);
            default -> 0;
        };
    }

    @Override
    public void write(int offset, int value) {
        if (value >>> PASSWORD_SHIFT != PASSWORD) {
            return;
        }
        switch (offset) {
            case RSTC -> {
                control = value & PAYLOAD;
                end = runs() ? now + cyclesOf(ticks) : Long.MAX_VALUE;
            }
            case RSTS -> status = value & PAYLOAD;
            case WDOG -> {
                ticks = value & WDOG_TIME;
                end = runs() ? now + cyclesOf(ticks) : Long.MAX_VALUE;
            }
            default -> {} // there are three
        }
        advance(now);
    }

    @Override
    public void advance(long cycle) {
        now = cycle;
        if (end <= now) {
            end = Long.MAX_VALUE;
            boolean halt = (status & RSTS_PARTITION) == RSTS_PARTITION;
            ended = Optional.of(halt ? "halt" : "reboot");
        }
    }

    @Override
    public long due() {
        return end;
    }

    private boolean runs() {
        return (control & RSTC_ACTION) == RSTC_FULL_RESET;
    }

    private static long cyclesOf(long ticks) {
        return ticks * Clocks.ARM_HZ / TICKS_PER_SECOND;
    }

    private static long ticksOf(long cycles) {
        return cycles * TICKS_PER_SECOND / Clocks.ARM_HZ;
    }
}
