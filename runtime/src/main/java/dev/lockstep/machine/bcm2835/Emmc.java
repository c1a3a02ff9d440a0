package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.Device;
import java.util.Optional;

/**
 * The SD host controller (Guide 5; "HCSS": SD Specifications, Part A2, Host Controller Simplified Specification 3.00). All
 * is done at once: a command when it is written, a block when its first word is wanted. No tuning, no boot mode; blocks are
 * moved by the DATA register only, which DMA may read and write too.
 */
final class Emmc implements Device {
    static final int ADDRESS = 0x20300000;
    static final int BYTES = 0x100;

    private static final int ARG2 = 0x00;
    private static final int BLKSIZECNT = 0x04;
    private static final int ARG1 = 0x08;
    private static final int CMDTM = 0x0c;
    private static final int RESP0 = 0x10;
    private static final int RESP1 = 0x14;
    private static final int RESP2 = 0x18;
    private static final int RESP3 = 0x1c;
    private static final int DATA = 0x20;
    private static final int STATUS = 0x24;
    private static final int CONTROL0 = 0x28;
    private static final int CONTROL1 = 0x2c;
    private static final int INTERRUPT = 0x30;
    private static final int IRPT_MASK = 0x34;
    private static final int IRPT_EN = 0x38;
    private static final int CONTROL2 = 0x3c;
    private static final int CAPABILITIES_1 = 0x44;
    private static final int FORCE_IRPT = 0x50;
    private static final int BOOT_TIMEOUT = 0x70;
    private static final int SPI_INT_SPT = 0xf0;
    private static final int SLOTISR_VER = 0xfc;

    private static final int COMMAND_SHIFT = 24;
    private static final int COMMAND = 0x3f;
    private static final int ISDATA = 1 << 21;
    private static final int RESPONSE_SHIFT = 16;
    private static final int RESPONSE = 0b11;
    private static final int RESPONSE_NONE = 0;
    private static final int RESPONSE_BUSY = 3;
    private static final int MULTI_BLOCK = 1 << 5;
    private static final int TO_HOST = 1 << 4;
    private static final int AUTO_SHIFT = 2;
    private static final int AUTO = 0b11;
    private static final int AUTO_STOP = 1;
    private static final int AUTO_COUNT = 2;
    private static final int BLOCK_COUNT_ENABLE = 1 << 1;
    private static final int STOP_TRANSMISSION = 12;
    private static final int SET_BLOCK_COUNT = 23;

    private static final int STATUS_DAT_INHIBIT = 1 << 1;
    private static final int STATUS_DAT_ACTIVE = 1 << 2;
    private static final int STATUS_WRITE_TRANSFER = 1 << 8;
    private static final int STATUS_READ_TRANSFER = 1 << 9;

    /** HCSS 2.2.9: words may be written, or read; the Guide leaves these two out. */
    private static final int STATUS_WRITE_ENABLE = 1 << 10;

    private static final int STATUS_READ_ENABLE = 1 << 11;

    /** All lines are high. */
    private static final int STATUS_LINES = 0x1ff00000;

    /** HCSS 2.2.9: a card is in the slot and stays there, and may be written. */
    private static final int STATUS_CARD = 0xf0000;

    private static final int CLK_INTLEN = 1;
    private static final int CLK_STABLE = 1 << 1;
    private static final int SRST_HC = 1 << 24;
    private static final int SRST_CMD = 1 << 25;
    private static final int SRST_DATA = 1 << 26;

    private static final int CMD_DONE = 1;
    private static final int DATA_DONE = 1 << 1;
    private static final int WRITE_RDY = 1 << 4;
    private static final int READ_RDY = 1 << 5;
    private static final int ERR = 1 << 15;
    private static final int CTO_ERR = 1 << 16;
    private static final int DTO_ERR = 1 << 20;
    private static final int ERRORS = 0xffff0000;

    private static final int BLOCK_SIZE = 0x3ff;
    private static final int COUNT_SHIFT = 16;

    /** Vendor 0x99, specification 3.0. */
    private static final int VERSION = 0x99020000;

    private final Optional<SdCard> card;
    private final InterruptController.Line line;
    private final SdBuffer buffer = new SdBuffer();
    private SdResponse response = SdResponse.NONE;
    private int argument2;
    private int sizeAndCount;
    private int argument;
    private int command;
    private int control0;
    private int control1;
    private int control2;
    private int pending;
    private int mask;
    private int enabled;

    /** Blocks left of the transfer; negative for one that only a command ends. Valid while {@link #moving}. */
    private int blocksLeft;

    private boolean moving;

    Emmc(Optional<SdImage> image, InterruptController.Line line) {
        this.card = image.map(SdCard::new);
        this.line = line;
    }

    @Override
    public boolean has(int offset) {
        return offset <= CAPABILITIES_1
                || offset == FORCE_IRPT
                || offset >= BOOT_TIMEOUT && offset <= BOOT_TIMEOUT + 0x24
                || offset == SPI_INT_SPT
                || offset == SLOTISR_VER;
    }

    @Override
    public int read(int offset) {
        int value =
                switch (offset) {
                    case ARG2 -> argument2;
                    case BLKSIZECNT -> sizeAndCount;
                    case ARG1 -> argument;
                    case CMDTM -> command;
                    case RESP0 -> response.first();
                    case RESP1 -> response.second();
                    case RESP2 -> response.third();
                    case RESP3 -> response.fourth();
                    case DATA -> readData();
                    case STATUS -> status();
                    case CONTROL0 -> control0;
                    case CONTROL1 -> control1 | ((control1 & CLK_INTLEN) != 0 ? CLK_STABLE : 0);
                    case INTERRUPT -> pending();
                    case IRPT_MASK -> mask;
                    case IRPT_EN -> enabled;
                    case CONTROL2 -> control2;
                    case SLOTISR_VER -> VERSION;
                    default -> 0; // the real part has no capabilities to read either
                };
        drive();
        return value;
    }

