package dev.lockstep.memory;

/**
 * What the pages of one hart hold: granules, and for each page that was ever written a table of its granules. Both are
 * shared between processes until one of them writes.
 *
 * <p>A page is known by its entry in {@link PageTables}: the number in it is that of its table of granules, 0 for a page of
 * zeros, or, for a <em>whole</em> page in an array of flat memory, that of the first of its granules.
 */
final class PageContents {
    private final TablePool tables;
    private final GranulePool granules;

    PageContents(MemoryBudget budget) {
        tables = new TablePool(budget, Granule.PER_PAGE);
        granules = new GranulePool(budget);
    }

    GranulePool granules() {
        return granules;
    }

    /** Tables of granules in use. */
    int liveTables() {
        return tables.live();
    }

    /** Whether the table and the granule that a store may have to copy can be had, as far as the host's memory goes. */
    boolean hasRoomForStore() {
        return tables.hasRoom(1) && granules.hasRoom();
    }

    /** What these take, in bytes. */
    long storeBytes() {
        return (long) tables.bytes() + GranulePool.cost();
    }

    private static int number(int entry) {
        return entry >>> PageTables.NUMBER;
    }

    private static boolean isWhole(int entry) {
        return (entry & PageTables.WHOLE) != 0;
    }

    /** One more page table has this entry, which has a number. */
    void share(int entry) {
        if (isWhole(entry)) {
            granules.share(number(entry));
        } else {
            tables.share(number(entry));
        }
    }

    /** One fewer has it; what nobody names any more is freed. */
    void release(int entry) {
        int number = number(entry);
        if (number == 0) {
            return;
        }
        if (isWhole(entry)) {
            granules.release(number);
        } else if (tables.release(number)) {
            int[] chunk = tables.chunk(number);
            int first = tables.first(number);
            for (int at = first; at < first + Granule.PER_PAGE; at++) {
                if (chunk[at] != GranulePool.ZERO) {
                    granules.release(chunk[at]);
                }
            }
            tables.free(number);
        }
    }

    /** The granule of an address in a page. */
    int granule(int entry, int address) {
        int number = number(entry);
        if (number == 0) {
            return GranulePool.ZERO;
        }
        return isWhole(entry) ? number + Granule.ofPage(address) : tables.get(number, Granule.ofPage(address));
    }

    /**
     * The same if no other entry leads to it.
     *
     * @return {@link GranulePool#ZERO} when one does
     */
    int ownGranule(int entry, int address) {
        int number = number(entry);
        if (number == 0) {
            return GranulePool.ZERO;
        }
        if (isWhole(entry)) {
            return number + Granule.ofPage(address);
        }
        int granule = tables.get(number, Granule.ofPage(address));
        return tables.count(number) == 1 && granules.count(granule) == 1 ? granule : GranulePool.ZERO;
    }

    /** In place of a page's entry: one with the same rights and content, and a table that no other names. */
    int own(int entry) {
        return isWhole(entry) ? entry : ownTable(number(entry)) << PageTables.NUMBER | entry & PageTables.RIGHTS;
    }

    private int ownTable(int table) {
        if (table == 0) {
            return tables.allocate(GranulePool.ZERO);
        }
        if (tables.count(table) == 1) {
            return table;
        }
        int copy = tables.copy(table);
        int[] chunk = tables.chunk(copy);
        int first = tables.first(copy);
        for (int at = first; at < first + Granule.PER_PAGE; at++) {
            granules.share(chunk[at]);
        }
        tables.release(table);
        return copy;
    }

    /** The granule of an address in a page that is its {@linkplain #own own}, after copying what other tables name too. */
    int writableGranule(int entry, int address) {
        if (isWhole(entry)) {
            return number(entry) + Granule.ofPage(address);
        }
        int table = number(entry);
        int granule = tables.get(table, Granule.ofPage(address));
        if (granule == GranulePool.ZERO) {
            granule = granules.allocateZeros();
            tables.set(table, Granule.ofPage(address), granule);
        } else if (granules.count(granule) > 1) {
            int copy = granules.copy(granule);
            granules.release(granule);
            granule = copy;
            tables.set(table, Granule.ofPage(address), granule);
        }
        return granule;
    }

    /** Copies a page's content to an array that holds zeros there. */
    void copyTo(int entry, byte[] to, int at) {
        for (int k = 0; k < Granule.PER_PAGE; k++) {
            int granule = granule(entry, k << Granule.SHIFT);
            if (granule != GranulePool.ZERO) {
                System.arraycopy(
                        granules.bytes(granule), granules.start(granule), to, at + (k << Granule.SHIFT), Granule.BYTES);
            }
        }
    }

    /** The entry of a page with this content and these rights in granules of its own, whatever the budget says. */
    int pageOf(byte[] from, int at, int rights) {
        int table = 0;
        for (int k = 0; k < Granule.PER_PAGE; k++) {
            int start = at + (k << Granule.SHIFT);
            if (!allZero(from, start)) {
                table = table == 0 ? tables.allocate(GranulePool.ZERO) : table;
                tables.set(table, k, newGranule(from, start));
            }
        }
        return table << PageTables.NUMBER | rights;
    }

    private int newGranule(byte[] from, int start) {
        int granule = granules.allocate();
        System.arraycopy(from, start, granules.bytes(granule), granules.start(granule), Granule.BYTES);
        return granule;
    }

    /** The entry of a page with what another page holds, shared with it, and with these rights. */
    int sharedPage(int entry, int rights) {
        tables.share(number(entry));
        return entry & -1 << PageTables.NUMBER | rights;
    }

    /**
     * The entry of a page of which some granules are those of another page, shared with it, and some its own, whatever the
     * budget says. The rest is zero.
     *
     * @param other the other page's entry
     * @param shared a bit for each granule of the other page
     * @param own a bit for each granule of its own
     * @param from its own granules' content, one behind the other
     * @param at where that begins
     */
    int mixedPage(int other, int shared, int own, byte[] from, int at, int rights) {
        int table = tables.allocate(GranulePool.ZERO);
        int next = at;
        for (int k = 0; k < Granule.PER_PAGE; k++) {
            if ((shared >>> k & 1) != 0) {
                int granule = granule(other, k << Granule.SHIFT);
                granules.share(granule);
                tables.set(table, k, granule);
            } else if ((own >>> k & 1) != 0) {
                tables.set(table, k, newGranule(from, next));
                next += Granule.BYTES;
            }
        }
        return table << PageTables.NUMBER | rights;
    }

    private static boolean allZero(byte[] bytes, int start) {
        for (int k = 0; k < Granule.BYTES; k += Long.BYTES) {
            if (Page.getLong(bytes, start + k) != 0) {
                return false;
            }
        }
        return true;
    }
}
