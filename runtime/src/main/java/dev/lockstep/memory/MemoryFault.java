package dev.lockstep.memory;

/** A guest access that may not happen. Carries no stack trace: it is control flow, caught by the engine. */
public final class MemoryFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why the access failed. */
    public enum Kind {
        /** A load from an address that is not mapped or not readable. */
        READ,
        /** A store to an address that is not mapped or not writable. */
        WRITE,
        /** An instruction fetch from an address that is not mapped or not executable. */
        EXECUTE,
        /** An access that the architecture wants aligned. */
        ALIGNMENT,
        /** The store is allowed, but no frame is left to copy the page to. */
        OUT_OF_MEMORY
    }

    private final Kind kind;
    private final int address;

    public MemoryFault(Kind kind, int address) {
        super(null, null, false, false);
        this.kind = kind;
        this.address = address;
    }

    public Kind kind() {
        return kind;
    }

    /** The guest address of the first byte that could not be accessed. */
    public int address() {
        return address;
    }

    @Override
    public String getMessage() {
        return "%s at 0x%08x".formatted(kind, address);
    }
}
