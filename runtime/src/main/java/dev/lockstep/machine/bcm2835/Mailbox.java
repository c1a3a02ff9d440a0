package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;
import dev.lockstep.machine.bus.PhysicalMemory;
import java.util.ArrayDeque;

/**
 * The mailboxes by which the ARM asks the firmware, which the Guide leaves out (registers as in Linux's bcm2835-mailbox).
 * The firmware answers at once, on channel 8 (properties) and channel 0 (power, which it grants); other channels are not
 * answered.
 */
final class Mailbox implements Device {
    static final int ADDRESS = 0x2000b880;
    static final int BYTES = 0x40;

    private static final int READ = 0x00;
    private static final int PEEK = 0x10;
    private static final int STATUS = 0x18;
    private static final int CONFIG = 0x1c;
    private static final int WRITE = 0x20;
    private static final int WRITE_STATUS = 0x38;

    private static final int FULL = 1 << 31;
    private static final int EMPTY = 1 << 30;
    private static final int DEPTH = 8;
    private static final int CONFIG_INTERRUPT = 1;
    private static final int CHANNEL = 0xf;
    private static final int CHANNEL_POWER = 0;
    private static final int CHANNEL_PROPERTIES = 8;

    private final PropertyTags properties;
    private final InterruptController.Line interrupt;
    private final ArrayDeque<Integer> answers = new ArrayDeque<>();
    private int config;

    Mailbox(PhysicalMemory memory, String commandLine, InterruptController.Line interrupt) {
        this.properties = new PropertyTags(memory, commandLine);
        this.interrupt = interrupt;
    }

    @Override
    public boolean has(int offset) {
        return switch (offset) {
            case READ, PEEK, STATUS, CONFIG, WRITE, WRITE_STATUS -> true;
            default -> false;
        };
    }

    @Override
    public int read(int offset) {
        int value =
                switch (offset) {
                    case READ -> answers.isEmpty() ? 0 : answers.remove();
                    case PEEK -> answers.isEmpty() ? 0 : answers.element();
                    case STATUS -> (answers.isEmpty() ? EMPTY : 0) | full();
                    case CONFIG -> config;
                    case WRITE_STATUS -> EMPTY | full();
                    default -> 0;
                };
        drive();
        return value;
    }

    @Override
    public void write(int offset, int value) {
        if (offset == CONFIG) {
            config = value & CONFIG_INTERRUPT;
        } else if (offset == WRITE && answers.size() < DEPTH) {
            ask(value);
        }
        drive();
    }

    private void ask(int message) {
        int channel = message & CHANNEL;
        if (channel == CHANNEL_PROPERTIES) {
            properties.answer(message & ~CHANNEL);
            answers.add(message);
        } else if (channel == CHANNEL_POWER) {
            answers.add(message);
        }
    }

    /** A message is taken only when there is a place for its answer. */
    private int full() {
        return answers.size() >= DEPTH ? FULL : 0;
    }

    private void drive() {
        interrupt.drive((config & CONFIG_INTERRUPT) != 0 && !answers.isEmpty());
    }
}
