package dev.lockstep.translator.codegen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lockstep.image.Symbols;
import dev.lockstep.image.dwarf.SourceLines;
import dev.lockstep.translator.linkage.Mode;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuestNamesTest {
    private static final int MAIN = 0x10000;
    private static final int THUMB = 0x10041;
    private static final int TWICE = 0x10080;
    private static final int AGAIN = 0x100c0;
    private static final int SPLIT = 0x10100;
    private static final int RUN = 0x10140;

    private static final GuestNames NAMES = new GuestNames(new Symbols(
            "hello-printf",
            Map.of(MAIN, "main", THUMB, "thumb", TWICE, "put", AGAIN, "put", SPLIT, "sum.part.0", RUN, "run"),
            Map.of(),
            SourceLines.none()));

    private static String className(int root) {
        return NAMES.className(root, Mode.PAGED);
    }

    @Test
    void aClassShouldBeNamedAfterProgramAndFunction() {
        assertEquals("dev.lockstep.guest.hello_printf.main", className(MAIN));
        assertEquals("dev.lockstep.guest.hello_printf.thumb", className(THUMB));
        assertEquals("main", NAMES.methodName(MAIN));
        assertEquals("thumb", NAMES.methodName(THUMB));
    }

    @Test
    void aRegionWithinAFunctionShouldTellItsRoot() {
        assertEquals("dev.lockstep.guest.hello_printf.main$0001000c", className(MAIN + 12));
        assertEquals("main", NAMES.methodName(MAIN + 12));
    }

    @Test
    void theOtherInstructionSetAndOrderOfDataShouldBeOtherClasses() {
        assertEquals("dev.lockstep.guest.hello_printf.main$00010001", className(MAIN | 1));
        assertEquals("dev.lockstep.guest.hello_printf.main$big_endian", NAMES.className(MAIN, Mode.BIG_ENDIAN));
    }

    @Test
    void functionsOfTheSameNameShouldBeDifferentClasses() {
        assertEquals("dev.lockstep.guest.hello_printf.put$00010080", className(TWICE));
        assertNotEquals(className(TWICE), className(AGAIN));
        assertEquals("put", NAMES.methodName(AGAIN));
    }

    @Test
    void whatJavaDoesNotAllowShouldBeAnUnderscore() {
        assertEquals("dev.lockstep.guest.hello_printf.sum_part_0", className(SPLIT));
        assertEquals("sum_part_0", NAMES.methodName(SPLIT));
    }

    @Test
    void noMethodShouldBeTheOneThatTheClassInherits() {
        assertEquals("run$", NAMES.methodName(RUN));
    }

    @Test
    void codeWithoutSymbolsShouldTellItsAddress() {
        GuestNames names = new GuestNames(Symbols.none());

        assertEquals("dev.lockstep.guest.code$00400000", names.className(0x400000, Mode.PAGED));
        assertEquals("code", names.methodName(0x400000));
    }
}
