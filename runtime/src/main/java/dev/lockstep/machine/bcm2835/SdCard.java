package dev.lockstep.machine.bcm2835;

/**
 * A high-capacity SD card: what it answers to commands, and the blocks that it sends and takes ("PLSS": SD Specifications,
 * Part 1, Physical Layer Simplified Specification 3.01). It has no 1.8 V signalling, no erase and no write protection.
 */
final class SdCard {
    /** PLSS 4.9.1, table 4-36: the states by their number in the card's status. */
    private enum State {
        IDLE(0),
        READY(1),
        IDENTIFICATION(2),
        STANDBY(3),
        TRANSFER(4),
        SENDING(5),
        RECEIVING(6);

        private final int number;

        State(int number) {
            this.number = number;
        }
    }

    /** What the next blocks are. */
    private enum Data {
        NONE,
        BLOCKS,
        CONFIGURATION,
        SWITCHED,
        SD_STATUS
    }

    private static final int STATE_SHIFT = 9;
    private static final int STATUS_READY = 1 << 8;
    private static final int STATUS_APPLICATION = 1 << 5;
    private static final int STATUS_ILLEGAL = 1 << 22;
    private static final int STATUS_OUT_OF_RANGE = 1 << 31;

    private static final int ADDRESS_SHIFT = 16;
    private static final int RELATIVE_ADDRESS = 0x1234;

    /** OCR: powered up, high capacity, 2.7 to 3.6 V (PLSS 5.1). */
    private static final int OCR_POWERED_UP = 1 << 31;

    private static final int OCR_HIGH_CAPACITY = 1 << 30;
    private static final int OCR_VOLTAGES = 0x00ff8000;
    private static final int INTERFACE_CONDITION = 0xfff;

    /** Manufacturer 0, "LS", "CARD ", revision 1.0, serial number 1, January 2012 (PLSS 5.2). */
    private static final int[] CID = {0x004c5343, 0x41524420, 0x10000000, 0x0100c100};

    /** CSD version 2.0 (PLSS 5.3.3) but for the size. */
    private static final int[] CSD = {0x400e0032, 0x5b590000, 0x00007f80, 0x0a400000};

    private static final int CSD_SIZE_HIGH = 0x3f;
    private static final int HALFWORD_BITS = 16;

    /** Blocks in the unit of the CSD's size. */
    private static final int SIZE_UNIT = 1024;

    /** SCR: version 3.0, 1 and 4 bit wide, CMD23 (PLSS 5.6). */
    private static final byte[] SCR = {0x02, 0x35, (byte) 0x80, 0x02, 0, 0, 0, 0};

    private static final int STATUS_BYTES = 64;
    private static final int FUNCTION = 0xf;

    private final SdImage image;
    private final long blocks;
    private State state = State.IDLE;
    private Data data = Data.NONE;
    private boolean application;

    /** Status bits that the next status tells and then forgets. */
    private int errors;

    /** The block that is sent or taken next. */
    private int block;

    private boolean multiple;

    /** Blocks left of a transfer whose count CMD23 gave; 0 without one. */
    private int counted;

    private int countForNext;
    private int selectedFunction;

    SdCard(SdImage image) {
        this.image = image;
        this.blocks = (Math.max(1, image.blocks()) + SIZE_UNIT - 1) / SIZE_UNIT * SIZE_UNIT;
    }

    /**
     * Takes a command.
     *
     * @param index 0 to 63; an application command when CMD55 was the last
     */
    SdResponse command(int index, int argument) {
        boolean wasApplication = application;
        application = false;
        int count = countForNext;
        countForNext = 0;
        if (wasApplication) {
            return applicationCommand(index, argument);
        }
        return switch (index) {
            case 0 -> reset();
            case 2 -> state == State.READY ? enter(State.IDENTIFICATION, SdResponse.register(CID)) : illegal();
            case 3 -> relativeAddress();
            case 6 -> sends(Data.SWITCHED, argument);
            case 7 -> select(argument);
            case 8 -> state == State.IDLE ? SdResponse.word(argument & INTERFACE_CONDITION) : illegal();
            case 9 -> state == State.STANDBY ? SdResponse.register(csd()) : illegal();
            case 10 -> state == State.STANDBY ? SdResponse.register(CID) : illegal();
            case 12 -> stop();
            case 13 -> addressed(argument) ? status() : SdResponse.NONE;
            case 16 -> state == State.TRANSFER ? status() : illegal();
            case 17 -> transfer(State.SENDING, argument, 1, false);
            case 18 -> transfer(State.SENDING, argument, count, true);
            case 23 -> blockCount(argument);
            case 24 -> transfer(State.RECEIVING, argument, 1, false);
            case 25 -> transfer(State.RECEIVING, argument, count, true);
            case 55 -> expectApplication(argument);
            default -> illegal();
        };
    }

    /** Whether it has a block to send. */
    boolean sends() {
        return state == State.SENDING;
    }

    /** Whether it waits for a block. */
    boolean takes() {
        return state == State.RECEIVING;
    }

    /** The next block of a transfer; none beyond the card's end. Must be {@link #sends}. */
    byte[] send() {
        return switch (data) {
            case NONE -> new byte[0];
            case BLOCKS -> {
                int now = block;
                next();
                yield image.read(now);
            }
            case CONFIGURATION -> once(SCR.clone());
            case SWITCHED -> once(switched());
            case SD_STATUS -> once(new byte[STATUS_BYTES]);
        };
    }

