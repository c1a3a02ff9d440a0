package dev.lockstep.image.dwarf;

import java.util.Arrays;

/**
 * Rows of a line table for instructions that follow each other in memory. The last row only marks the end.
 *
 * <p>Addresses are unsigned and do not descend. Of rows for the same address the last one holds: those before it are for
 * no instruction, but say where a debugger may stop.
 */
final class LineSequence {
    private final int[] addresses;
    private final int[] files;
    private final int[] lines;
    private final FileTable table;

    /**
     * A sequence.
     *
     * @param addresses of the rows, at least one
     * @param files numbers in the table, one a row
     * @param lines from 1; 0 where no line of the source stands for the instruction
     */
    LineSequence(int[] addresses, int[] files, int[] lines, FileTable table) {
        this.addresses = addresses;
        this.files = files;
        this.lines = lines;
        this.table = table;
    }

    int rows() {
        return addresses.length;
    }

    int address(int row) {
        return addresses[row];
    }

    int line(int row) {
        return lines[row];
    }

    String path(int row) {
        return table.path(files[row]);
    }

    /** First address, unsigned. */
    long start() {
        return addresses[0] & 0xffffffffL;
    }

    /** Whether no instruction belongs to this. */
    boolean isEmpty() {
        return addresses[0] == addresses[addresses.length - 1];
    }

    /** Whether an instruction at an address belongs to this. */
    boolean contains(int address) {
        return Integer.compareUnsigned(addresses[0], address) <= 0
                && Integer.compareUnsigned(address, addresses[addresses.length - 1]) < 0;
    }

    /** The row for an address that belongs to this. */
    int rowOf(int address) {
        int low = 0;
        int high = addresses.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Integer.compareUnsigned(addresses[middle], address) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Collects the rows of one sequence. */
    static final class Builder {
        private static final int FIRST_CAPACITY = 64;

        private int[] addresses = new int[FIRST_CAPACITY];
        private int[] files = new int[FIRST_CAPACITY];
        private int[] lines = new int[FIRST_CAPACITY];
        private int rows;

        void add(int address, int file, int line) throws DamagedTableException {
            if (rows > 0 && Integer.compareUnsigned(address, addresses[rows - 1]) < 0) {
                throw new DamagedTableException();
            }
            if (rows == addresses.length) {
                addresses = Arrays.copyOf(addresses, 2 * rows);
                files = Arrays.copyOf(files, 2 * rows);
                lines = Arrays.copyOf(lines, 2 * rows);
            }
            addresses[rows] = address;
            files[rows] = file;
            lines[rows] = line;
            rows++;
        }

        void clear() {
            rows = 0;
        }

        /** The rows since the last call, of which there is at least one. */
        LineSequence take(FileTable table) {
            LineSequence sequence = new LineSequence(
                    Arrays.copyOf(addresses, rows), Arrays.copyOf(files, rows), Arrays.copyOf(lines, rows), table);
            rows = 0;
            return sequence;
        }
    }
}
