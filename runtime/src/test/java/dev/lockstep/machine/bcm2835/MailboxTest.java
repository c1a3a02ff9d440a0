package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The board has 4 MB. */
class MailboxTest {
    private static final int BUFFER = 0x1000;

    private final TestBoard board = new TestBoard();

    private static int[] words(String hex) {
        String[] parts = hex.strip().split(" +", -1);
        int[] words = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            words[i] = Integer.parseUnsignedInt(parts[i], 16);
        }
        return words;
    }

    private void put(int... words) {
        for (int i = 0; i < words.length; i++) {
            board.store(BUFFER + 4 * i, words[i]);
        }
    }

    private int[] get(int words) {
        int[] got = new int[words];
        for (int i = 0; i < words; i++) {
            got[i] = board.load(BUFFER + 4 * i);
        }
        return got;
    }

    private void ask() {
        board.run("2000b8a0 <- 1008; 2000b898 = 0; 2000b880 = 1008; 2000b898 = 40000000");
    }

    /** A tag as it is put, and as it comes back: id, bytes, code and value. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '>',
            value = {
                "00000001 4 0 0            > 00000001 4 80000004 5e56a0f0",
                "00010001 4 0 ff           > 00010001 4 80000004 0",
                "00010002 4 0 0            > 00010002 4 80000004 009000c1",
                "00010003 6 0 0 ffffffff   > 00010003 6 80000006 c5eb27b8 ffff907e",
                "00010004 8 0 0 1          > 00010004 8 80000008 10c57e90 0",
                "00010005 8 0 1 0          > 00010005 8 80000008 0 00400000",
                "00010006 8 0 0 0          > 00010006 8 80000008 00400000 04000000",
                "00050001 4 0 5            > 00050001 4 80000000 5",
                "00060001 4 0 0            > 00060001 4 80000004 7f35",
                "00020001 8 0 0 0          > 00020001 8 80000008 0 1",
                "00020001 8 0 63 0         > 00020001 8 80000008 63 2",
                "00020002 8 0 3 1          > 00020002 8 80000008 3 0",
                "00028001 8 0 3 3          > 00028001 8 80000008 3 1",
                "00028001 8 0 3 2          > 00028001 8 80000008 3 0",
                "00030001 8 0 3 0          > 00030001 8 80000008 3 1",
                "00030001 8 0 63 0         > 00030001 8 80000008 63 2",
                "00030002 8 0 1 0          > 00030002 8 80000008 1 0ee6b280",
                "00030002 8 0 2 0          > 00030002 8 80000008 2 02dc6c00",
                "00030002 8 0 3 0          > 00030002 8 80000008 3 29b92700",
                "00030002 8 0 4 0          > 00030002 8 80000008 4 0ee6b280",
                "00030002 8 0 63 9         > 00030002 8 80000008 63 0",
                "00038002 c 0 3 3b9aca00 0 > 00038002 c 80000008 3 29b92700 0",
                "00030004 8 0 3 0          > 00030004 8 80000008 3 29b92700",
                "00030007 8 0 3 0          > 00030007 8 80000008 3 29b92700",
                "00030003 8 0 1 0          > 00030003 8 80000008 1 00124f80",
                "00030006 8 0 0 0          > 00030006 8 80000008 0 0000afc8",
                "0003000a 8 0 0 0          > 0003000a 8 80000008 0 00014c08",
                "00040003 8 0 7 8          > 00040003 8 0 7 8",
                "12345678 4 0 7            > 12345678 4 0 7",
                // no space for all of the answer: cut off, and its length told
                "00010004 4 0 0            > 00010004 4 80000008 10c57e90",
                "00010004 0 0              > 00010004 0 80000008",
            })
    void aTagIsAnswered(String question, String answer) {
        int[] tag = words(question);
        int[] buffer = new int[tag.length + 3];
        System.arraycopy(tag, 0, buffer, 2, tag.length);
        buffer[0] = 4 * buffer.length;
        put(buffer);
        ask();
        int[] wanted = buffer.clone();
        wanted[1] = 0x80000000;
        System.arraycopy(words(answer), 0, wanted, 2, tag.length);
        assertArrayEquals(wanted, get(buffer.length));
    }

    @Test
    void allTagsOfABufferAreAnswered() {
        put(words("34 0 00010002 4 0 0 99999999 1 0 0 00060001 4 0 0 0"));
        board.store(BUFFER, 60);
        ask();
        assertArrayEquals(
                words("3c 80000000 00010002 4 80000004 9000c1 99999999 1 0 0 00060001 4 80000004 7f35 0"), get(15));
    }

    /** The wiki: "caller should not assume that the string is null terminated". */
    @Test
    void theCommandLineIsAnswered() {
        TestBoard told = TestBoard.told("quiet=1");
        int[] buffer = words("20 0 00050001 8 0 ffffffff ffffffff 0");
        for (int i = 0; i < buffer.length; i++) {
            told.store(BUFFER + 4 * i, buffer[i]);
        }
        told.run("2000b8a0 <- 1008; 1004 = 80000000; 1010 = 80000007; 1014 = 65697571; 1018 = ff313d74; 101c = 0");
    }

    @Test
    void powerStaysAsItIsSet() {
        put(words("38 0 00028001 8 0 3 0 00020001 8 0 3 5 0"));
        ask();
        assertArrayEquals(words("38 80000000 00028001 8 80000008 3 0 00020001 8 80000008 3 0 0"), get(13));
    }

    @ParameterizedTest
    @CsvSource({
        "10 0 00010002 100, 00010002", // a tag beyond the end of its buffer
        "ffffffff 0 00010002 4, 00010002", // a buffer beyond the end of RAM
        "18 80000000 00010002 4, 00010002" // an answer asked again
    })
    void aMalformedBufferIsTold(String words, String tag) {
        put(words(words));
        ask();
        assertEquals(0x80000001, board.load(BUFFER + 4));
        assertEquals(words(tag)[0], board.load(BUFFER + 8));
    }

    @Test
    void busAddressesOfAnyAliasReachTheBuffer() {
        put(words("1c 0 00010002 4 0 0 0"));
        board.run("2000b8a0 <- c0001008; 2000b880 = c0001008; 1014 = 9000c1");
    }

    @Test
    void theInterruptComesWithTheAnswerAndGoesWhenItIsTaken() {
        put(words("8 0"));
        board.run(
                "2000b218 <- 2; 2000b89c <- 1; no irq; 2000b8a0 <- 1008; irq; 2000b890 = 1008; irq; 2000b880 = 1008; no irq");
    }

    @Test
    void powerOnTheOldChannelIsGranted() {
        board.run("2000b8a0 <- 80; 2000b880 = 80; 2000b880 = 0");
    }

    @Test
    void otherChannelsDoNotAnswer() {
        board.run("2000b8a0 <- 1001; 2000b898 = 40000000");
    }

    @Test
    void messagesAreTakenWhileThereIsAPlaceForTheirAnswers() {
        for (int i = 1; i <= 9; i++) {
            board.store(0x2000b8a0, i << 4);
        }
        board.run("2000b898 = 80000000; 2000b8b8 = c0000000");
        List<Integer> answers = new ArrayList<>();
        while (board.load(0x2000b898) != 0x40000000) {
            answers.add(board.load(0x2000b880) >>> 4);
        }
        assertEquals(List.of(1, 2, 3, 4, 5, 6, 7, 8), answers);
    }

    @Test
    void storesOfTheFirmwareAreTold() {
        List<Integer> stores = new ArrayList<>();
        board.memory().onDeviceStore(stores::add);
        put(words("1c 0 00010001 4 0 0 0"));
        ask();
        assertEquals(List.of(0x1014, 0x1015, 0x1016, 0x1017, 0x1010, 0x1004), stores);
    }
}
