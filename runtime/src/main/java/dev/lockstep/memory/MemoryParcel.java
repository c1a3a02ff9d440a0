package dev.lockstep.memory;

import java.util.Arrays;
import java.util.Optional;

/**
 * What one process's memory holds, on its way from one hart's memory to another's: its ranges of pages, and the granules
 * that differ from those of its image, which both harts have loaded. It takes nothing of either.
 */
public final class MemoryParcel {
    /** A process that has more of its own than this stays where it is. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int RANGES = 16;

    // The words of a range: its first page, how many pages, their rights; and of a single page, which granules are the
    // image's, WHOLE_PAGE where all of it is, and which are its own.
    private static final int FIRST_PAGE = 0;
    private static final int PAGES = 1;
    private static final int RIGHTS = 2;
    private static final int OF_IMAGE = 3;
    private static final int OWN = 4;
    private static final int WORDS = 5;
    private static final int WHOLE_PAGE = -1;

    private static final int BYTES_FOR_TABLES = 1024;

    private int[] ranges = new int[RANGES * WORDS];
    private int words;
    private final byte[] content;
    private int length;
    private int ownPages;

    private MemoryParcel(int bytes) {
        content = new byte[bytes];
    }

    /**
     * A copy of what page tables lead to; nothing is changed.
     *
     * @param root of the process's page tables
     * @param image of its image's, as loaded
     * @return empty when it would be more than {@value #MOST_BYTES} bytes
     */
    static Optional<MemoryParcel> pack(PageTables tables, int root, int image) {
        OwnGranules own = new OwnGranules(tables, image);
        if (!tables.eachRange(root, own)) {
            return Optional.empty();
        }
        MemoryParcel parcel = new MemoryParcel(own.bytes);
        tables.eachRange(root, (first, pages, entry) -> {
            parcel.add(tables, first, pages, entry, tables.entry(image, first << Page.SHIFT));
            return true;
        });
        return Optional.of(parcel);
    }

    /** Counts those that a process does not share with its image, as long as they are not too many. */
    private static final class OwnGranules implements PageTables.RangeVisitor {
        private final PageTables tables;
        private final int image;
        private int bytes;

        OwnGranules(PageTables tables, int image) {
            this.tables = tables;
            this.image = image;
        }

        @Override
        public boolean visit(int first, int pages, int entry) {
            int ofImage = tables.entry(image, first << Page.SHIFT);
            if (entry >>> PageTables.NUMBER != 0 && !sameBelow(entry, ofImage)) {
                for (int k = 0; k < Granule.PER_PAGE; k++) {
                    int granule = tables.contents().granule(entry, k << Granule.SHIFT);
                    if (granule != GranulePool.ZERO
                            && granule != tables.contents().granule(ofImage, k << Granule.SHIFT)) {
                        bytes += Granule.BYTES;
                    }
                }
            }
            return bytes <= MOST_BYTES;
        }
    }

    /** Whether two entries of pages name the same. */
    private static boolean sameBelow(int entry, int other) {
        return ((entry ^ other) & ~PageTables.RIGHTS) == 0;
    }

    private void add(PageTables tables, int first, int pages, int entry, int ofImage) {
        int at = words;
        words += WORDS;
        if (words > ranges.length) {
            ranges = Arrays.copyOf(ranges, 2 * ranges.length);
        }
        ranges[at + FIRST_PAGE] = first;
        ranges[at + PAGES] = pages;
        ranges[at + RIGHTS] = entry & PageTables.RIGHTS;
        ranges[at + OF_IMAGE] = 0;
        ranges[at + OWN] = 0;
        if (entry >>> PageTables.NUMBER == 0) {
            return;
        }
        if (sameBelow(entry, ofImage)) {
            ranges[at + OF_IMAGE] = WHOLE_PAGE;
        } else {
            ownPages++;
            addGranules(tables, at, entry, ofImage);
        }
    }

    private void addGranules(PageTables tables, int at, int entry, int ofImage) {
        for (int k = 0; k < Granule.PER_PAGE; k++) {
            int granule = tables.contents().granule(entry, k << Granule.SHIFT);
            if (granule == GranulePool.ZERO) {
                continue;
            }
            if (granule == tables.contents().granule(ofImage, k << Granule.SHIFT)) {
                ranges[at + OF_IMAGE] |= 1 << k;
            } else {
                ranges[at + OWN] |= 1 << k;
                append(tables.contents().granules(), granule);
            }
        }
    }

    private void append(GranulePool granules, int granule) {
        System.arraycopy(granules.bytes(granule), granules.start(granule), content, length, Granule.BYTES);
        length += Granule.BYTES;
    }

    /** About what it takes where it arrives, in bytes. */
    public long bytes() {
        return BYTES_FOR_TABLES
                + (long) ownPages * Granule.PER_PAGE * Integer.BYTES
                + (long) (length >>> Granule.SHIFT) * GranulePool.cost();
    }

    /**
     * Page tables that lead to a copy of it, whatever the budget says.
     *
     * @param to the ranges of those page tables
     * @param image the root of its image's, as loaded here
     */
    int unpack(PageTables tables, PageRanges to, int image) {
        int root = PageTables.EMPTY;
        int next = 0;
        for (int at = 0; at < words; at += WORDS) {
            int first = ranges[at + FIRST_PAGE] << Page.SHIFT;
            int rights = ranges[at + RIGHTS];
            int own = ranges[at + OWN];
            int ofImage = ranges[at + OF_IMAGE];
            root = to.map(root, first, first + (ranges[at + PAGES] - 1 << Page.SHIFT), rights);
            if (ofImage == WHOLE_PAGE) {
                tables.setEntry(root, first, tables.contents().sharedPage(tables.entry(image, first), rights));
            } else if ((own | ofImage) != 0) {
                int entry =
                        tables.contents().mixedPage(tables.entry(image, first), ofImage, own, content, next, rights);
                tables.setEntry(root, first, entry);
                next += Integer.bitCount(own) << Granule.SHIFT;
            }
        }
        return root;
    }
}
