package dev.lockstep.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * One coprocessor register: what the manual says of it.
 *
 * @param section of the manual
 * @param register opc1, CRn, CRm and opc2 in hexadecimal digits
 * @param reset value after reset
 * @param bits that can be written; 0 for a register that can be written without effect
 * @param privileged "rw", "r" or "w"
 * @param user "rw", "r", "w" or nothing
 */
public record RegisterRow(
        String name, String section, int register, int reset, int bits, String privileged, String user) {
    @Override
    public String toString() {
        return name + " (" + section + ")";
    }

    /** Reset value, the bits that can be written, and who may do what. */
    public void check(Coprocessor coprocessor) throws UndefinedAccessException {
        if (privileged.contains("r")) {
            assertEquals(hex(reset), hex(coprocessor.read(register, true)), "reset value");
        } else {
            refuses(() -> coprocessor.read(register, true), "cannot be read");
        }
        if (user.contains("r")) {
            assertEquals(hex(reset), hex(coprocessor.read(register, false)), "read in user mode");
        } else {
            refuses(() -> coprocessor.read(register, false), "cannot be read");
        }
        if (user.contains("w")) {
            coprocessor.write(register, reset, false);
        } else {
            refuses(() -> coprocessor.write(register, -1, false), "cannot be written");
        }
        if (privileged.equals("rw")) {
            for (int value : new int[] {-1, 0, 0x5555_5555, 0xaaaa_aaaa}) {
                coprocessor.write(register, value, true);
                assertEquals(hex(value & bits | reset & ~bits), hex(coprocessor.read(register, true)), "written bits");
            }
        } else if (privileged.equals("w")) {
            coprocessor.write(register, 0, true);
        } else {
            refuses(() -> coprocessor.write(register, -1, true), "cannot be written");
        }
    }

    private static void refuses(org.junit.jupiter.api.function.Executable access, String reason) {
        String message = assertThrows(UndefinedAccessException.class, access).getMessage();
        assertTrue(message.contains(reason), message);
    }

    private static String hex(int value) {
        return String.format("%08x", value);
    }
}
