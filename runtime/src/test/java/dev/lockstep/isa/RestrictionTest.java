package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestrictionTest {
    /** A load with write-back and a register list at once: no instruction, but all the fields. */
    private static final Pattern PATTERN = new Pattern("PUW0 nnnn dddd mmmm llllllllllllllll");

    private static boolean allows(String restriction, String word) {
        return new Restriction(PATTERN, restriction).allows(Integer.parseUnsignedInt(word, 16));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "d!=15            : 00e00000 : true",
                "d!=15            : 00f00000 : false",
                "P=1              : 80000000 : true",
                "P=1              : 00000000 : false",
                "d!=n             : 01200000 : true",
                "d!=n             : 02200000 : false",
                "m!=d+1           : 00220000 : true",
                "m!=d+1           : 00230000 : false",
                "d>7              : 00800000 : true",
                "d>7              : 00700000 : false",
                "even(d)          : 00200000 : true",
                "even(d)          : 00300000 : false",
                "outside(n)       : 02000003 : true",
                "outside(n)       : 01000003 : false",
                "lowest(n)        : 01000006 : true",
                "lowest(n)        : 02000006 : false",
                "several(l)       : 00000006 : true",
                "several(l)       : 00000004 : false",
                "privileged       : 00000000 : false",
                "P=0|d!=15        : 00f00000 : true",
                "P=0|d!=15        : 80e00000 : true",
                "P=0|d!=15        : 80f00000 : false",
                "d!=15, n!=15     : 01200000 : true",
                "d!=15, n!=15     : 0f200000 : false",
                "d!=15, n!=15     : 01f00000 : false",
            })
    void aClauseHoldsAsWritten(String restriction, String word, boolean allowed) {
        assertEquals(allowed, allows(restriction, word));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "FLDMS_IA : ecd00a1f : true",
                "FLDMS_IA : ecd00a20 : false",
                "FLDMD_IA : ec901b1e : true",
                "FLDMD_IA : ec901b20 : false",
            })
    void aListOfVfpRegistersFitsBelowTheLast(VfpEncoding row, String word, boolean fits) {
        Restriction restriction = new Restriction(row.row().pattern(), "fits(d)");
        assertEquals(fits, restriction.allows(Integer.parseUnsignedInt(word, 16)));
    }

    @Test
    void anOffsetIsNeitherPostIndexedNorWrittenBack() {
        Restriction restriction =
                new Restriction(ArmEncoding.LDR_IMMEDIATE.row().pattern(), "offset");
        assertTrue(restriction.allows(0xE5910004));
        assertFalse(restriction.allows(0xE5B10004));
        assertFalse(restriction.allows(0xE4910004));
    }

    @Test
    void aComparisonWithALackingFieldHolds() {
        assertTrue(allows("s!=0", "00000000"));
        assertTrue(allows("d!=s", "00000000"));
    }

    @Test
    void anUnknownTermIsRejected() {
        assertThrows(IllegalArgumentException.class, () -> new Restriction(PATTERN, "never"));
        assertThrows(IllegalArgumentException.class, () -> new Restriction(PATTERN, "odd(d)"));
    }
}
