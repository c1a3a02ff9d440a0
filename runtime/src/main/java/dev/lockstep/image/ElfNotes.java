package dev.lockstep.image;

import java.util.Optional;

/**
 * Finds the note that names a program's ABI: owner "Lockstep", type 1, the name padded with zero bytes.
 *
 * <pre>
 *  +-------------+-------------+------+----------------+----------------+
 *  | owner bytes | value bytes | type | owner, padded  | value, padded  |
 *  +-------------+-------------+------+----------------+----------------+
 *   a word each                        to a multiple of 4
 * </pre>
 */
final class ElfNotes {
    private static final String OWNER = "Lockstep";
    private static final int ABI_TYPE = 1;
    private static final int HEADER_BYTES = 12;
    private static final int MAX_NAME = 32;

    private ElfNotes() {}

    /**
     * The ABI's name as the first such note gives it.
     *
     * @param offset of the notes, within the file
     * @param bytes their length, within the file
     * @throws ImageException when that note is broken; others are nobody's business and end the search at worst
     */
    static Optional<String> abi(ImageFile file, long offset, long bytes) throws ImageException {
        long end = offset + bytes;
        long at = offset;
        while (at + HEADER_BYTES <= end) {
            long ownerBytes = file.unsigned(at);
            long valueBytes = file.unsigned(at + 4);
            long owner = at + HEADER_BYTES;
            long value = owner + padded(ownerBytes);
            if (value > end) {
                break;
            }
            boolean ours = ownerBytes <= OWNER.length() + 1
                    && file.text(owner, owner + ownerBytes, MAX_NAME).equals(OWNER);
            if (ours && file.word(at + 8) == ABI_TYPE) {
                return Optional.of(name(file, value, valueBytes, end));
            }
            at = value + padded(valueBytes);
        }
        return Optional.empty();
    }

    private static String name(ImageFile file, long value, long bytes, long end) throws ImageException {
        if (value + bytes > end) {
            throw file.broken("ABI note", "a value of " + bytes + " bytes", "at most " + (end - value));
        }
        String name = file.text(value, value + bytes, MAX_NAME);
        if (!name.matches("[a-z0-9-]+")) {
            throw file.broken("ABI note", "a value of other characters", "a name in lower case");
        }
        return name;
    }

    private static long padded(long bytes) {
        return bytes + 3 & -4;
    }
}
