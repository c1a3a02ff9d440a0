package dev.lockstep.machine;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells of accesses to what is not there: of each place once, and of so many that a guest cannot fill the host's disk. A place
 * is a page and the instruction that goes there. Who goes to that many has lost its way: as a stack that has run down through
 * address 0, all of whose stores are lost.
 */
final class Warnings {
    /** Places, and lines without the last one that says that there will be no more. */
    static final int MOST = 1000;

    /** A page: a guest that goes through memory is told once for each. */
    private static final int PAGE_SHIFT = 12;

    private static final int STORE = 1;

    private final Consumer<String> lines;

    /** Pages and who went there: what is accessed in the upper half; pcs, which are even, or channels in the lower. */
    private final Set<Long> places = new HashSet<>();

    private final Set<String> names = new HashSet<>();
    private Optional<String> lost = Optional.empty();
    private int told;

    Warnings(Consumer<String> lines) {
        this.lines = lines;
    }

    /** What the guest does that has lost its way; empty as long as it has not. */
    Optional<String> lost() {
        return lost;
    }

    /** An access by the processor to a physical address where nothing is modelled. */
    void unmodelled(int address, boolean store, int pc) {
        if (isNew(address, store, pc)) {
            unmodelled(address, store, "at pc 0x%08x".formatted(pc));
        }
    }

    /** The same by a DMA channel. */
    void unmodelledByDma(int address, boolean store, int channel) {
        if (isNew(address, store, channel << 1 | 1)) {
            unmodelled(address, store, "by DMA channel " + channel);
        }
    }

    private boolean isNew(int address, boolean store, int who) {
        int what = address >>> PAGE_SHIFT << 1 | (store ? STORE : 0);
        return lost.isEmpty() && places.add((long) what << Integer.SIZE | who & 0xffffffffL);
    }

    private void unmodelled(int address, boolean store, String who) {
        String access = "%s of 0x%08x %s".formatted(store ? "store" : "load", address, who);
        if (told <= MOST) {
            tell("%s: nothing is modelled there; %s".formatted(access, store ? "lost" : "reads 0"));
        }
        if (places.size() == MOST) {
            lost = Optional.of("goes on to access what is not there: %d places, last %s".formatted(MOST, access));
        }
    }

    /**
     * An access to a coprocessor register that is not there.
     *
     * @param access the instruction, and what is wrong with it
     */
    void undefined(String access, int pc) {
        if (told <= MOST && names.add(access)) {
            tell("%s, at pc 0x%08x".formatted(access, pc));
        }
    }

    private void tell(String line) {
        lines.accept(told < MOST ? line : "further ones are not told");
        told++;
    }
}
