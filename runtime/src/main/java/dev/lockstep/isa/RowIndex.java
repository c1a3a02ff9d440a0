package dev.lockstep.isa;

import java.util.ArrayList;
import java.util.List;

/**
 * Finds the row that a word matches. The rows are listed by twelve of the word's bits, each list when it is first needed,
 * for a program has few of them; finding tries the few that are left, those with the most fixed bits first.
 */
final class RowIndex {
    private static final int SIZE = 1 << 12;

    /** By how much the upper eight of the twelve bits are shifted to be in front of bits 7..4. */
    private final int shift;

    /** The row that matches everything. */
    private final Row otherwise;

    /** All others, those with the most fixed bits first. */
    private final List<Row> rows = new ArrayList<>();

    private final Matching[] lists = new Matching[SIZE];

    /** The rows of one list. Its field being final, another thread sees it complete or not at all (JLS 17.5). */
    private static final class Matching {
        final Row[] rows;

        Matching(Row... rows) {
            this.rows = rows;
        }
    }

    private RowIndex(int shift, Encoding otherwise, Encoding[]... tables) {
        this.shift = shift;
        this.otherwise = otherwise.row();
        List<List<Row>> byFixedBits = new ArrayList<>();
        for (int fixedBits = 0; fixedBits <= Integer.SIZE; fixedBits++) {
            byFixedBits.add(new ArrayList<>());
        }
        for (Encoding[] table : tables) {
            for (Encoding encoding : table) {
                byFixedBits.get(Integer.bitCount(encoding.mask())).add(encoding.row());
            }
        }
        for (int fixedBits = Integer.SIZE; fixedBits > 0; fixedBits--) {
            rows.addAll(byFixedBits.get(fixedBits));
        }
        rows.remove(this.otherwise);
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
        int place = index(word);
        Matching list = lists[place];
        if (list == null) {
            list = list(place);
            lists[place] = list;
        }
        for (Row row : list.rows) {
            if (row.pattern().matches(word)) {
                return row;
            }
        }
        return otherwise;
    }

    /** The rows that words with these twelve bits may match. */
    private Matching list(int place) {
        List<Row> list = new ArrayList<>();
        for (Row row : rows) {
            if (((index(row.pattern().value()) ^ place) & index(row.pattern().mask())) == 0) {
                list.add(row);
            }
        }
        return new Matching(list.toArray(new Row[0]));
    }

    private int index(int word) {
        return (word >>> shift & 0xFF0) | (word >>> 4 & 0xF);
    }
}
