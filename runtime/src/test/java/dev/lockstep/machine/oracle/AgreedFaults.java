package dev.lockstep.machine.oracle;

/**
 * What of qemu's results of a translation is compared. qemu 7.2 differs from the manual in this, and nothing else:
 *
 * <ul>
 *   <li>IFSR has no domain (TRM 3.2.18); qemu's has;
 *   <li>of a section translation fault the domain is not valid (TRM table 6-11); qemu tells what the descriptor has there;
 *   <li>a page that is not there in a domain without access is a translation fault (TRM table 6-11, by priority), a domain
 *       fault in qemu, which looks at the domain before it reads the second-level descriptor;
 *   <li>the access bit is looked at before the permissions (by priority in that table), in qemu behind XN;
 *   <li>the PA register tells memory types (TRM 3.2.22); qemu's only the address.
 * </ul>
 */
final class AgreedFaults {
    private static final int DOMAIN = 0xf0;
    private static final int STATUS = 0x40f;
    private static final int TRANSLATION_SECTION = 5;
    private static final int TRANSLATION_PAGE = 7;
    private static final int DOMAIN_PAGE = 0xb;
    private static final int ACCESS_SECTION = 3;
    private static final int ACCESS_PAGE = 6;
    private static final int PERMISSION_SECTION = 0xd;
    private static final int PERMISSION_PAGE = 0xf;
    private static final int ADDRESS_OR_FAULT = 0xffff_f001;

    private AgreedFaults() {}

    /** Qemu's value as the manual would have it. */
    static int agreed(AccessKind kind, String name, int qemu, int ours) {
        int value = comparable(kind, name, qemu);
        boolean status = name.equals("dfsr") || name.equals("ifsr");
        if (status && (value & STATUS) == DOMAIN_PAGE && (ours & STATUS) == TRANSLATION_PAGE) {
            return value & ~STATUS | TRANSLATION_PAGE;
        }
        if (name.equals("ifsr") && isForced(value, ours)) {
            return ours;
        }
        boolean answer = name.equals("par") && kind.translates();
        return answer && value == (DOMAIN_PAGE << 1 | 1) && ours == (TRANSLATION_PAGE << 1 | 1) ? ours : value;
    }

    private static boolean isForced(int qemu, int ours) {
        return qemu == PERMISSION_SECTION && ours == ACCESS_SECTION || qemu == PERMISSION_PAGE && ours == ACCESS_PAGE;
    }

    /** Our value without what is not compared. */
    static int ours(AccessKind kind, String name, int value) {
        return comparable(kind, name, value);
    }

    private static int comparable(AccessKind kind, String name, int value) {
        if (name.equals("ifsr") || name.equals("dfsr") && (value & STATUS) == TRANSLATION_SECTION) {
            return value & ~DOMAIN;
        }
        return name.equals("par") && kind.translates() && (value & 1) == 0 ? value & ADDRESS_OR_FAULT : value;
    }
}
