package dev.lockstep.machine.mmu;

/** Who wants to know of what the MMU does besides finding a translation in its TLB. */
public interface MmuListener {
    /** Nobody. */
    MmuListener NOBODY = new MmuListener() {
        @Override
        public void read(int address, int descriptor) {}

        @Override
        public void filled(int mva, TlbEntry entry) {}

        @Override
        public void refused(Abort abort) {}
    };

    /** A walk has read a descriptor at a physical address. */
    void read(int address, int descriptor);

    /** A walk for an address has found an entry. */
    void filled(int mva, TlbEntry entry);

    /** There is no translation, or it does not permit the access. */
    void refused(Abort abort);
}
