package dev.lockstep.memory;

/**
 * What a process may do with a page.
 *
 * @param read loads
 * @param write stores
 * @param execute instruction fetches
 */
public record Rights(boolean read, boolean write, boolean execute) {
    static final int READ = 1;
    static final int WRITE = 2;
    static final int EXECUTE = 4;

    public static final Rights READ_ONLY = new Rights(true, false, false);
    public static final Rights READ_WRITE = new Rights(true, true, false);
    public static final Rights READ_EXECUTE = new Rights(true, false, true);
    public static final Rights ALL = new Rights(true, true, true);

    int bits() {
        return (read ? READ : 0) | (write ? WRITE : 0) | (execute ? EXECUTE : 0);
    }

    static Rights of(int bits) {
        return new Rights((bits & READ) != 0, (bits & WRITE) != 0, (bits & EXECUTE) != 0);
    }

    /** Both together. */
    public Rights and(Rights other) {
        return of(bits() | other.bits());
    }

    @Override
    public String toString() {
        return (read ? "r" : "-") + (write ? "w" : "-") + (execute ? "x" : "-");
    }
}
