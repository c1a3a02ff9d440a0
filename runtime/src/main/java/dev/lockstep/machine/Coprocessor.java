package dev.lockstep.machine;

/** Registers that MCR and MRC reach: those of one coprocessor. */
public interface Coprocessor {
    /**
     * MRC.
     *
     * @param register as {@link #register} makes it
     * @param privileged whether the processor is in a privileged mode
     * @return the register's value
     * @throws UndefinedAccessException when there is no such register, it cannot be read, or not in this mode
     */
    int read(int register, boolean privileged) throws UndefinedAccessException;

    /**
     * MCR.
     *
     * @throws UndefinedAccessException when there is no such register, it cannot be written, or not in this mode; nothing
     *     has changed
     */
    void write(int register, int value, boolean privileged) throws UndefinedAccessException;

    /** A register's number: opc1, CRn, CRm and opc2, in hexadecimal digits from the left. */
    static int register(int opc1, int crn, int crm, int opc2) {
        return opc1 << 12 | crn << 8 | crm << 4 | opc2;
    }
}
