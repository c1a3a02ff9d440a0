package dev.lockstep.image;

import static dev.lockstep.image.ImageFile.hex;

import dev.lockstep.equivalence.StepHash;
import dev.lockstep.memory.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a static ELF32 little-endian ARM executable. Field names are those of the System V ABI.
 *
 * <p>In memory its PT_LOAD segments come first; the heap begins on the page after the last of them; the stack of 8 MB
 * ends below {@code 0xc0000000}, and 1 MB below it stays free. A kernel's lie at their physical addresses, and nothing else
 * is there.
 */
final class ElfReader {
    static final int HEADER_BYTES = 52;

    private static final int PROGRAM_HEADER_BYTES = 32;
    private static final int SECTION_HEADER_BYTES = 40;
    private static final int ARM = 40;
    private static final int EXECUTABLE = 2;
    private static final int BIG_ENDIAN_CODE = 0x00800000;

    private static final int PT_LOAD = 1;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_INTERP = 3;
    private static final int PT_NOTE = 4;

    private static final int PF_X = 1;
    private static final int PF_W = 2;
    private static final int PF_R = 4;

    private static final long PAGE = 4096;
    private static final long STACK_TOP = 0xc0000000L;
    private static final int STACK_BYTES = 8 << 20;
    private static final long HEAP_LIMIT = STACK_TOP - STACK_BYTES - (1 << 20);

    /**
     * A PT_LOAD as its program header gives it.
     *
     * @param number of the program header, from 0
     * @param virtual where the program believes it to be
     * @param address where it is to be loaded: a kernel's p_paddr, a program's p_vaddr
     */
    private record Load(
            int number, long offset, long virtual, long address, long fileBytes, long memoryBytes, int flags) {
        long end() {
            return address + memoryBytes;
        }

        boolean holds(long from, long wanted) {
            return executable() && from <= wanted && wanted < from + memoryBytes;
        }

        boolean executable() {
            return (flags & PF_X) != 0;
        }
    }

    private final ImageFile file;
    private final String name;
    private final boolean kernel;
    private final List<Load> loads = new ArrayList<>();
    private Optional<String> abi = Optional.empty();

    /**
     * A reader of one file.
     *
     * @param kernel whether it is loaded at physical addresses, with nothing beside it
     */
    ElfReader(ImageFile file, String name, boolean kernel) {
        this.file = file;
        this.name = name;
        this.kernel = kernel;
    }

    KernelImage readKernel() throws ImageException {
        readSegments();
        return new KernelImage(segments(), (int) physicalEntry(file.unsigned(24)));
    }

    Image read() throws ImageException {
        readSegments();
        long entry = file.unsigned(24);
        ElfSections sections = new ElfSections(file);
        if (abi.isEmpty()) {
            abi = sections.abi();
        }
        Load code = firstExecutable();
        return new Image(
                name,
                Image.Format.ELF,
                segments(),
                (int) entry,
                (int) heapStart(),
                (int) HEAP_LIMIT,
                (int) STACK_TOP,
                STACK_BYTES,
                abi,
                StepHash.program(file.copy(code.offset(), code.fileBytes())),
                sections.functions(name));
    }

    private void readSegments() throws ImageException {
        checkHeader();
        readProgramHeaders();
        loads.sort((a, b) -> Long.compare(a.address(), b.address()));
        checkMemory();
        checkEntry(file.unsigned(24));
    }

    private void checkHeader() throws ImageException {
        if (file.length() < HEADER_BYTES) {
            throw file.broken("ELF header", file.length() + " bytes", HEADER_BYTES + " bytes");
        }
        check("EI_CLASS", file.byteAt(4), 1, "ELFCLASS32");
        check("EI_DATA", file.byteAt(5), 1, "ELFDATA2LSB, little-endian");
        check("EI_VERSION", file.byteAt(6), 1, "EV_CURRENT");
        check("e_type", file.half(16), EXECUTABLE, "ET_EXEC, a static executable");
        check("e_machine", file.half(18), ARM, "EM_ARM");
        check("e_version", file.word(20), 1, "EV_CURRENT");
        check("e_flags", file.word(36) & BIG_ENDIAN_CODE, 0, "no EF_ARM_BE8");
        check("e_ehsize", file.half(40), HEADER_BYTES, "bytes");
        check("e_phentsize", file.half(42), PROGRAM_HEADER_BYTES, "bytes");
        if (file.half(48) != 0) {
            check("e_shentsize", file.half(46), SECTION_HEADER_BYTES, "bytes");
        }
    }

    private void check(String field, int found, int wanted, String meaning) throws ImageException {
        if (found != wanted) {
            throw file.broken(field, Integer.toString(found), wanted + " (" + meaning + ")");
        }
    }

