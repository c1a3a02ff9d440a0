package dev.lockstep.memory;

/**
 * The tags by which a {@link SoftTlb} tells one address space from all others: one for loads and one for stores, so that a
 * fork can take back the right to store without what is cached for loads.
 *
 * <p>Tags are given out once in an epoch ({@link AddressSpaces#newTag}); those of an older epoch are renewed when they are
 * next asked for. What is kept of a space that is not entered are its tags with their epoch, in a form of their own.
 */
final class SpaceTags {
    private final AddressSpaces owner;
    private long loads;
    private long stores;
    private int epoch;

    SpaceTags(AddressSpaces owner) {
        this.owner = owner;
        renew();
    }

    /** Entries cached under the tags until now hold no longer. */
    void renew() {
        loads = owner.newTag();
        stores = loads;
        epoch = owner.tagEpoch();
    }

    /** Those for stores do not. */
    void renewForStores() {
        stores = owner.newTag();
    }

    /** The tag for loads; never 0. */
    long forLoads() {
        takeEpoch();
        return loads;
    }

    /** The tag for stores; never 0. */
    long forStores() {
        takeEpoch();
        return stores;
    }

    /** Others were given all tags that were left: some may have these by now. */
    private void takeEpoch() {
        if (epoch != owner.tagEpoch()) {
            renew();
        }
    }

    /** The tag for loads, as {@link #restore} takes it. */
    long savedForLoads() {
        return owner.saved(loads, epoch);
    }

    /** The tag for stores, as {@link #restore} takes it. */
    long savedForStores() {
        return owner.saved(stores, epoch);
    }

    /** Goes on with tags that were saved, or with new ones where those are of an older epoch. */
    void restore(long savedForLoads, long savedForStores) {
        if (owner.isOfThisEpoch(savedForLoads) && owner.isOfThisEpoch(savedForStores)) {
            loads = AddressSpaces.tag(savedForLoads);
            stores = AddressSpaces.tag(savedForStores);
            epoch = owner.tagEpoch();
        } else {
            renew();
        }
    }
}
