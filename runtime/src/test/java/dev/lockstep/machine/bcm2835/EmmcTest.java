package dev.lockstep.machine.bcm2835;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A card of 2048 blocks, each full of its number. */
class EmmcTest {
    private static final int BLOCKS = 2048;
    private static final int EMMC = 0x20300000;
    private static final int BLKSIZECNT = EMMC + 0x04;
    private static final int ARG1 = EMMC + 0x08;
    private static final int CMDTM = EMMC + 0x0c;
    private static final int RESP0 = EMMC + 0x10;
    private static final int RESP3 = EMMC + 0x1c;
    private static final int DATA = EMMC + 0x20;
    private static final int STATUS = EMMC + 0x24;
    private static final int INTERRUPT = EMMC + 0x30;

    private static final int IRPT_MASK = EMMC + 0x34;

    private static final int R1 = 0x00020000;
    private static final int R1_BUSY = 0x00030000;
    private static final int R2 = 0x00010000;
    private static final int READ = R1 | 0x00200010;
    private static final int READ_SEVERAL = READ | 0x22;
    private static final int WRITE = R1 | 0x00200000;
    private static final int WRITE_SEVERAL = WRITE | 0x22;
    private static final int STOP_AFTER = 0x4;
    private static final int COUNT_BEFORE = 0x8;
    private static final int ADDRESS = 0x12340000;

    private static final int CMD_DONE = 1;
    private static final int DATA_DONE = 2;
    private static final int WRITE_RDY = 0x10;
    private static final int READ_RDY = 0x20;
    private static final int TIMED_OUT = 0x18000;
    private static final int DATA_TIMED_OUT = 0x108000;

    @TempDir
    private Path folder;

    private Path file;
    private SdImage image;
    private TestBoard board;

