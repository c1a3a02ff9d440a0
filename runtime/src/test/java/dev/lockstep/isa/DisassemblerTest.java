package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DisassemblerTest {
    private static String disassemble(int word, int address) {
        return Disassembler.disassemble(Decoder.decode(word), address);
    }

    @ParameterizedTest
    @MethodSource("dev.lockstep.isa.Example#all")
    void anExampleReadsAsObjdumpWritesIt(Example example) {
        assertEquals(example.text(), Disassembler.disassemble(example.encoding().decode(example.word()), 0));
    }

    @Test
    void aBranchNamesItsTarget() {
        assertEquals("bl 0x8000", disassemble(0xEBFFFFFE, 0x8000));
        assertEquals("blx 0x800a", disassemble(0xFB000000, 0x8000));
    }

    @Test
    void aTargetWrapsAroundTheAddressSpace() {
        assertEquals("b 0x0", disassemble(0xEA000000, 0xFFFFFFF8));
        assertEquals("b 0xffffff08", disassemble(0xEAFFFFC0, 0));
    }

    @Test
    void anUnpredictableInstructionIsMarked() {
        assertEquals("movs pc, lr @ <UNPREDICTABLE>", disassemble(0xE1B0F00E, 0));
    }

    @Test
    void anUndefinedInstructionIsData() {
        assertEquals(".word 0xe7f000f0 @ <UNDEFINED>", disassemble(0xE7F000F0, 0));
    }

    @Test
    void aBranchOfThumbStateCountsFromTheSecondHalfword() {
        assertEquals("b.n 0x8000", disassembleThumb(0xE7FE, 0x8000));
        assertEquals("bl 0x8002", disassembleThumb(0xF7FFFFFE, 0x8002));
    }

    @Test
    void aBlxOfThumbStateCountsFromAnAlignedAddress() {
        assertEquals("blx 0x8008", disassembleThumb(0xF000E802, 0x8000));
        assertEquals("blx 0x8008", disassembleThumb(0xF000E802, 0x8002));
    }

    @Test
    void anUndefinedHalfwordIsData() {
        assertEquals(".short 0xb100 @ <UNDEFINED>", disassembleThumb(0xB100, 0));
        assertEquals(".inst.w 0xf000e801 @ <UNDEFINED>", disassembleThumb(0xF000E801, 0));
    }

    private static String disassembleThumb(int word, int address) {
        return Disassembler.disassemble(Decoder.decodeThumb(word), address);
    }
}
