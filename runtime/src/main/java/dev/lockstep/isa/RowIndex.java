package dev.lockstep.isa;

import java.util.Arrays;

/**
 * Finds the row that a word matches. The rows are listed once by twelve of the word's bits; finding tries the few that
 * are left, those with the most fixed bits first.
 */
final class RowIndex {
    private static final int SIZE = 1 << 12;

    /** By how much the upper eight of the twelve bits are shifted to be in front of bits 7..4. */
    private final int shift;

    /** The row that matches everything. */
    private final Row otherwise;

    private final Row[][] rows = new Row[SIZE][0];

    private RowIndex(int shift, Encoding otherwise, Encoding[]... tables) {
        this.shift = shift;
        this.otherwise = otherwise.row();
        for (int fixedBits = Integer.SIZE; fixedBits > 0; fixedBits--) {
            for (Encoding[] table : tables) {
                for (Encoding encoding : table) {
                    if (encoding != otherwise && Integer.bitCount(encoding.mask()) == fixedBits) {
                        enter(encoding.row());
                    }
                }
            }
        }
    }

    /** An index by bits 27..20 and 7..4, which tell the instructions of ARM state apart. */
    static RowIndex ofWords(Encoding otherwise, Encoding[]... tables) {
        return new RowIndex(16, otherwise, tables);
    }

    /** An index by bits 15..4, which tell the instructions of Thumb state apart. */
    static RowIndex ofHalfwords(Encoding otherwise, Encoding[]... tables) {
        return new RowIndex(4, otherwise, tables);
    }

    /** The row that a word matches. */
    Row find(int word) {
        for (Row row : rows[index(word)]) {
            if (row.pattern().matches(word)) {
                return row;
            }
        }
        return otherwise;
    }

    /** Appends a row wherever the index bits that it leaves free may lead. */
    private void enter(Row row) {
        int free = index(~row.pattern().mask());
        int subset = free;
        do {
            int place = index(row.pattern().value()) | subset;
            int length = rows[place].length;
            rows[place] = Arrays.copyOf(rows[place], length + 1);
            rows[place][length] = row;
            subset = (subset - 1) & free;
        } while (subset != free);
    }

    private int index(int word) {
        return (word >>> shift & 0xFF0) | (word >>> 4 & 0xF);
    }
}
