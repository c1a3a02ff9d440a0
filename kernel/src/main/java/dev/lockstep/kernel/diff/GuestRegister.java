package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.api.PidPath;
import dev.lockstep.machine.Machine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Which process of the guest kernel has the processor: the kernel's privileged thread id register points to what it knows of
 * it, which begins with the path, of so many bytes with zeros behind it, and the hash of its program ({@code
 * eqos/process.h}).
 */
final class GuestRegister {
    private static final int PATH_BYTES = 160;
    private static final int MOST_COMPONENTS = 80;

    private final Machine machine;
    private byte[] name = {};
    private Optional<PidPath> path = Optional.empty();

    GuestRegister(Machine machine) {
        this.machine = machine;
    }

    /** The path of the process; empty where the register points to no such thing. */
    Optional<PidPath> path() {
        int address = machine.processor().privilegedThreadId();
        if (!holds(address, PATH_BYTES + Integer.BYTES)) {
            return Optional.empty();
        }
        if (!same(address)) {
            name = read(address);
            path = parse(new String(name, StandardCharsets.ISO_8859_1));
        }
        return path;
    }

    /** The hash of its program; there must be a process. */
    int programHash() {
        return machine.memory().read(machine.processor().privilegedThreadId() + PATH_BYTES, Integer.BYTES);
    }

    private boolean holds(int address, int bytes) {
        return address % Integer.BYTES == 0
                && machine.memory().isRam(address)
                && machine.memory().isRam(address + bytes - 1);
    }

    private boolean same(int address) {
        for (int k = 0; k < name.length; k++) {
            if (machine.memory().read(address + k, 1) != name[k]) {
                return false;
            }
        }
        return name.length > 0 && machine.memory().read(address + name.length, 1) == 0;
    }

    private byte[] read(int address) {
        byte[] bytes = new byte[PATH_BYTES - 1];
        int length = 0;
        while (length < bytes.length) {
            int value = machine.memory().read(address + length, 1);
            if (value == 0) {
                break;
            }
            bytes[length++] = (byte) value;
        }
        return Arrays.copyOf(bytes, length);
    }

    private static Optional<PidPath> parse(String text) {
        if (!text.matches("[1-9][0-9]{0,8}(\\.[1-9][0-9]{0,8})*")) {
            return Optional.empty();
        }
        String[] parts = text.split("\\.", MOST_COMPONENTS);
        PidPath path = PidPath.first(Integer.parseInt(parts[0]));
        for (int k = 1; k < parts.length; k++) {
            path = path.child(Integer.parseInt(parts[k]));
        }
        return Optional.of(path);
    }
}
