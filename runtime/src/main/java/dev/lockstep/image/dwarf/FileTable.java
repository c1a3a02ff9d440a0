package dev.lockstep.image.dwarf;

import dev.lockstep.image.dwarf.DebugSections.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The source files that the rows of one unit name by number. Names are made when they are asked for, since most never
 * are, and many units name the same ones.
 */
final class FileTable {
    /** Bytes of a name or directory at most; what is longer is damaged. */
    private static final int NAME_LIMIT = 4096;

    /**
     * Where a name is.
     *
     * @param section that it is in
     * @param offset of its first character in the section
     */
    record Name(Section section, long offset) {
        static final Name NONE = new Name(Section.EMPTY, 0);

        /** Whether nothing but its end is there. */
        boolean isEmpty() {
            return section.to() - section.from() - offset <= 1;
        }

        /** Its characters, fit for a line of output: no file may break one. Empty where it is damaged. */
        String text() {
            try {
                DwarfInput input = new DwarfInput(section);
                input.skip(offset);
                char[] text = input.takeAtMost(NAME_LIMIT).text().toCharArray();
                for (int i = 0; i < text.length; i++) {
                    text[i] = Character.isISOControl(text[i]) ? '?' : text[i];
                }
                return new String(text);
            } catch (DamagedTableException e) {
                return "";
            }
        }
    }

    /**
     * A file.
     *
     * @param directory number of the directory that its name is relative to
     */
    record Entry(Name name, long directory) {}

    private final List<Name> directories = new ArrayList<>();
    private final List<Entry> files = new ArrayList<>();
    private final int firstFile;

    /** Those that were asked for, by index. */
    private final Map<Integer, String> paths = new ConcurrentHashMap<>();

    /**
     * A table of nothing yet.
     *
     * @param firstFile number of the first file: 1, or 0 from DWARF 5 on. Directory 0 is the one where the compiler was
     *     started.
     */
    FileTable(int firstFile) {
        this.firstFile = firstFile;
    }

    void addDirectory(Name name) {
        directories.add(name);
    }

    void addFile(Entry file) {
        files.add(file);
    }

    /** The path of a file; empty where the table does not tell. */
    String path(int file) {
        int index = file - firstFile;
        if (index < 0 || index >= files.size()) {
            return "";
        }
        return paths.computeIfAbsent(index, this::makePath);
    }

    private String makePath(int index) {
        Entry entry = files.get(index);
        String path = entry.name().text();
        if (!path.isEmpty() && entry.directory() < directories.size()) {
            path = within(directories.get((int) entry.directory()).text(), path);
            if (entry.directory() != 0) {
                path = within(directories.getFirst().text(), path);
            }
        }
        return path;
    }

    private static String within(String directory, String path) {
        return directory.isEmpty() || path.startsWith("/")
                ? path
                : directory.concat("/").concat(path);
    }
}
