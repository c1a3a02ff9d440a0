package dev.lockstep.machine.mmu;

/** What a client of a domain may do, by APX, AP and XN (TRM table 6-1), and by the S and R bits (ARM ARM table B4-1). */
final class Permissions {
    /** Control bit S: privileged modes may read what nobody may. */
    static final int SYSTEM = 1 << 8;
    /** Control bit R: everybody may read it. */
    static final int ROM = 1 << 9;

    private Permissions() {}

    /** Whether a client may do this to an address that the entry matches. */
    static boolean permit(TlbEntry entry, int mva, Access access, boolean privileged, int control) {
        if (access == Access.FETCH && entry.executeNever()) {
            return false;
        }
        boolean write = access == Access.WRITE;
        switch (entry.permissions(mva)) {
            case 0b000:
                int systemAndRom = control & (SYSTEM | ROM);
                return !write && (systemAndRom == ROM || systemAndRom == SYSTEM && privileged);
            case 0b001:
                return privileged;
            case 0b010:
                return privileged || !write;
            case 0b011:
                return true;
            case 0b101:
                return privileged && !write;
            case 0b110:
            case 0b111:
                return !write;
            default:
                return false;
        }
    }
}