    @Override
    public void write(int offset, int value) {
        switch (offset) {
            case ARG2 -> argument2 = value;
            case BLKSIZECNT -> sizeAndCount = value;
            case ARG1 -> argument = value;
            case CMDTM -> command(value);
            case DATA -> writeData(value);
            case CONTROL0 -> control0 = value;
            case CONTROL1 -> control1(value);
            case INTERRUPT -> pending &= ~value;
            case IRPT_MASK -> mask = value;
            case IRPT_EN -> enabled = value;
            case CONTROL2 -> control2 = value;
            case FORCE_IRPT -> raise(value);
            default -> {} // responses and status cannot be written, tuning and boot have no effect
        }
        drive();
    }

    private void command(int value) {
        command = value;
        int auto = value >>> AUTO_SHIFT & AUTO;
        if (auto == AUTO_COUNT) {
            ask(SET_BLOCK_COUNT, argument2);
        }
        SdResponse answer = ask(value >>> COMMAND_SHIFT & COMMAND, argument);
        int wanted = value >>> RESPONSE_SHIFT & RESPONSE;
        if (wanted != RESPONSE_NONE && !answer.answered()) {
            raise(CTO_ERR);
            return;
        }
        response = answer;
        raise(CMD_DONE);
        if ((value & ISDATA) != 0) {
            boolean counts = (value & BLOCK_COUNT_ENABLE) != 0;
            moving = true;
            blocksLeft = (value & MULTI_BLOCK) == 0 ? 1 : counts ? sizeAndCount >>> COUNT_SHIFT : -1;
            nextBlock();
        } else {
            moving &= (value >>> COMMAND_SHIFT & COMMAND) != STOP_TRANSMISSION;
            // HCSS 2.2.18: transfer complete also tells the end of busy
            raise(wanted == RESPONSE_BUSY ? DATA_DONE : 0);
        }
    }

    private SdResponse ask(int index, int value) {
        return card.map(there -> there.command(index, value)).orElse(SdResponse.NONE);
    }

    /** Makes the next block ready, or ends the transfer. */
    private void nextBlock() {
        int size = sizeAndCount & BLOCK_SIZE;
        boolean toHost = (command & TO_HOST) != 0;
        if (card.isEmpty()) {
            timeOut();
        } else if (blocksLeft == 0) {
            end();
        } else if (toHost && card.get().sends()) {
            blocksLeft--;
            buffer.fill(card.get().send(), size);
            raise(READ_RDY);
        } else if (!toHost && card.get().takes()) {
            blocksLeft--;
            buffer.expect(size);
            raise(WRITE_RDY);
        } else {
            timeOut();
        }
    }

    private void timeOut() {
        moving = false;
        raise(DTO_ERR);
    }

    private void end() {
        moving = false;
        if ((command >>> AUTO_SHIFT & AUTO) == AUTO_STOP) {
            SdResponse stopped = ask(STOP_TRANSMISSION, 0);
            response = new SdResponse(true, response.first(), response.second(), response.third(), stopped.first());
        }
        raise(DATA_DONE);
    }

    private int readData() {
        if (!moving || (command & TO_HOST) == 0) {
            return 0;
        }
        int word = buffer.read();
        if (buffer.done()) {
            nextBlock();
        }
        return word;
    }

    private void writeData(int word) {
        if (!moving || (command & TO_HOST) != 0) {
            return;
        }
        buffer.write(word);
        if (!buffer.done()) {
            return;
        }
        // a command may have ended the transfer for the card alone
        if (card.isPresent() && card.get().takes()) {
            card.get().take(buffer.block());
            nextBlock();
        } else {
            timeOut();
        }
    }

    private int status() {
        int value = STATUS_LINES | (card.isPresent() ? STATUS_CARD : 0);
        if (!moving) {
            return value;
        }
        boolean toHost = (command & TO_HOST) != 0;
        return value
                | STATUS_DAT_INHIBIT
                | STATUS_DAT_ACTIVE
                | (toHost ? STATUS_READ_TRANSFER | STATUS_READ_ENABLE : STATUS_WRITE_TRANSFER | STATUS_WRITE_ENABLE);
    }

    /** The three resets are done at once and read as done (Guide 5, CONTROL1). */
    private void control1(int value) {
        control1 = value & ~(SRST_HC | SRST_CMD | SRST_DATA | CLK_STABLE);
        if ((value & (SRST_HC | SRST_DATA)) != 0) {
            moving = false;
            pending &= ~(DATA_DONE | READ_RDY | WRITE_RDY | DTO_ERR);
        }
        if ((value & (SRST_HC | SRST_CMD)) != 0) {
            pending &= ~(CMD_DONE | CTO_ERR);
        }
        if ((value & SRST_HC) != 0) {
            pending = 0;
            mask = 0;
            enabled = 0;
            control0 = 0;
            control2 = 0;
            sizeAndCount = 0;
        }
    }

    /** What IRPT_MASK does not let through is not noted (Guide 5, IRPT_MASK). */
    private void raise(int flags) {
        pending |= flags & mask;
    }

    private int pending() {
        return (pending & ERRORS) != 0 ? pending | ERR : pending;
    }

    private void drive() {
        line.drive((pending() & enabled) != 0);
    }
}
