package dev.lockstep.machine.bcm2835;

import dev.lockstep.machine.bus.PhysicalMemory;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * The firmware's property interface (raspberrypi/firmware wiki, "Mailbox property interface"): a buffer of tags, each of
 * which is a question and becomes its answer. Clocks and voltages are what they are: setting them answers the old value.
 *
 * <pre>
 *   buffer:  bytes | 0, then 0x80000000 (done) or 0x80000001 (malformed) | tags | 0
 *   tag:     id | bytes of value | 0, then 0x80000000 + bytes of answer | value, padded to words
 * </pre>
 *
 * <p>A tag that is not known, among them those of the frame buffer, is left as it was.
 */
final class PropertyTags {
    private static final int WORD = 4;
    private static final int BUFFER_HEADER = 2 * WORD;
    private static final int TAG_HEADER = 3 * WORD;
    private static final int DONE = 0x80000000;
    private static final int MALFORMED = 0x80000001;

    /** Bus addresses have a cache alias in their top two bits (Guide 1.2.3). */
    private static final int PHYSICAL = 0x3fffffff;

    /** Memory of the GPU, which lies above the ARM's. */
    private static final int VIDEO_BYTES = 64 << 20;

    /** The firmware's date in seconds since 1970. */
    private static final int FIRMWARE = 0x5e56a0f0;

    /** A Zero W, revision 1.1, of 512 MB. */
    private static final int REVISION = 0x009000c1;

    private static final int SERIAL_NUMBER = 0x10c57e90;

    /** The MAC address b8:27:eb:c5:7e:90, little-endian. */
    private static final int MAC_LOW = 0xc5eb27b8;

    private static final int MAC_HIGH = 0x0000907e;
    private static final int MAC_BYTES = 6;
    private static final int TEMPERATURE = 45_000;
    private static final int MAX_TEMPERATURE = 85_000;
    private static final int MICROVOLTS = 1_200_000;
    private static final int DMA_CHANNELS = 0x7f35;
    private static final int ON = 1;
    private static final int NOT_THERE = 1 << 1;
    private static final int POWER_DOMAINS = 9;

    /** Rates in Hz by clock id: none, EMMC, UART, ARM, core, V3D, H264, ISP, SDRAM, pixel, PWM. */
    private static final int[] RATES = {
        0,
        Clocks.CORE_HZ,
        Clocks.UART_HZ,
        Clocks.ARM_HZ,
        Clocks.CORE_HZ,
        Clocks.CORE_HZ,
        Clocks.CORE_HZ,
        Clocks.CORE_HZ,
        400_000_000,
        0,
        0
    };

    private final PhysicalMemory memory;
    private final String commandLine;

    /** By domain: whether it is on. All are at the start. */
    private int power = (1 << POWER_DOMAINS) - 1;

    private record Answer(int bytes, IntUnaryOperator byteAt) {
        static Optional<Answer> word(int value) {
            return Optional.of(new Answer(WORD, i -> value >>> Byte.SIZE * i));
        }

        static Optional<Answer> words(int first, int second) {
            return bytes(2 * WORD, first, second);
        }

        /** The first bytes of two words. */
        static Optional<Answer> bytes(int bytes, int first, int second) {
            return Optional.of(new Answer(bytes, i -> (i < WORD ? first : second) >>> i % WORD * Byte.SIZE));
        }

        /** Without a zero at its end. */
        static Optional<Answer> text(String text) {
            return Optional.of(new Answer(text.length(), text::charAt));
        }
    }

    PropertyTags(PhysicalMemory memory, String commandLine) {
        this.memory = memory;
        this.commandLine = commandLine;
    }