    private void readProgramHeaders() throws ImageException {
        long table = file.unsigned(28);
        int count = file.half(44);
        file.require("program headers", table, (long) count * PROGRAM_HEADER_BYTES);
        for (int number = 0; number < count; number++) {
            long header = table + (long) number * PROGRAM_HEADER_BYTES;
            switch (file.word(header)) {
                case PT_LOAD -> readLoad(number, header);
                case PT_DYNAMIC -> throw broken(number, "p_type", "2 (PT_DYNAMIC)", "a static executable");
                case PT_INTERP -> throw broken(number, "p_type", "3 (PT_INTERP)", "a static executable");
                case PT_NOTE -> readNotes(number, header);
                default -> {
                    // The other types ask for nothing that a static program on this kernel would miss.
                }
            }
        }
        if (loads.isEmpty()) {
            throw file.broken("program headers", "no PT_LOAD", "at least one");
        }
        long content = loads.stream().mapToLong(Load::fileBytes).sum();
        if (content > file.length()) {
            throw file.broken(
                    "sum of p_filesz", content + " bytes", "no more than the file's " + file.length() + " bytes");
        }
    }

    private void readNotes(int number, long header) throws ImageException {
        long offset = file.unsigned(header + 4);
        long bytes = file.unsigned(header + 16);
        file.require(field(number, "p_filesz"), offset, bytes);
        if (abi.isEmpty()) {
            abi = ElfNotes.abi(file, offset, bytes);
        }
    }

    private void readLoad(int number, long header) throws ImageException {
        Load load = new Load(
                number,
                file.unsigned(header + 4),
                file.unsigned(header + 8),
                file.unsigned(header + (kernel ? 12 : 8)),
                file.unsigned(header + 16),
                file.unsigned(header + 20),
                file.word(header + 24));
        file.require(field(number, "p_filesz"), load.offset(), load.fileBytes());
        if (load.memoryBytes() < load.fileBytes()) {
            throw broken(
                    number, "p_memsz", Long.toString(load.memoryBytes()), "at least p_filesz, " + load.fileBytes());
        }
        long alignment = file.unsigned(header + 28);
        if (Long.bitCount(alignment) > 1) {
            throw broken(number, "p_align", Long.toString(alignment), "0 or a power of two");
        }
        if (alignment > 1 && (load.virtual() - load.offset()) % alignment != 0) {
            throw broken(
                    number,
                    "p_vaddr",
                    hex(load.virtual()),
                    "p_offset " + hex(load.offset()) + " modulo p_align " + alignment);
        }
        if (load.memoryBytes() > 0) {
            loads.add(load);
        }
    }

    private void checkMemory() throws ImageException {
        long total = 0;
        Load before = null;
        for (Load load : loads) {
            if (!kernel && load.end() > HEAP_LIMIT) {
                throw broken(
                        load.number(),
                        "p_memsz",
                        load.memoryBytes() + " bytes at " + hex(load.address()),
                        "the end at or below " + hex(HEAP_LIMIT) + ", where heap and stack begin");
            }
            if (before != null && load.address() < before.end()) {
                throw broken(
                        load.number(),
                        kernel ? "p_paddr" : "p_vaddr",
                        hex(load.address()),
                        "at least " + hex(before.end()) + ", the end of segment " + before.number());
            }
            total += load.memoryBytes();
            before = load;
        }
        if (total > ImageReader.MAX_MEMORY_BYTES) {
            throw file.broken("sum of p_memsz", total + " bytes", "at most " + ImageReader.MAX_MEMORY_BYTES);
        }
    }

    private void checkEntry(long entry) throws ImageException {
        if ((entry & 3) == 2) {
            throw file.broken("e_entry", hex(entry), "a multiple of 4, or bit 0 set for Thumb");
        }
        for (Load load : loads) {
            if (load.holds(load.virtual(), entry) || kernel && load.holds(load.address(), entry)) {
                return;
            }
        }
        throw file.broken("e_entry", hex(entry), "an address in an executable segment");
    }

    /** Where a kernel's entry point lies while no MMU is on. Some kernels' linker scripts give just that. */
    private long physicalEntry(long entry) {
        for (Load load : loads) {
            if (load.holds(load.virtual(), entry)) {
                return entry - load.virtual() + load.address();
            }
        }
        return entry;
    }

    /** The executable PT_LOAD whose program header comes first. There is one: it has the entry. */
    private Load firstExecutable() {
        Load first = loads.getFirst();
        for (Load load : loads) {
            if (load.executable() && (!first.executable() || load.number() < first.number())) {
                first = load;
            }
        }
        return first;
    }

    private List<Segment> segments() {
        List<Segment> segments = new ArrayList<>(loads.size());
        for (Load load : loads) {
            Rights rights =
                    new Rights((load.flags() & PF_R) != 0, (load.flags() & PF_W) != 0, (load.flags() & PF_X) != 0);
            byte[] content = file.copy(load.offset(), load.fileBytes());
            segments.add(new Segment((int) load.address(), content, load.memoryBytes(), rights));
        }
        return List.copyOf(segments);
    }

    private long heapStart() {
        return loads.getLast().end() + PAGE - 1 & -PAGE;
    }

    private ImageException broken(int number, String field, String found, String wanted) {
        return file.broken(field(number, field), found, wanted);
    }

    private static String field(int number, String field) {
        return "segment " + number + " " + field;
    }
}
