package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThumbDecoderTest {
    private static final long SEED = Long.getLong("lockstep.seed", 20_260_101);
    private static final int PAIRS = 1_000_000;

    private static Instruction decode(String word) {
        return Decoder.decodeThumb(Integer.parseUnsignedInt(word, 16));
    }

    /** The equal has a word of its own, so only what executing needs is compared. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "0011 : e1b01002 : LSL (1) by 0 is a MOV",
                "0891 : e1b01122 : LSR (1)",
                "1011 : e1b01042 : ASR (1) by 32",
                "18d1 : e0921003 : ADD (3)",
                "1c51 : e2921001 : ADD (1)",
                "2141 : e3b01041 : MOV (1)",
                "2941 : e3510041 : CMP (1)",
                "3941 : e2511041 : SUB (2)",
                "4011 : e0111002 : AND",
                "4091 : e1b01211 : LSL (2)",
                "4211 : e1110002 : TST",
                "4251 : e2721000 : NEG",
                "4351 : e0110192 : MUL",
                "43d1 : e1f01002 : MVN",
                "4489 : e0899001 : ADD (4)",
                "468f : e1a0f001 : MOV (3) to the pc",
                "4770 : e12fff1e : BX",
                "4788 : e12fff31 : BLX (2)",
                "50d1 : e7821003 : STR (2)",
                "56d1 : e19210d3 : LDRSB",
                "6851 : e5921004 : LDR (1)",
                "8fd1 : e1d213be : LDRH (1)",
                "9101 : e58d1004 : STR (3)",
                "a901 : e28d1f01 : ADD (6)",
                "b081 : e24ddf01 : SUB (4)",
                "b251 : e6af1072 : SXTB",
                "ba51 : e6bf1fb2 : REV16",
                "b501 : e92d4001 : PUSH",
                "bd01 : e8bd8001 : POP",
                "b658 : f1010200 : SETEND",
                "be12 : e1200172 : BKPT",
                "c106 : e8a10006 : STMIA",
                "c905 : e8b10005 : LDMIA",
                "c902 : e8910002 : LDMIA of its base",
                "df12 : ef000012 : SVC",
            })
    void anInstructionMeansWhatItsEqualInArmStateMeans(String halfword, String equal, String what) {
        Instruction thumb = decode(halfword);
        Instruction arm = Decoder.decode(Integer.parseUnsignedInt(equal, 16));
        Instruction renamed = new Instruction(
                thumb.opcode(),
                arm.encoding(),
                arm.word(),
                false,
                arm.size(),
                thumb.condition(),
                thumb.setFlags(),
                thumb.rd(),
                thumb.rn(),
                thumb.rm(),
                thumb.rs(),
                thumb.operand(),
                thumb.immediate(),
                thumb.shift(),
                thumb.shiftAmount(),
                thumb.preIndexed(),
                thumb.add(),
                thumb.writeBack(),
                thumb.exchange(),
                thumb.registers());
        assertEquals(arm, renamed, what);
        assertTrue(thumb.thumb());
        assertEquals(2, thumb.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "a104     : ADR           : AL : 16       : 2",
                "4904     : LDR_LITERAL   : AL : 16       : 2",
                "e7fe     : B             : AL : -4       : 2",
                "e3ff     : B             : AL : 2046     : 2",
                "d180     : B             : NE : -256     : 2",
                "dd7f     : B             : LE : 254      : 2",
                "f7fffffe : BL            : AL : -4       : 4",
                "f3ffffff : BL            : AL : 4194302  : 4",
                "f400f800 : BL            : AL : -4194304 : 4",
                "f000e802 : BLX_IMMEDIATE : AL : 4        : 4",
                "f400e800 : BLX_IMMEDIATE : AL : -4194304 : 4",
            })
    void whatHasNoEqualKnowsItsDistance(String word, Opcode opcode, Condition condition, int immediate, int size) {
        Instruction instruction = decode(word);
        assertEquals(opcode, instruction.opcode());
        assertEquals(condition, instruction.condition());
        assertEquals(immediate, instruction.immediate());
        assertEquals(size, instruction.size());
        assertFalse(instruction.setFlags());
        assertEquals(Integer.parseUnsignedInt(word, 16), instruction.word());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "4408 : ADD_HIGH     : two low registers",
                "4508 : CMP_HIGH     : two low registers",
                "45c7 : CMP_HIGH     : the pc compared",
                "47f8 : BLX_REGISTER : to the pc",
                "4771 : BX           : bits 2..0 should be 0",
                "b400 : PUSH         : no register",
                "bc00 : POP          : no register",
                "c100 : STMIA        : no register",
                "c900 : LDMIA        : no register",
                "c103 : STMIA        : stores its written-back base after others",
                "b648 : SETEND       : bit 4 should be 1",
                "f000 : PREFIX       : no suffix",
                "f800 : BL_SUFFIX    : no prefix",
                "e800 : BLX_SUFFIX   : no prefix",
            })
    void whatTheManualCallsUnpredictableIsSo(String word, ThumbEncoding row, String why) {
        Instruction instruction = decode(word);
        assertEquals(row, instruction.encoding());
        assertEquals(Opcode.UNPREDICTABLE, instruction.opcode(), why);
        assertEquals(2, instruction.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "b100     : 2 : CBZ is Thumb-2",
                "bf00     : 2 : hints are Thumb-2",
                "b662     : 2 : CPS is privileged",
                "ba80     : 2 : unallocated",
                "de00     : 2 : a branch that is always taken would be another instruction",
                "e801     : 2 : a suffix of BLX to half a word",
                "f000e801 : 4 : BLX to half a word",
            })
    void whatTheArchitectureLacksIsUndefined(String word, int size, String what) {
        Instruction instruction = decode(word);
        assertEquals(Opcode.UNDEFINED, instruction.opcode(), what);
        assertEquals(size, instruction.size());
    }

    @Test
    void aPrefixWithoutItsSuffixIsAnInstructionOfItsOwn() {
        Instruction instruction = Decoder.decodeThumb(0xF0004770);
        assertEquals(Opcode.UNPREDICTABLE, instruction.opcode());
        assertEquals(2, instruction.size());
        assertEquals(0xF000, instruction.word());
    }

    @Test
    void onlyAPrefixNeedsAnotherHalfword() {
        assertTrue(Decoder.isThumbPrefix(0xF000));
        assertTrue(Decoder.isThumbPrefix(0xF7FF));
        assertFalse(Decoder.isThumbPrefix(0xF800));
        assertFalse(Decoder.isThumbPrefix(0xE800));
        assertFalse(Decoder.isThumbPrefix(0x4770));
    }

    @Test
    void everyHalfwordHasAnAnswer() {
        for (int halfword = 0; halfword < 1 << Short.SIZE; halfword++) {
            Instruction instruction = Decoder.decodeThumb(halfword);
            assertEquals(halfword, instruction.word());
            assertNotNull(Disassembler.disassemble(instruction, halfword));
        }
    }

    @Test
    void everyWordHasAnAnswer() {
        new SplittableRandom(SEED).ints(PAIRS).forEach(word -> {
            Instruction instruction = Decoder.decodeThumb(word);
            assertNotNull(
                    Disassembler.disassemble(instruction, word), () -> "seed %d, word %08x".formatted(SEED, word));
        });
    }
}