    /**
     * Answers all tags of a buffer.
     *
     * @param bus the bus address of a buffer in RAM; elsewhere nothing is done
     */
    void answer(int bus) {
        int buffer = bus & PHYSICAL;
        if (!memory.isRam(buffer)) {
            return;
        }
        long end = buffer + Integer.toUnsignedLong(word(buffer));
        boolean wellFormed = end <= memory.ramBytes() && word(buffer + WORD) == 0;
        long tag = (long) buffer + BUFFER_HEADER;
        while (wellFormed && tag + WORD <= end && word((int) tag) != 0) {
            long next = tag + TAG_HEADER + (Integer.toUnsignedLong(word((int) tag + WORD)) + WORD - 1 & -WORD);
            wellFormed = next <= end;
            if (wellFormed) {
                answerTag((int) tag);
            }
            tag = next;
        }
        memory.writeByDevice(buffer + WORD, wellFormed ? DONE : MALFORMED, WORD);
    }

    private void answerTag(int tag) {
        int value = tag + TAG_HEADER;
        int space = word(tag + WORD);
        int first = space >= WORD ? word(value) : 0;
        int second = space >= 2 * WORD ? word(value + WORD) : 0;
        Optional<Answer> answer = answerTo(word(tag), first, second);
        if (answer.isPresent()) {
            put(value, answer.get(), space);
            memory.writeByDevice(tag + 2 * WORD, DONE | answer.get().bytes(), WORD);
        }
    }

    /** An answer longer than the space is cut off; its length is told all the same. */
    private void put(int value, Answer answer, int space) {
        for (int i = 0; i < Math.min(answer.bytes(), space); i++) {
            memory.writeByDevice(value + i, answer.byteAt().applyAsInt(i), 1);
        }
    }

    /** Ids in the order of the wiki's list. */
    private Optional<Answer> answerTo(int id, int first, int second) {
        return switch (id) {
            case 0x00000001 -> Answer.word(FIRMWARE);
            case 0x00010001 -> Answer.word(0); // the board's model
            case 0x00010002 -> Answer.word(REVISION);
            case 0x00010003 -> Answer.bytes(MAC_BYTES, MAC_LOW, MAC_HIGH);
            case 0x00010004 -> Answer.words(SERIAL_NUMBER, 0);
            case 0x00010005 -> Answer.words(0, memory.ramBytes());
            case 0x00010006 -> Answer.words(memory.ramBytes(), VIDEO_BYTES);
            case 0x00050001 -> Answer.text(commandLine);
            case 0x00060001 -> Answer.word(DMA_CHANNELS);
            case 0x00020001 -> Answer.words(first, powerState(first));
            case 0x00020002 -> Answer.words(first, 0); // microseconds until power is stable
            case 0x00028001 -> Answer.words(first, setPower(first, second));
            case 0x00030001, 0x00038001 -> Answer.words(first, isClock(first) ? ON : NOT_THERE);
            case 0x00030002, 0x00038002, 0x00030004, 0x00030007, 0x00030047 -> Answer.words(first, rate(first));
            case 0x00030009, 0x00038009 -> Answer.words(0, 0); // turbo: never
            case 0x00030003, 0x00038003, 0x00030005, 0x00030008 -> Answer.words(first, MICROVOLTS);
            case 0x00030006 -> Answer.words(0, TEMPERATURE);
            case 0x0003000a -> Answer.words(0, MAX_TEMPERATURE);
            case 0x00030046 -> Answer.word(0); // throttled: never
            default -> Optional.empty();
        };
    }

    private int powerState(int domain) {
        return isDomain(domain) ? power >>> domain & ON : NOT_THERE;
    }

    private int setPower(int domain, int state) {
        if (isDomain(domain)) {
            power = power & ~(1 << domain) | (state & ON) << domain;
        }
        return powerState(domain);
    }

    private static boolean isDomain(int domain) {
        return domain >= 0 && domain < POWER_DOMAINS;
    }

    private static boolean isClock(int clock) {
        return clock > 0 && clock < RATES.length;
    }

    private static int rate(int clock) {
        return isClock(clock) ? RATES[clock] : 0;
    }

    private int word(int address) {
        return memory.read(address, WORD);
    }
}
