package dev.lockstep.machine.mmu;

/** A memory access that was refused: what the fault registers are to hold. Carries no stack trace. */
public final class Abort extends Exception {
    private static final long serialVersionUID = 1L;

    private final FaultStatus status;
    private final int domain;
    private final int address;
    private final Access access;

    /**
     * An access that was refused.
     *
     * @param domain 0 to 15; 0 where none is known
     * @param address the modified virtual address, as the fault address register holds it
     */
    public Abort(FaultStatus status, int domain, int address, Access access) {
        super(null, null, false, false);
        this.status = status;
        this.domain = domain;
        this.address = address;
        this.access = access;
    }

    /** Why. */
    public FaultStatus status() {
        return status;
    }

    /** The domain of the section or page, 0 to 15; 0 where the status does not know it. */
    public int domain() {
        return domain;
    }

    /** The modified virtual address. */
    public int address() {
        return address;
    }

    /** What the access was; {@link Access#FETCH} makes a prefetch abort, the others a data abort. */
    public Access access() {
        return access;
    }

    @Override
    public String getMessage() {
        return access + " at 0x" + Integer.toHexString(address) + ": " + status + ", domain " + domain;
    }
}
