package dev.lockstep.image;

import dev.lockstep.image.dwarf.DebugSections;
import dev.lockstep.image.dwarf.DebugSections.Section;
import dev.lockstep.image.dwarf.SourceLines;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** The section headers of an ELF file, for what loading does not need: the names of functions, their source lines, notes. */
final class ElfSections {
    private static final int HEADER_BYTES = 40;
    private static final int SYMBOL_BYTES = 16;
    private static final int SHT_PROGBITS = 1;
    private static final int SHT_SYMTAB = 2;
    private static final int SHT_NOTE = 7;
    private static final int SHF_EXECINSTR = 4;
    private static final int SHF_COMPRESSED = 0x800;
    private static final int STT_NOTYPE = 0;
    private static final int STT_FUNC = 2;
    private static final int MAX_SYMBOLS = 1 << 20;
    private static final int MAX_NAME = 256;

    private final ImageFile file;
    private final long table;
    private final int count;

    /**
     * The section headers of a file whose ELF header has been checked.
     *
     * @throws ImageException when they or what they name are not within the file
     */
    ElfSections(ImageFile file) throws ImageException {
        this.file = file;
        table = file.unsigned(32);
        count = file.half(48);
        file.require("section headers", table, (long) count * HEADER_BYTES);
    }

    /** What the first SHT_NOTE section with an ABI note names. */
    Optional<String> abi() throws ImageException {
        for (int section = 0; section < count; section++) {
            if (type(section) == SHT_NOTE) {
                requireContent(section);
                Optional<String> abi = ElfNotes.abi(file, offset(section), bytes(section));
                if (abi.isPresent()) {
                    return abi;
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The functions that the symbol tables name, with the lines that they were made from.
     *
     * @param program its name
     */
    Symbols functions(String program) throws ImageException {
        Map<Integer, String> functions = new HashMap<>();
        Map<Integer, Symbols.Content> contents = new HashMap<>();
        for (int section = 0; section < count; section++) {
            if (type(section) == SHT_SYMTAB) {
                requireContent(section);
                long names = word(section, 24);
                if (names >= count) {
                    throw file.broken("section " + section + " sh_link", Long.toString(names), "less than " + count);
                }
                requireContent((int) names);
                addSymbols(section, (int) names, functions, contents);
            }
        }
        return new Symbols(program, functions, contents, new SourceLines(debugSections(), code()));
    }

    /** Whether a section with instructions lies at an address. */
    private LongPredicate code() {
        NavigableMap<Long, Long> ends = new TreeMap<>();
        for (int section = 0; section < count; section++) {
            if ((word(section, 8) & SHF_EXECINSTR) != 0) {
                ends.merge(word(section, 12), word(section, 12) + bytes(section), Math::max);
            }
        }
        return address -> {
            Map.Entry<Long, Long> below = ends.floorEntry(address);
            return below != null && address < below.getValue();
        };
    }

    private DebugSections debugSections() {
        return new DebugSections(section(".debug_line"), section(".debug_line_str"), section(".debug_str"));
    }

    /** A section by its name, for what running does not need: empty when it is missing, damaged or compressed. */
    private Section section(String name) {
        int names = file.half(50);
        if (names >= count || !file.contains(offset(names), bytes(names))) {
            return Section.EMPTY;
        }
        for (int section = 0; section < count; section++) {
            if (type(section) == SHT_PROGBITS
                    && (word(section, 8) & SHF_COMPRESSED) == 0
                    && file.contains(offset(section), bytes(section))
                    && name(section, names).equals(name)) {
                return file.section(offset(section), bytes(section));
            }
        }
        return Section.EMPTY;
    }

    private String name(int section, int names) {
        long end = offset(names) + bytes(names);
        return file.text(Math.min(offset(names) + word(section, 0), end), end, MAX_NAME);
    }

    private void addSymbols(
            int section, int names, Map<Integer, String> functions, Map<Integer, Symbols.Content> contents) {
        long end = offset(section) + bytes(section);
        for (long at = offset(section); at + SYMBOL_BYTES <= end; at += SYMBOL_BYTES) {
            long nameOffset = file.unsigned(at);
            if (!isFunction(at) || nameOffset >= bytes(names)) {
                continue;
            }
            String name = file.text(offset(names) + nameOffset, offset(names) + bytes(names), MAX_NAME);
            if (isMappingSymbol(name)) {
                if (contents.size() < MAX_SYMBOLS) {
                    contents.put(file.word(at + 4), content(name));
                }
            } else if (!name.isEmpty() && functions.size() < MAX_SYMBOLS) {
                addFunction(file.word(at + 4), name, functions);
            }
        }
    }

    /** Of several names for one address the first counts. */
    private static void addFunction(int entryPoint, String name, Map<Integer, String> functions) {
        if (!functions.containsKey(entryPoint ^ 1)) {
            functions.putIfAbsent(entryPoint, name);
        }
    }

    private static Symbols.Content content(String mappingSymbol) {
        return switch (mappingSymbol.charAt(1)) {
            case 'a' -> Symbols.Content.ARM;
            case 't' -> Symbols.Content.THUMB;
            default -> Symbols.Content.DATA;
        };
    }

    /** Whether the symbol at this offset is a function, or a label in code. */
    private boolean isFunction(long symbol) {
        int type = file.byteAt(symbol + 12) & 15;
        int section = file.half(symbol + 14);
        return (type == STT_FUNC || type == STT_NOTYPE)
                && section > 0
                && section < count
                && (word(section, 8) & SHF_EXECINSTR) != 0;
    }

    /** Those that tell code from data (ELF for the Arm Architecture, 5.5.5): $a, $t, $d, and the same with a suffix. */
    private static boolean isMappingSymbol(String name) {
        return name.length() >= 2
                && name.charAt(0) == '$'
                && "atd".indexOf(name.charAt(1)) >= 0
                && (name.length() == 2 || name.charAt(2) == '.');
    }

    private void requireContent(int section) throws ImageException {
        file.require("section " + section + " sh_size", offset(section), bytes(section));
    }

    private long type(int section) {
        return word(section, 4);
    }

    private long offset(int section) {
        return word(section, 16);
    }

    private long bytes(int section) {
        return word(section, 20);
    }

    private long word(int section, int field) {
        return file.unsigned(table + (long) section * HEADER_BYTES + field);
    }
}
