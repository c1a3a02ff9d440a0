package dev.lockstep.memory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Makes an address space flat. Of the ranges of pages that may be loaded from and stored to, and hold no code, it takes the
 * one that the stack pointer is in and the one of the others that is used most. Both come into one array, with room to grow:
 * the others upwards, the stack downwards, a page that belongs to neither between them.
 * In front of all come the constants and the code just below, as a copy: nobody can store to those, so their own frames
 * stay as they are, shared with other processes.
 */
final class Promotion {
    private static final int SHIFT = Page.SHIFT;

    /** Pages of room at least for data and heap. */
    private static final int LEAST_ROOM = 64;

    /** And for the stack. */
    private static final int LEAST_STACK_ROOM = 16;

    /** Pages that the array has at most: 1 GB. */
    private static final int MOST_PAGES = 1 << 18;

    private static final int DATA = Rights.READ | Rights.WRITE;

    /** Neighbouring pages: the first, the one behind the last, and the same of those that were ever written. */
    private record Range(int first, int end, int firstUsed, int endUsed) {
        int used() {
            return endUsed - firstUsed;
        }

        Range grownUp() {
            int to = Math.min(end, Math.min(endUsed + Math.max(LEAST_ROOM, used()), first + MOST_PAGES / 2));
            return new Range(first, to, firstUsed, endUsed);
        }

        Range grownDown() {
            return new Range(Math.max(first, firstUsed - Math.max(LEAST_STACK_ROOM, used())), end, firstUsed, endUsed);
        }

        boolean holds(int page) {
            return page >= first && page < end;
        }

        int pages() {
            return end - first;
        }

        void eachPage(IntConsumer action) {
            IntStream.range(first, end).forEach(action);
        }
    }

    private final AddressSpace space;
    private final Range data;
    private final Range stack;
    private final int constants;

    private Promotion(AddressSpace space, Range data, Range stack, int constants) {
        this.space = space;
        this.data = data;
        this.stack = stack;
        this.constants = constants;
    }

    /** Empty when there is nothing to make flat: no stack, or nothing else that may be stored to. */
    static Optional<Promotion> plan(AddressSpace space, int stackPointer, CodePages code) {
        List<Range> ranges = ranges(space, code);
        int stackPage = stackPointer - 1 >>> SHIFT;
        Optional<Range> stack =
                ranges.stream().filter(range -> range.holds(stackPage)).findFirst();
        Optional<Range> data = ranges.stream()
                .filter(range -> !range.holds(stackPage))
                .max((a, b) -> Integer.compare(a.used(), b.used()));
        if (stack.isEmpty() || data.isEmpty()) {
            return Optional.empty();
        }
        Range main = data.get().grownUp();
        Range other = stack.get().grownDown();
        int constants = firstConstant(space, main.first);
        return main.end - constants + other.pages() >= MOST_PAGES
                ? Optional.empty()
                : Optional.of(new Promotion(space, main, other, constants));
    }

    private static List<Range> ranges(AddressSpace space, CodePages code) {
        List<Range> ranges = new ArrayList<>();
        space.eachRange((first, pages, entry) -> {
            int end = first + pages;
            for (int page = first; page < end && (entry & DATA) == DATA; ) {
                int next = code.firstWithCode(page, end);
                if (next > page) {
                    add(ranges, page, next, entry >>> PageTables.NUMBER != 0);
                }
                page = next + 1;
            }
            return true;
        });
        return ranges;
    }

    /** Makes the last range longer, or adds another. */
    private static void add(List<Range> ranges, int first, int end, boolean used) {
        Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
        if (last == null || last.end != first) {
            ranges.add(new Range(first, end, first, used ? end : first));
        } else {
            int from = last.used() == 0 && used ? first : last.firstUsed;
            ranges.set(ranges.size() - 1, new Range(last.first, end, from, used ? end : last.endUsed));
        }
    }

    /** First of the pages below that can be loaded from and not stored to. */
    private static int firstConstant(AddressSpace space, int end) {
        int first = end;
        while (first > 0 && end - first < MOST_PAGES / 2 && isConstant(space.entry(first - 1))) {
            first--;
        }
        return first;
    }

    /** One of zeros is not worth the room, of which a file may ask for any amount. */
    private static boolean isConstant(int entry) {
        return (entry & DATA) == Rights.READ && entry >>> PageTables.NUMBER != 0;
    }

    /** What this takes, in bytes. */
    long arrayBytes() {
        return FlatWindow.arrayLength(pages() << SHIFT);
    }

    /** Whether one of the windows would be much larger than it is. */
    boolean outgrows(FlatMemory before) {
        return before.main().outgrownBy(data.end - constants << SHIFT)
                || before.stack().outgrownBy(stack.pages() << SHIFT);
    }

    /** Of the array: constants, data, one that belongs to neither, stack. */
    private int pages() {
        return data.end - constants + 1 + stack.pages();
    }

    /** Moves the pages. */
    FlatMemory carryOut() {
        int dataAt = data.first - constants;
        int mainEnd = data.end - constants;
        int pages = pages();
        byte[] bytes = new byte[FlatWindow.arrayLength(pages << SHIFT)];
        PageContents contents = space.tables().contents();
        for (int page = constants; page < data.first; page++) {
            contents.copyTo(space.entry(page), bytes, page - constants << SHIFT);
        }
        int[] run = contents.granules().allocateRun(bytes, pages);
        data.eachPage(page -> move(page, bytes, run, dataAt + page - data.first << SHIFT));
        stack.eachPage(page -> move(page, bytes, run, mainEnd + 1 + page - stack.first << SHIFT));
        int stackAt = mainEnd + 1 << SHIFT;
        return new FlatMemory(
                new FlatWindow(bytes, constants << SHIFT, 0, dataAt << SHIFT, mainEnd << SHIFT),
                new FlatWindow(bytes, (stack.first << SHIFT) - stackAt, stackAt, stackAt, pages << SHIFT));
    }

    private void move(int page, byte[] bytes, int[] run, int to) {
        PageContents contents = space.tables().contents();
        int entry = space.entry(page);
        contents.copyTo(entry, bytes, to);
        int first = contents.granules().inRun(run, to);
        space.setEntry(page, first << PageTables.NUMBER | PageTables.WHOLE | entry & PageTables.RIGHTS);
        contents.release(entry);
    }

    /** Moves the pages that are flat into granules, but for what is zero in them. */
    static void undo(AddressSpace space) {
        PageContents contents = space.tables().contents();
        space.eachRange((page, pages, entry) -> {
            if ((entry & PageTables.WHOLE) != 0) {
                int first = entry >>> PageTables.NUMBER;
                byte[] bytes = contents.granules().bytes(first);
                int start = contents.granules().start(first);
                space.setEntry(page, contents.pageOf(bytes, start, entry & PageTables.RIGHTS));
                contents.release(entry);
            }
            return true;
        });
    }
}
