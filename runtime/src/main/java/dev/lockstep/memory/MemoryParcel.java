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

    private static final int FIRST_BYTES = 16 << Granule.SHIFT;
    private static final int RANGES = 16;

    // The words of a range: its first page, how many pages, their rights, which granules of a page are the image's and
    // which
    // its own. A page all of whose granules are the image's has NO_GRANULE in the place of its own.
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
    private byte[] content = new byte[FIRST_BYTES];
    private int length;
    private int ownPages;

    private MemoryParcel() {}

    /**
     * A copy of what page tables lead to; nothing is changed.
     *
     * @param root of the process's page tables
     * @param image of its image's, as loaded
     * @return empty when it would be more than {@value #MOST_BYTES} bytes
     */
    static Optional<MemoryParcel> pack(PageTables tables, int root, int image) {
        MemoryParcel parcel = new MemoryParcel();
        tables.eachRange(root, (first, pages, entry) -> {
            if (parcel.length <= MOST_BYTES) {
                parcel.add(tables, first, pages, entry, tables.entry(image, first << Page.SHIFT));
            }
        });
        return parcel.length > MOST_BYTES ? Optional.empty() : Optional.of(parcel);
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
        int number = entry >>> PageTables.NUMBER;
        if (number != 0 && number == ofImage >>> PageTables.NUMBER) {
            ranges[at + OF_IMAGE] = WHOLE_PAGE;
        } else if (number != 0) {
            ownPages++;
            addGranules(tables, at, entry, ofImage);
        }
    }

    private void addGranules(PageTables tables, int at, int entry, int ofImage) {
        for (int k = 0; k < Granule.PER_PAGE; k++) {
            int granule = tables.granule(entry, k << Granule.SHIFT);
            if (granule == GranulePool.ZERO) {
                continue;
            }
            if (granule == tables.granule(ofImage, k << Granule.SHIFT)) {
                ranges[at + OF_IMAGE] |= 1 << k;
            } else {
                ranges[at + OWN] |= 1 << k;
                append(tables.granules(), granule);
            }
        }
    }

    private void append(GranulePool granules, int granule) {
        if (length == content.length) {
            content = Arrays.copyOf(content, 2 * length);
        }
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
            if (ofImage == WHOLE_PAGE && own == 0) {
                tables.setEntry(root, first, tables.sharedPage(tables.entry(image, first), rights));
            } else if ((own | ofImage) != 0) {
                int entry = tables.mixedPage(tables.entry(image, first), ofImage, own, content, next, rights);
                tables.setEntry(root, first, entry);
                next += Integer.bitCount(own) << Granule.SHIFT;
            }
        }
        return root;
    }
}
