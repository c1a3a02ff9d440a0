package dev.lockstep.cli.gdb;

import dev.lockstep.cpu.DataAccess;
import dev.lockstep.cpu.Guard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The breakpoints and watchpoints that gdb has set. They hold for all threads, and are not in the guest's memory. */
final class Points {
    private final Set<Integer> software = new HashSet<>();
    private final Set<Integer> hardware = new HashSet<>();
    private final List<Watch> watches = new ArrayList<>();
    private Guard guard = new Guard();

    /** The kinds of points that gdb knows, by the number in Z and z packets. */
    enum Kind {
        SOFTWARE,
        HARDWARE,
        WRITE,
        READ,
        ACCESS;

        /** The kind of a number; empty for one that is none. */
        static Optional<Kind> of(int number) {
            return switch (number) {
                case 0 -> Optional.of(SOFTWARE);
                case 1 -> Optional.of(HARDWARE);
                case 2 -> Optional.of(WRITE);
                case 3 -> Optional.of(READ);
                case 4 -> Optional.of(ACCESS);
                default -> Optional.empty();
            };
        }

        /** Whether it is about data. */
        boolean isWatchpoint() {
            return switch (this) {
                case SOFTWARE, HARDWARE -> false;
                case WRITE, READ, ACCESS -> true;
            };
        }
    }

    /**
     * A watchpoint.
     *
     * @param kind WRITE, READ or ACCESS
     * @param bytes how many from the address on, at least 1
     */
    record Watch(Kind kind, int address, int bytes) {
        /** What a stop reply calls it. */
        String word() {
            return switch (kind) {
                case READ -> "rwatch";
                case ACCESS -> "awatch";
                case WRITE, SOFTWARE, HARDWARE -> "watch";
            };
        }

        boolean meets(DataAccess access) {
            boolean wanted =
                    switch (kind) {
                        case READ -> access.loads();
                        case ACCESS -> access.loads() || access.stores();
                        case WRITE, SOFTWARE, HARDWARE -> access.stores();
                    };
            return wanted && access.overlaps(address, bytes);
        }
    }

    /** Sets one; once is enough. */
    void add(Kind kind, int address, int bytes) {
        switch (kind) {
            case SOFTWARE -> software.add(address);
            case HARDWARE -> hardware.add(address);
            case WRITE, READ, ACCESS -> {
                Watch watch = new Watch(kind, address, bytes);
                if (!watches.contains(watch)) {
                    watches.add(watch);
                }
            }
        }
        changed();
    }

    /** Removes one, if it is there. */
    void remove(Kind kind, int address, int bytes) {
        switch (kind) {
            case SOFTWARE -> software.remove(address);
            case HARDWARE -> hardware.remove(address);
            case WRITE, READ, ACCESS -> watches.remove(new Watch(kind, address, bytes));
        }
        changed();
    }

    /** Removes all. */
    void clear() {
        software.clear();
        hardware.clear();
        watches.clear();
        changed();
    }

    private void changed() {
        guard = new Guard();
        software.forEach(guard::mark);
        hardware.forEach(guard::mark);
        for (Watch watch : watches) {
            boolean loads = watch.kind == Kind.READ || watch.kind == Kind.ACCESS;
            guard.watch(watch.address, watch.bytes, loads, watch.kind != Kind.READ);
        }
    }

    /** All of them, for an interpreter: another object after each change. */
    Guard guard() {
        return guard;
    }

    /** Whether there is none. */
    boolean isEmpty() {
        return software.isEmpty() && hardware.isEmpty() && watches.isEmpty();
    }

    /** Whether any access to memory matters. */
    boolean watching() {
        return !watches.isEmpty();
    }

    /** The breakpoint at an address. */
    Optional<Kind> breakpoint(int address) {
        if (software.contains(address)) {
            return Optional.of(Kind.SOFTWARE);
        }
        return hardware.contains(address) ? Optional.of(Kind.HARDWARE) : Optional.empty();
    }

    /** The watchpoint that an access meets. */
    Optional<Watch> watchpoint(DataAccess access) {
        return access.bytes() == 0
                ? Optional.empty()
                : watches.stream().filter(watch -> watch.meets(access)).findFirst();
    }
}
