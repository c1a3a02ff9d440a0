package dev.lockstep.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.equivalence.StepHash;
import dev.lockstep.memory.Rights;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallProgramReaderTest {
    private static final int SECTION = 1 << 20;

    @Test
    void shouldGiveEachPartItsSection() throws ImageException {
        byte[] file = new SmallProgramFile(16, 8, 100).bytes();
        Image image = only(file);

        assertEquals(2, image.segments().size());
        Segment code = image.segments().get(0);
        assertEquals(SmallProgramFile.CODE_ADDRESS, code.address());
        assertArrayEquals(Arrays.copyOfRange(file, 40, 56), code.content());
        assertEquals(SECTION, code.memoryBytes());
        assertEquals(Rights.ALL, code.rights());
        Segment data = image.segments().get(1);
        assertEquals(SmallProgramFile.DATA_ADDRESS, data.address());
        assertArrayEquals(Arrays.copyOfRange(file, 56, 64), data.content());
        assertEquals(SECTION, data.memoryBytes());
        assertEquals(Rights.ALL, data.rights());
    }

    @Test
    void shouldStartAtTheCodeWithTheStackInTheMiddleOfTheDataSection() throws ImageException {
        Image image = only(new SmallProgramFile(16, 8, 100).bytes());
        assertEquals(Image.Format.SMALL, image.format());
        assertEquals("hello", image.name());
        assertEquals(SmallProgramFile.CODE_ADDRESS, image.entry());
        assertEquals(SmallProgramFile.DATA_ADDRESS + 0x80000, image.stackTop());
        assertEquals(Optional.empty(), image.abi());
    }

    @Test
    void shouldStartTheHeapAfterBssAndStopItBelowTheStack() throws ImageException {
        Image image = only(new SmallProgramFile(16, 8, 100).bytes());
        assertEquals(SmallProgramFile.DATA_ADDRESS + 108, image.heapStart());
        assertEquals(SmallProgramFile.DATA_ADDRESS + 0x70000, image.heapLimit());
    }

    @Test
    void shouldStartTheHeapAfterDataWhereThereIsNoBss() throws ImageException {
        byte[] file = new SmallProgramFile(16, 8, 0).with(8, 0).bytes();
        assertEquals(SmallProgramFile.DATA_ADDRESS + 8, only(file).heapStart());
    }

    @Test
    void shouldHashTheCodeOnly() throws ImageException {
        byte[] file = new SmallProgramFile(18, 6, 0).bytes();
        assertEquals(
                StepHash.program(Arrays.copyOfRange(file, 40, 58)), only(file).programHash());
    }

    @Test
    void shouldTakeTheAddressesOfTheHeader() throws ImageException {
        byte[] file = new SmallProgramFile(16, 8, 0)
                .with(3, 0x20001000)
                .with(6, 0x50004000)
                .bytes();
        Image image = only(file);
        assertEquals(0x20001000, image.entry());
        assertEquals(0x50084000, image.stackTop());
        assertEquals(
                List.of(0x20000000, 0x20001000, 0x50000000, 0x50004000),
                image.segments().stream().map(Segment::address).toList());
        assertEquals(
                2 * SECTION,
                image.segments().stream().mapToLong(Segment::memoryBytes).sum());
    }

    @Test
    void shouldGiveTheDataASecondSectionWhereTheStackNeedsIt() throws ImageException {
        Image image = only(new SmallProgramFile(16, 8, 0).with(6, 0x5c0000).bytes());
        assertEquals(0x640000, image.stackTop());
        Segment data = image.segments().getLast();
        assertEquals(0x700000, data.address() + data.memoryBytes());
    }

    @Test
    void shouldSortSegmentsWhereDataLiesBelowCode() throws ImageException {
        Image image = only(new SmallProgramFile(16, 8, 0).with(3, 0x600000).bytes());
        assertEquals(0x500000, image.segments().getFirst().address());
    }

    @Test
    void shouldAcceptEmptyDataAndBss() throws ImageException {
        assertEquals(
                SmallProgramFile.DATA_ADDRESS,
                only(new SmallProgramFile(4, 0, 0).bytes()).heapStart());
    }

    @Test
    void shouldReadConcatenatedPrograms() throws ImageException {
        List<Image> images = ImageReader.read(
                "/some/two.bin", join(new SmallProgramFile(16, 8, 0).bytes(), new SmallProgramFile(24, 0, 4).bytes()));
        assertEquals(List.of("two#1", "two#2"), images.stream().map(Image::name).toList());
        assertEquals(16, images.get(0).segments().getFirst().content().length);
        assertEquals(24, images.get(1).segments().getFirst().content().length);
    }

    /** Each line: the header word to overwrite, with what, and the message that this gives. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1  | 44         | header bytes: found 44, wanted 40",
                "2  | 44         | code offset: found 44, wanted 40",
                "3  | 0x400002   | code address: found 0x00400002, wanted a multiple of 4",
                "3  | 0x500000   | data address: found 0x00500000, wanted one whose section, with stack, is not the code's"
                        + " at 0x00500000",
                "3  | 0xfffffff8 | code address: found 0xfffffff8, wanted an address with room for 16 bytes",
                "4  | 0          | code bytes: found 0, wanted at least one instruction",
                "4  | 12         | data offset: found 56, wanted 52",
                "4  | 0xffffffff | code bytes: found 4294967295 bytes at offset 40, wanted them within the file's 64 bytes",
                "5  | 60         | data offset: found 60, wanted 56",
                "5  | 40         | data offset: found 40, wanted 56",
                "6  | 0x500001   | data address: found 0x00500001, wanted a multiple of 4",
                "6  | 0x4ffff0   | data address: found 0x004ffff0, wanted one whose section, with stack, is not the code's"
                        + " at 0x00400000",
                "6  | 0xfff80004 | data address: found 0xfff80004, wanted an address with room for data and stack",
                "7  | 9          | data bytes: found 9 bytes at offset 56, wanted them within the file's 64 bytes",
                "8  | 0x500004   | bss address: found 0x00500004, wanted one from the data's end at 0x00500008 to 0x00570000",
                "8  | 0x600000   | bss address: found 0x00600000, wanted one from the data's end at 0x00500008 to 0x00570000",
                "9  | 0x70000    | bss bytes: found 458752, wanted at most 458744",
                "9  | 0xfffffff0 | bss bytes: found 4294967280, wanted at most 458744",
            })
    void shouldNameTheBrokenField(int word, String value, String message) {
        byte[] file =
                new SmallProgramFile(16, 8, 100).with(word, Long.decode(value)).bytes();
        assertEquals("dir/hello.bin: " + message, reject(file));
    }

    @Test
    void shouldRejectCodeThatIsLongerThanASection() {
        assertEquals(
                "dir/hello.bin: code bytes: found 1048580, wanted at most 1048576",
                reject(new SmallProgramFile(SECTION + 4, 0, 0).bytes()));
    }

    @Test
    void shouldRejectDataThatReachesTheStack() {
        assertEquals(
                "dir/hello.bin: data bytes: found 458756, wanted at most 458752",
                reject(new SmallProgramFile(4, 0x70004, 0).bytes()));
    }

    @Test
    void shouldRejectATruncatedHeader() {
        byte[] file = Arrays.copyOf(new SmallProgramFile(16, 8, 0).bytes(), 39);
        assertEquals("dir/hello.bin: header: found 39 bytes, wanted 40 bytes", reject(file));
    }

    @Test
    void shouldRejectBytesBehindTheLastProgram() {
        byte[] file = join(new SmallProgramFile(16, 8, 0).bytes(), new byte[3]);
        assertEquals("dir/hello.bin: program 2 header: found 3 bytes, wanted 40 bytes", reject(file));
        byte[] longer = join(new SmallProgramFile(16, 8, 0).bytes(), new byte[40]);
        assertEquals("dir/hello.bin: program 2 magic: found 0x00000000, wanted 0xfaf0faf0", reject(longer));
    }

    @Test
    void shouldNameTheProgramThatIsBroken() {
        byte[] file = join(
                new SmallProgramFile(16, 8, 0).bytes(),
                new SmallProgramFile(16, 8, 0).with(1, 41).bytes());
        assertEquals("dir/hello.bin: program 2 header bytes: found 41, wanted 40", reject(file));
    }

    private static Image only(byte[] file) throws ImageException {
        List<Image> images = ImageReader.read("dir/hello.bin", file);
        assertEquals(1, images.size());
        return images.getFirst();
    }

    private static String reject(byte[] file) {
        return assertThrows(ImageException.class, () -> ImageReader.read("dir/hello.bin", file))
                .getMessage();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