    @BeforeEach
    void insert() throws IOException {
        file = folder.resolve("card.img");
        byte[] bytes = new byte[BLOCKS * SdImage.BLOCK_BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / SdImage.BLOCK_BYTES);
        }
        Files.write(file, bytes);
        use(false);
    }

    @AfterEach
    void eject() throws IOException {
        image.close();
    }

    private void use(boolean writable) throws IOException {
        image = SdImage.open(file, writable);
        board = new TestBoard("", false, List.of(), Optional.of(image));
        board.run("2030002c <- 1000000; 2030002c = 0; 2030002c <- 5; 2030002c = 7; 20300034 <- ffffffff");
    }

    /** Gives a command and returns the interrupts that it leaves, which are cleared. */
    private int command(int index, int flags, int argument) {
        board.store(ARG1, argument);
        board.store(CMDTM, index << 24 | flags);
        int interrupts = board.load(INTERRUPT);
        board.store(INTERRUPT, interrupts);
        return interrupts;
    }

    /** To the transfer state, as all drivers do. */
    private void initialize() {
        command(0, 0, 0);
        command(8, R1, 0x1aa);
        command(55, R1, 0);
        command(41, R1, 0x51ff8000);
        command(2, R2, 0);
        command(3, R1, 0);
        command(7, R1_BUSY, ADDRESS);
        command(16, R1, 512);
        board.store(BLKSIZECNT, 0x10200);
    }

    private void readBlock(int wanted) {
        for (int i = 0; i < 128; i++) {
            assertEquals(wanted * 0x01010101, board.load(DATA));
        }
    }

    private void writeBlock(int value) {
        for (int i = 0; i < 128; i++) {
            board.store(DATA, value * 0x01010101);
        }
    }

    @Test
    void shouldAnswerTheCommandsOfIdentification() {
        assertEquals(CMD_DONE, command(0, 0, 0));
        assertEquals(CMD_DONE, command(8, R1, 0x1aa));
        assertEquals(0x1aa, board.load(RESP0));
        assertEquals(CMD_DONE, command(55, R1, 0));
        assertEquals(0x120, board.load(RESP0));
        assertEquals(CMD_DONE, command(41, R1, 0));
        assertEquals(0x00ff8000, board.load(RESP0));
        command(55, R1, 0);
        assertEquals(CMD_DONE, command(41, R1, 0x51ff8000));
        assertEquals(0xc0ff8000, board.load(RESP0));
        assertEquals(CMD_DONE, command(2, R2, 0));
        board.run("20300010 = 000100c1; 20300014 = 20100000; 20300018 = 43415244; 2030001c = 00004c53");
        assertEquals(CMD_DONE, command(3, R1, 0));
        assertEquals(ADDRESS | 0x500, board.load(RESP0));
        assertEquals(CMD_DONE, command(9, R2, ADDRESS));
        board.run("20300010 = 800a4000; 20300014 = 0000017f; 20300018 = 325b5900; 2030001c = 00400e00");
        assertEquals(CMD_DONE | DATA_DONE, command(7, R1_BUSY, ADDRESS));
        assertEquals(0x700, board.load(RESP0));
        assertEquals(CMD_DONE, command(13, R1, ADDRESS));
        assertEquals(0x900, board.load(RESP0));
    }

    @Test
    void shouldReadABlock() {
        initialize();
        assertEquals(CMD_DONE | READ_RDY, command(17, READ, 77));
        assertEquals(0x1fff0a06, board.load(STATUS));
        readBlock(77);
        assertEquals(DATA_DONE, board.load(INTERRUPT));
        assertEquals(0x1fff0000, board.load(STATUS));
    }

    @Test
    void shouldReadSeveralBlocksAndStopByItself() {
        initialize();
        board.store(BLKSIZECNT, 0x30200);
        assertEquals(CMD_DONE | READ_RDY, command(18, READ_SEVERAL | STOP_AFTER, 5));
        for (int block = 5; block < 8; block++) {
            readBlock(block);
        }
        assertEquals(READ_RDY | DATA_DONE, board.load(INTERRUPT));
        assertEquals(0xb00, board.load(RESP3));
        command(13, R1, ADDRESS);
        assertEquals(0x900, board.load(RESP0));
    }

    @Test
    void shouldGoOnUntilItIsToldToStop() {
        initialize();
        board.store(BLKSIZECNT, 0x20200);
        command(18, READ_SEVERAL, 5);
        readBlock(5);
        readBlock(6);
        command(13, R1, ADDRESS);
        assertEquals(0xb00, board.load(RESP0));
        assertEquals(CMD_DONE | DATA_DONE, command(12, R1_BUSY, 0) & ~READ_RDY);
        command(13, R1, ADDRESS);
        assertEquals(0x900, board.load(RESP0));
    }

    @Test
    void shouldCountBlocksAheadOfATransfer() {
        initialize();
        board.store(BLKSIZECNT, 0x20200);
        board.store(EMMC, 2);
        command(18, READ_SEVERAL | COUNT_BEFORE, 9);
        readBlock(9);
        readBlock(10);
        command(13, R1, ADDRESS);
        assertEquals(0x900, board.load(RESP0));
        command(23, R1, 1);
        command(18, READ_SEVERAL, 3);
        readBlock(3);
        assertEquals(DATA_TIMED_OUT, board.load(INTERRUPT) & ~READ_RDY & ~DATA_DONE);
    }

    @Test
    void shouldWriteABlockToMemoryOnly() throws IOException {
        initialize();
        assertEquals(CMD_DONE | WRITE_RDY, command(24, WRITE, 3));
        assertEquals(0x1fff0506, board.load(STATUS));
        writeBlock(0x5a);
        assertEquals(DATA_DONE, board.load(INTERRUPT));
        board.store(INTERRUPT, -1);
        command(17, READ, 3);
        readBlock(0x5a);
        assertEquals(3, Files.readAllBytes(file)[3 * 512]);
    }

    @Test
    void shouldWriteSeveralBlocksToTheFileWhenAllowed() throws IOException {
        image.close();
        use(true);
        initialize();
        board.store(BLKSIZECNT, 0x20200);
        command(25, WRITE_SEVERAL | STOP_AFTER, 100);
        writeBlock(0x11);
        writeBlock(0x22);
        assertEquals(WRITE_RDY | DATA_DONE, board.load(INTERRUPT));
        byte[] bytes = Files.readAllBytes(file);
        assertArrayEquals(
                new byte[] {99, 0x11, 0x22, 102},
                new byte[] {bytes[99 * 512], bytes[100 * 512], bytes[102 * 512 - 1], bytes[102 * 512]});
        assertEquals(BLOCKS * SdImage.BLOCK_BYTES, bytes.length);
    }

    @Test
    void shouldSendItsConfiguration() {
        initialize();
        board.store(BLKSIZECNT, 0x10008);
        command(55, R1, ADDRESS);
        assertEquals(CMD_DONE | READ_RDY, command(51, READ, 0));
        board.run("20300020 = 02803502; 20300020 = 0; 20300030 = 2");
    }

    @Test
    void shouldSwitchToHighSpeed() {
        initialize();
        board.store(BLKSIZECNT, 0x10040);
        command(6, READ, 0x80fffff1);
        board.run("20300020 = 01806400; 20300020 = 01800180; 20300020 = 01800180; 20300020 = 00000380; 20300020 = 1");
    }

    @Test
    void shouldTakeTheBusWidth() {
        initialize();
        command(55, R1, ADDRESS);
        assertEquals(CMD_DONE, command(6, R1, 2));
        assertEquals(0x920, board.load(RESP0));
    }

    @Test
    void shouldTellABlockBeyondTheEnd() {
        initialize();
        assertEquals(CMD_DONE | DATA_TIMED_OUT, command(17, READ, BLOCKS));
        assertEquals(0x80000900, board.load(RESP0));
    }

    @Test
    void shouldTimeOutACommandThatTheCardDoesNotKnow() {
        initialize();
        assertEquals(TIMED_OUT, command(5, R1, 0));
        command(13, R1, ADDRESS);
        assertEquals(0x400900, board.load(RESP0));
        command(13, R1, ADDRESS);
        assertEquals(0x900, board.load(RESP0));
    }

    @Test
    void shouldTimeOutWithoutACard() {
        board = new TestBoard().run("20300034 <- ffffffff; 20300024 = 1ff00000");
        assertEquals(CMD_DONE, command(0, 0, 0));
        assertEquals(TIMED_OUT, command(8, R1, 0x1aa));
    }

    @Test
    void shouldNoteOnlyWhatTheMaskLetsThrough() {
        board.run("20300034 <- 2");
        assertEquals(0, command(8, R1, 0x1aa));
    }

    @Test
    void shouldInterruptWhenEnabled() {
        board.run(
                "2000b214 <- 40000000; 20300038 <- 1; no irq; 2030000c <- 0; irq; 2000b200 = 100000; 20300030 <- 1; no irq");
    }

    @Test
    void shouldReadAShortLastBlockAsZerosToItsEnd() throws IOException {
        image.close();
        Files.write(file, new byte[] {1, 1, 1, 1, 2});
        use(false);
        initialize();
        command(17, READ, 0);
        board.run("20300020 = 01010101; 20300020 = 2; 20300020 = 0");
    }

    @Test
    void shouldFeedDma() {
        initialize();
        board.store(BLKSIZECNT, 0x10200);
        command(17, READ, 9);
        board.run(
                "1000 <- 10; 1004 <- 7e300020; 1008 <- 2000; 100c <- 200; 1014 <- 0; 20007004 <- 1000; 20007000 <- 1");
        board.run("2000 = 9090909; 21fc = 9090909; 2200 = 0; 20300030 = 2");
    }

    @Test
    void shouldTimeOutATransferWithoutACard() {
        board = new TestBoard();
        board.store(IRPT_MASK, -1);
        assertEquals(CMD_DONE | DATA_TIMED_OUT, command(17, READ & ~R1, 0));
        assertEquals(CMD_DONE | DATA_TIMED_OUT, command(24, WRITE & ~R1, 0));
    }

    @Test
    void shouldNotGiveABlockToACardThatWasReset() {
        initialize();
        assertEquals(CMD_DONE | WRITE_RDY, command(24, WRITE, 9));
        command(0, 0, 0);
        writeBlock(0x55);
        assertEquals(DATA_TIMED_OUT, board.load(INTERRUPT));
        assertArrayEquals(new byte[] {9, 9}, java.util.Arrays.copyOf(image.read(9), 2));
    }

    @Test
    void shouldTellThatTheFileCannotBeRead() throws IOException {
        initialize();
        image.close();
        assertThrows(SdImageException.class, () -> command(17, READ, 9));
    }

    @Test
    void shouldRefuseAFolder() {
        assertThrows(IOException.class, () -> SdImage.open(folder, false));
    }
}
