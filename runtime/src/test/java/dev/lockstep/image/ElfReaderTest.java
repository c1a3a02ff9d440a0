package dev.lockstep.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.StepHash;
import dev.lockstep.memory.Rights;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ElfReaderTest {
    @Test
    void shouldLoadSegmentsWithTheirRights() throws ImageException {
        byte[] file = new ElfFile().bytes();
        Image image = read(file);

        assertEquals(Image.Format.ELF, image.format());
        assertEquals("prog", image.name());
        assertEquals(ElfFile.CODE + 4, image.entry());
        Segment code = image.segments().get(0);
        assertEquals(ElfFile.CODE, code.address());
        assertArrayEquals(Arrays.copyOfRange(file, 0x100, 0x110), code.content());
        assertEquals(0x10, code.memoryBytes());
        assertEquals(Rights.READ_EXECUTE, code.rights());
        Segment data = image.segments().get(1);
        assertEquals(ElfFile.DATA, data.address());
        assertArrayEquals(Arrays.copyOfRange(file, 0x110, 0x118), data.content());
        assertEquals(0x40, data.memoryBytes());
        assertEquals(Rights.READ_WRITE, data.rights());
    }

    @Test
    void shouldStartTheHeapOnThePageAfterTheLastSegment() throws ImageException {
        Image image = read(new ElfFile().bytes());
        assertEquals(0x12000, image.heapStart());
        assertEquals(0xbf700000, image.heapLimit());
        assertEquals(0xc0000000, image.stackTop());
        assertEquals(8 << 20, image.stackBytes());
    }

    private static KernelImage readKernel(ElfFile file) throws ImageException {
        return ImageReader.readKernel("dir/prog.elf", file.bytes());
    }

    /** Words 2 and 3 of a program header are p_vaddr and p_paddr. */
    @Test
    void shouldLoadAKernelAtPhysicalAddressesAndMoveItsEntry() throws ImageException {
        KernelImage kernel = readKernel(new ElfFile()
                .withWord(24, 0xc0008004)
                .withProgramHeader(0, 2, 0xc0008000)
                .withProgramHeader(0, 3, 0x8000)
                .withProgramHeader(1, 2, 0xc0100110)
                .withProgramHeader(1, 3, 0x9110));
        assertEquals(0x8004, kernel.entry());
        assertEquals(0x8000, kernel.segments().get(0).address());
        assertEquals(0x9110, kernel.segments().get(1).address());
        assertEquals(0x40, kernel.segments().get(1).memoryBytes());
    }

    @Test
    void shouldLeaveAKernelsEntryThatIsPhysicalAlready() throws ImageException {
        KernelImage kernel = readKernel(new ElfFile()
                .withWord(24, 0x8005)
                .withProgramHeader(0, 2, 0xc0008000)
                .withProgramHeader(0, 3, 0x8000));
        assertEquals(0x8005, kernel.entry());
    }

    @Test
    void shouldNameThePhysicalAddressWhereAKernelsSegmentsOverlap() {
        ElfFile file = new ElfFile().withProgramHeader(1, 3, 0x10008);
        assertEquals(
                "dir/prog.elf: segment 1 p_paddr: found 0x00010008, wanted at least 0x00010010, the end of segment 0",
                assertThrows(ImageException.class, () -> readKernel(file)).getMessage());
    }

    @Test
    void shouldHashTheFileBytesOfTheFirstExecutableSegment() throws ImageException {
        byte[] file = new ElfFile().bytes();
        assertEquals(
                StepHash.program(Arrays.copyOfRange(file, 0x100, 0x110)),
                read(file).programHash());
    }

    @Test
    void shouldKnowFunctionsAndLabelsInCodeOnly() throws ImageException {
        assertEquals(
                Map.of(ElfFile.CODE + 4L, "main", ElfFile.CODE + 8L, "label"),
                read(new ElfFile().bytes()).symbols().functions());
    }

    @Test
    void shouldManageWithoutSections() throws ImageException {
        byte[] file = new ElfFile().withHalf(48, 0).withWord(32, 0).bytes();
        assertTrue(read(file).symbols().functions().isEmpty());
    }

    @Test
    void shouldTakeTheAbiFromTheNote() throws ImageException {
        assertEquals(Optional.of("pix"), read(new ElfFile().bytes()).abi());
    }

    @Test
    void shouldTakeTheAbiFromANoteSectionWhereNoSegmentHasIt() throws ImageException {
        byte[] file = new ElfFile()
                .withProgramHeader(2, 0, 0)
                .withSectionHeader(4, 1, 7)
                .withSectionHeader(4, 4, ElfFile.NOTE)
                .withSectionHeader(4, 5, 0x20)
                .bytes();
        assertEquals(Optional.of("pix"), read(file).abi());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void shouldIgnoreNotesOfOthers(int word) throws ImageException {
        byte[] file = new ElfFile().withWord(ElfFile.NOTE + word, 7).bytes();
        assertEquals(Optional.empty(), read(file).abi());
    }

    @Test
    void shouldKeepTheThumbBitOfTheEntry() throws ImageException {
        assertEquals(
                ElfFile.CODE + 9,
                read(new ElfFile().withWord(24, ElfFile.CODE + 9).bytes()).entry());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "4  | 2    | EI_CLASS: found 2, wanted 1 (ELFCLASS32)",
                "5  | 2    | EI_DATA: found 2, wanted 1 (ELFDATA2LSB, little-endian)",
                "6  | 0    | EI_VERSION: found 0, wanted 1 (EV_CURRENT)",
                "16 | 1    | e_type: found 1, wanted 2 (ET_EXEC, a static executable)",
                "16 | 3    | e_type: found 3, wanted 2 (ET_EXEC, a static executable)",
                "18 | 62   | e_machine: found 62, wanted 40 (EM_ARM)",
                "20 | 2    | e_version: found 2, wanted 1 (EV_CURRENT)",
                "38 | 0x80 | e_flags: found 8388608, wanted 0 (no EF_ARM_BE8)",
                "40 | 64   | e_ehsize: found 64, wanted 52 (bytes)",
                "42 | 56   | e_phentsize: found 56, wanted 32 (bytes)",
                "44 | 100  | program headers: found 3200 bytes at offset 52, wanted them within the file's 712 bytes",
                "44 | 0    | program headers: found no PT_LOAD, wanted at least one",
                "46 | 64   | e_shentsize: found 64, wanted 40 (bytes)",
                "48 | 9    | section headers: found 360 bytes at offset 512, wanted them within the file's 712 bytes",
                "24 | 6    | e_entry: found 0x00010006, wanted a multiple of 4, or bit 0 set for Thumb",
                "24 | 0x10 | e_entry: found 0x00010010, wanted an address in an executable segment",
            })
    void shouldNameTheBrokenHeaderField(int offset, String value, String message) {
        assertEquals(
                "dir/prog.elf: " + message,
                reject(new ElfFile().withByte(offset, Integer.decode(value)).bytes()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0 | 3          | segment 0 p_type: found 3 (PT_INTERP), wanted a static executable",
                "1 | 0 | 2          | segment 1 p_type: found 2 (PT_DYNAMIC), wanted a static executable",
                "0 | 1 | 0x300      | segment 0 p_filesz: found 16 bytes at offset 768, wanted them within the file's 712"
                        + " bytes",
                "0 | 4 | 0xffffffff | segment 0 p_filesz: found 4294967295 bytes at offset 256, wanted them within the"
                        + " file's 712 bytes",
                "0 | 5 | 8          | segment 0 p_memsz: found 8, wanted at least p_filesz, 16",
                "0 | 7 | 3          | segment 0 p_align: found 3, wanted 0 or a power of two",
                "0 | 2 | 0x10008    | segment 0 p_vaddr: found 0x00010008, wanted p_offset 0x00000100 modulo p_align 256",
                "1 | 5 | 0xffffff00 | segment 1 p_memsz: found 4294967040 bytes at 0x00011110, wanted the end at or below"
                        + " 0xbf700000, where heap and stack begin",
                "1 | 2 | 0xbfffe110 | segment 1 p_memsz: found 64 bytes at 0xbfffe110, wanted the end at or below"
                        + " 0xbf700000, where heap and stack begin",
                "0 | 5 | 0x1200     | segment 1 p_vaddr: found 0x00011110, wanted at least 0x00011200, the end of segment"
                        + " 0",
                "1 | 5 | 0x50000000 | sum of p_memsz: found 1342177296 bytes, wanted at most 1073741824",
                "2 | 4 | 0x1000     | segment 2 p_filesz: found 4096 bytes at offset 288, wanted them within the file's 712"
                        + " bytes",
            })
    void shouldNameTheBrokenSegmentField(int number, int word, String value, String message) {
        byte[] file = new ElfFile()
                .withProgramHeader(number, word, Long.decode(value).intValue())
                .bytes();
        assertEquals("dir/prog.elf: " + message, reject(file));
    }

    @Test
    void shouldRejectSegmentsThatTogetherReadMoreThanTheFile() {
        byte[] file = new ElfFile()
                .withProgramHeader(0, 4, 0x1c0)
                .withProgramHeader(0, 5, 0x1c0)
                .withProgramHeader(1, 4, 0x1b0)
                .withProgramHeader(1, 5, 0x1b0)
                .bytes();
        assertEquals(
                "dir/prog.elf: sum of p_filesz: found 880 bytes, wanted no more than the file's 712 bytes",
                reject(file));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 | 5 | 0x10000 | section 2 sh_size: found 65536 bytes at offset 320, wanted them within the file's 712"
                        + " bytes",
                "2 | 6 | 5       | section 2 sh_link: found 5, wanted less than 5",
                "3 | 4 | 0x10000 | section 3 sh_size: found 64 bytes at offset 65536, wanted them within the file's 712"
                        + " bytes",
            })
    void shouldNameTheBrokenSectionField(int number, int word, String value, String message) {
        byte[] file = new ElfFile()
                .withSectionHeader(number, word, Integer.decode(value))
                .bytes();
        assertEquals("dir/prog.elf: " + message, reject(file));
    }

    @Test
    void shouldRejectABrokenAbiNote() {
        assertEquals(
                "dir/prog.elf: ABI note: found a value of 100 bytes, wanted at most 8",
                reject(new ElfFile().withWord(ElfFile.NOTE + 4, 100).bytes()));
        assertEquals(
                "dir/prog.elf: ABI note: found a value of other characters, wanted a name in lower case",
                reject(new ElfFile().withByte(ElfFile.NOTE + 24, 27).bytes()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20  | ELF header: found 20 bytes, wanted 52 bytes",
                "100 | program headers: found 96 bytes at offset 52, wanted them within the file's 100 bytes",
                "270 | segment 0 p_filesz: found 16 bytes at offset 256, wanted them within the file's 270 bytes",
                "711 | section headers: found 200 bytes at offset 512, wanted them within the file's 711 bytes",
            })
    void shouldRejectATruncatedFile(int length, String message) {
        assertEquals("dir/prog.elf: " + message, reject(new ElfFile().bytes(length)));
    }

    private static Image read(byte[] file) throws ImageException {
        return ImageReader.read("dir/prog.elf", file).getFirst();
    }

    private static String reject(byte[] file) {
        return assertThrows(ImageException.class, () -> ImageReader.read("dir/prog.elf", file))
                .getMessage();
    }
}
