package dev.lockstep.machine.cp15;

import dev.lockstep.machine.UndefinedAccessException;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;

/** The registers of one coprocessor, by number: which there are, and who may read and write them. */
public final class RegisterTable {
    private static final Register ABSENT = new Register(
            "", false, () -> 0, RegisterTable::never, false, value -> {}, RegisterTable::never, RegisterTable::always);

    private final String coprocessor;
    private final Register[] registers = new Register[1 << 15];

    /**
     * An empty table.
     *
     * @param coprocessor as messages name it: "p15"
     */
    public RegisterTable(String coprocessor) {
        this.coprocessor = coprocessor;
        Arrays.fill(registers, ABSENT);
    }

    private record Register(
            String name,
            boolean readable,
            IntSupplier read,
            BooleanSupplier userRead,
            boolean writable,
            IntConsumer write,
            BooleanSupplier userWrite,
            BooleanSupplier enabled) {}

    /** A right that nobody has. */
    private static boolean never() {
        return false;
    }

    /** A right that everybody has. */
    private static boolean always() {
        return true;
    }

    /** A register that privileged modes read and write. */
    public void add(int register, String name, IntSupplier read, IntConsumer write) {
        add(register, name, read, RegisterTable::never, write, RegisterTable::never);
    }

    /** A register that privileged modes read and write while a condition holds; else it is not there. */
    public void addWhile(BooleanSupplier enabled, int register, String name, IntSupplier read, IntConsumer write) {
        registers[register] =
                new Register(name, true, read, RegisterTable::never, true, write, RegisterTable::never, enabled);
    }

    /** A register to read and write, with what user mode may do. */
    public void add(
            int register,
            String name,
            IntSupplier read,
            BooleanSupplier userRead,
            IntConsumer write,
            BooleanSupplier userWrite) {
        registers[register] = new Register(name, true, read, userRead, true, write, userWrite, RegisterTable::always);
    }

    /** A register that user mode too may read and write. */
    public void addForAll(int register, String name, IntSupplier read, IntConsumer write) {
        add(register, name, read, RegisterTable::always, write, RegisterTable::always);
    }

    /** A register that privileged modes read and nobody writes. */
    public void addReadOnly(int register, String name, IntSupplier read) {
        addReadOnly(register, name, read, RegisterTable::never);
    }

    /** A register that nobody writes, with whether user mode may read it. */
    public void addReadOnly(int register, String name, IntSupplier read, BooleanSupplier userRead) {
        registers[register] = new Register(
                name, true, read, userRead, false, value -> {}, RegisterTable::never, RegisterTable::always);
    }

    /** An operation: privileged modes write it and nobody reads it. */
    public void addOperation(int register, String name, IntConsumer write) {
        registers[register] = new Register(
                name, false, () -> 0, RegisterTable::never, true, write, RegisterTable::never, RegisterTable::always);
    }

    /** An operation that user mode too may write. */
    public void addOperationForAll(int register, String name, IntConsumer write) {
        registers[register] = new Register(
                name, false, () -> 0, RegisterTable::never, true, write, RegisterTable::always, RegisterTable::always);
    }

    /**
     * MRC.
     *
     * @param register as {@link dev.lockstep.machine.Coprocessor#register} makes it
     * @throws UndefinedAccessException when there is no such register, it cannot be read, or not in this mode
     */
    public int read(int register, boolean privileged) throws UndefinedAccessException {
        Register found = registers[register];
        if (!found.readable || !(privileged || found.userRead.getAsBoolean()) || !found.enabled.getAsBoolean()) {
            throw undefined("MRC", register, found, found.readable, "be read");
        }
        return found.read.getAsInt();
    }

    /**
     * MCR.
     *
     * @throws UndefinedAccessException when there is no such register, it cannot be written, or not in this mode
     */
    public void write(int register, int value, boolean privileged) throws UndefinedAccessException {
        Register found = registers[register];
        if (!found.writable || !(privileged || found.userWrite.getAsBoolean()) || !found.enabled.getAsBoolean()) {
            throw undefined("MCR", register, found, found.writable, "be written");
        }
        found.write.accept(value);
    }

    /** A number that differs, in all likelihood, when what privileged modes read in one of these registers does. */
    public int hash(IntPredicate which) {
        int hash = 0;
        for (int register = 0; register < registers.length; register++) {
            if (registers[register].readable && which.test(register)) {
                hash = 31 * hash + registers[register].read.getAsInt();
            }
        }
        return hash;
    }

    private UndefinedAccessException undefined(
            String mnemonic, int register, Register found, boolean possible, String verb) {
        String reason;
        if (found.name.isEmpty()) {
            reason = "no such register";
        } else if (!possible) {
            reason = found.name + " cannot " + verb;
        } else if (!found.enabled.getAsBoolean()) {
            reason = found.name + " is not there while monitor debug-mode is off";
        } else {
            reason = found.name + " cannot " + verb + " in user mode";
        }
        return new UndefinedAccessException(String.format(
                "%s %s, %d, Rd, c%d, c%d, %d: %s",
                mnemonic,
                coprocessor,
                register >>> 12,
                register >>> 8 & 0xf,
                register >>> 4 & 0xf,
                register & 0xf,
                reason));
    }
}
