package dev.lockstep.machine.mmu;

/** Why a memory access was refused, as the fault status registers tell it (TRM 6.10, table 6-11). */
public enum FaultStatus {
    /** The address is not a multiple of what the access wants. */
    ALIGNMENT(0b00001, false),
    /** A breakpoint, watchpoint, vector catch or BKPT. */
    DEBUG(0b00010, true),
    /** Force AP: the access bit of a section is clear. */
    ACCESS_SECTION(0b00011, true),
    /** Maintaining the instruction cache by address found no translation. */
    CACHE_MAINTENANCE(0b00100, false),
    /** No section there, nor a table of pages. */
    TRANSLATION_SECTION(0b00101, false),
    /** Force AP: the access bit of a page is clear. */
    ACCESS_PAGE(0b00110, true),
    /** No page there. */
    TRANSLATION_PAGE(0b00111, true),
    /** The memory that was accessed answered with an error. */
    EXTERNAL(0b01000, true),
    /** No access to the domain of a section. */
    DOMAIN_SECTION(0b01001, true),
    /** No access to the domain of a page. */
    DOMAIN_PAGE(0b01011, true),
    /** The first-level table could not be read. */
    WALK_FIRST_LEVEL(0b01100, false),
    /** A section does not permit the access. */
    PERMISSION_SECTION(0b01101, true),
    /** The second-level table could not be read. */
    WALK_SECOND_LEVEL(0b01110, true),
    /** A page does not permit the access. */
    PERMISSION_PAGE(0b01111, true),
    /** Memory answered with an error after the instruction had gone on. */
    IMPRECISE_EXTERNAL(0b10110, false);

    private final int code;
    private final boolean domainValid;

    FaultStatus(int code, boolean domainValid) {
        this.code = code;
        this.domainValid = domainValid;
    }

    /** Five bits: FSR[10], then FSR[3:0]. */
    public int code() {
        return code;
    }

    /** The same where a fault status register has them: bit 10 and bits 3 to 0. */
    public int statusBits() {
        return (code & 0x10) << 6 | code & 0xf;
    }

    /** Whether the data fault status register tells the domain too; where not it is zero here. */
    public boolean domainValid() {
        return domainValid;
    }
}