    /** Takes a block. Must be {@link #takes}. */
    void take(byte[] bytes) {
        int now = block;
        next();
        image.write(now, bytes);
    }

    private SdResponse applicationCommand(int index, int argument) {
        return switch (index) {
            case 6, 42 -> state == State.TRANSFER ? applicationStatus() : illegal();
            case 13 -> sends(Data.SD_STATUS, argument);
            case 41 -> operatingCondition(argument);
            case 51 -> sends(Data.CONFIGURATION, argument);
            default -> illegal();
        };
    }

    private SdResponse reset() {
        state = State.IDLE;
        data = Data.NONE;
        errors = 0;
        selectedFunction = 0;
        return SdResponse.NONE;
    }

    /** ACMD41 (PLSS 4.2.3.1): without a voltage only an inquiry; a host without high capacity is never done. */
    private SdResponse operatingCondition(int argument) {
        if (state != State.IDLE) {
            return illegal();
        }
        if ((argument & OCR_VOLTAGES) == 0 || (argument & OCR_HIGH_CAPACITY) == 0) {
            return SdResponse.word(OCR_VOLTAGES);
        }
        return enter(State.READY, SdResponse.word(OCR_POWERED_UP | OCR_HIGH_CAPACITY | OCR_VOLTAGES));
    }

    /** CMD3, R6: the address, and a status whose upper error bits have moved (PLSS 4.9.5). */
    private SdResponse relativeAddress() {
        if (state != State.IDENTIFICATION && state != State.STANDBY) {
            return illegal();
        }
        int status = state.number << STATE_SHIFT | STATUS_READY;
        return enter(State.STANDBY, SdResponse.word(RELATIVE_ADDRESS << ADDRESS_SHIFT | status));
    }

    private SdResponse select(int argument) {
        if (!addressed(argument)) {
            state = state.number > State.STANDBY.number ? State.STANDBY : state;
            return SdResponse.NONE;
        }
        return state == State.STANDBY ? enter(State.TRANSFER, status()) : illegal();
    }

    private SdResponse stop() {
        return sends() || takes() ? enter(State.TRANSFER, status()) : illegal();
    }

    private SdResponse blockCount(int argument) {
        countForNext = argument & 0xffff;
        return state == State.TRANSFER ? status() : illegal();
    }

    private SdResponse expectApplication(int argument) {
        if (state != State.IDLE && !addressed(argument)) {
            return SdResponse.NONE;
        }
        application = true;
        return applicationStatus();
    }

    private SdResponse transfer(State direction, int first, int count, boolean several) {
        if (state != State.TRANSFER) {
            return illegal();
        }
        if (Integer.toUnsignedLong(first) >= blocks) {
            errors |= STATUS_OUT_OF_RANGE;
            return status();
        }
        block = first;
        multiple = several;
        counted = count;
        data = Data.BLOCKS;
        return enter(direction, status());
    }

    private SdResponse sends(Data what, int argument) {
        if (state != State.TRANSFER) {
            return illegal();
        }
        data = what;
        selectedFunction =
                what == Data.SWITCHED && (argument & FUNCTION) != FUNCTION ? argument & FUNCTION : selectedFunction;
        return enter(State.SENDING, what == Data.SWITCHED ? status() : applicationStatus());
    }

    /** After a block of the image: on to the next, or done. */
    private void next() {
        block++;
        boolean last = !multiple || counted == 1 || Integer.toUnsignedLong(block) >= blocks;
        counted -= counted > 0 ? 1 : 0;
        if (last) {
            state = State.TRANSFER;
        }
    }

    private byte[] once(byte[] bytes) {
        state = State.TRANSFER;
        return bytes;
    }

    /** The status of CMD6 (PLSS 4.3.10.4): current, functions there are in groups 6 to 1, functions chosen. */
    private byte[] switched() {
        byte[] bytes = new byte[STATUS_BYTES];
        bytes[1] = 100;
        for (int group = 0; group < 6; group++) {
            bytes[2 + 2 * group] = (byte) 0x80;
            bytes[3 + 2 * group] = (byte) (group == 5 ? 0b11 : 0b1);
        }
        bytes[16] = (byte) Math.min(selectedFunction, FUNCTION);
        return bytes;
    }

    private int[] csd() {
        int size = (int) (blocks / SIZE_UNIT - 1);
        return new int[] {
            CSD[0], CSD[1] | size >>> HALFWORD_BITS & CSD_SIZE_HIGH, CSD[2] | size << HALFWORD_BITS, CSD[3]
        };
    }

    private boolean addressed(int argument) {
        return argument >>> ADDRESS_SHIFT == RELATIVE_ADDRESS && state.number >= State.STANDBY.number;
    }

    private SdResponse enter(State next, SdResponse response) {
        state = next;
        return response;
    }

    /** Not answered; the next status tells. */
    private SdResponse illegal() {
        errors |= STATUS_ILLEGAL;
        return SdResponse.NONE;
    }

    private SdResponse applicationStatus() {
        return SdResponse.word(status().first() | STATUS_APPLICATION);
    }

    /** R1: the state in which the command came (PLSS 4.10.1). */
    private SdResponse status() {
        int value = errors | state.number << STATE_SHIFT | STATUS_READY;
        errors = 0;
        return SdResponse.word(value);
    }
}
