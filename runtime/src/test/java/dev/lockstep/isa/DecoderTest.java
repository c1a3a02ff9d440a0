package dev.lockstep.isa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderTest {
    /** Odd, so that its multiples are spread over all words. */
    private static final int STRIDE = 0x9E3779B1;

    private static final int WORDS = 1_000_000;

    @ParameterizedTest
    @MethodSource("dev.lockstep.isa.Example#all")
    void anExampleMatchesItsRow(Example example) {
        assertEquals(
                example.encoding(), example.encoding().decode(example.word()).encoding());
    }

    @Test
    void everyRowHasAnExample() throws IOException {
        Set<Encoding> missing = new HashSet<>(Rows.all());
        missing.remove(ArmEncoding.UNDEFINED);
        missing.remove(ThumbEncoding.UNDEFINED);
        Example.all().forEach(example -> missing.remove(example.encoding()));
        assertEquals(Set.of(), missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "e2912fff : ADD  : setFlags=true rd=2 rn=1 operand=IMMEDIATE immediate=1020 shiftAmount=30",
                "e3a004ff : MOV  : setFlags=false rd=0 rn=0 operand=IMMEDIATE immediate=-16777216 shiftAmount=8",
                "00812183 : ADD  : condition=EQ rd=2 rn=1 rm=3 rs=0 operand=REGISTER shift=LSL shiftAmount=3",
                "e0812003 : ADD  : condition=AL operand=REGISTER shift=LSL shiftAmount=0",
                "e0812023 : ADD  : operand=REGISTER shift=LSR shiftAmount=32",
                "e0812043 : ADD  : operand=REGISTER shift=ASR shiftAmount=32",
                "e0812063 : ADD  : operand=REGISTER shift=RRX shiftAmount=1",
                "e08124e3 : ADD  : operand=REGISTER shift=ROR shiftAmount=9",
                "e0812453 : ADD  : rd=2 rn=1 rm=3 rs=4 operand=REGISTER_SHIFTED_BY_REGISTER shift=ASR shiftAmount=0",
                "e0812073 : ADD  : rs=0 operand=REGISTER_SHIFTED_BY_REGISTER shift=ROR shiftAmount=0",
                "e3510001 : CMP  : setFlags=true rd=0 rn=1 operand=IMMEDIATE immediate=1",
                "e0010392 : MUL  : setFlags=false rd=1 rn=0 rm=2 rs=3 operand=NONE",
                "e0314392 : MLA  : setFlags=true rd=1 rn=4 rm=2 rs=3",
                "e0a54392 : UMLAL : rd=5 rn=4 rm=2 rs=3",
                "e0454392 : UMAAL : setFlags=false rd=5 rn=4 rm=2 rs=3",
                "e1014382 : SMLABB : rd=1 rn=4 rm=2 rs=3",
                "e14543e2 : SMLALTT : rd=5 rn=4 rm=2 rs=3",
                "e7014312 : SMLAD : rd=1 rn=4 rm=2 rs=3 exchange=false",
                "e7014332 : SMLAD : exchange=true",
                "e701f332 : SMUAD : rd=1 rm=2 rs=3 rn=0 exchange=true",
                "e7454372 : SMLSLD : rd=5 rn=4 rm=2 rs=3 exchange=true",
                "e751f332 : SMMUL : rd=1 rm=2 rs=3 exchange=true",
                "e75143d2 : SMMLS : rd=1 rn=4 rm=2 rs=3 exchange=false",
                "e7814312 : USADA8 : rd=1 rn=4 rm=2 rs=3",
                "e781f312 : USAD8 : rd=1 rn=0 rm=2 rs=3",
                "e16f1f12 : CLZ  : rd=1 rm=2 operand=NONE",
                "e1031052 : QADD : rd=1 rn=3 rm=2",
                "e6a41192 : SSAT : rd=1 rm=2 immediate=5 operand=REGISTER shift=LSL shiftAmount=3",
                "e6bf1052 : SSAT : immediate=32 operand=REGISTER shift=ASR shiftAmount=32",
                "e6e41012 : USAT : immediate=4 operand=REGISTER shift=LSL shiftAmount=0",
                "e6af1f32 : SSAT16 : rd=1 rm=2 immediate=16 operand=NONE",
                "e6e41f32 : USAT16 : rd=1 rm=2 immediate=4",
                "e6521f73 : USUB16 : rd=1 rn=2 rm=3",
                "e6821013 : PKHBT : rd=1 rn=2 rm=3 operand=REGISTER shift=LSL shiftAmount=0",
                "e6821053 : PKHTB : rd=1 rn=2 rm=3 operand=REGISTER shift=ASR shiftAmount=32",
                "e6b21c73 : SXTAH : rd=1 rn=2 rm=3 operand=REGISTER shift=ROR shiftAmount=24",
                "e6bf1073 : SXTH : rd=1 rn=0 rm=3 operand=REGISTER shift=LSL shiftAmount=0",
                "e6bf1f32 : REV  : rd=1 rm=2 operand=NONE",
                "e5921004 : LDR  : rd=1 rn=2 operand=IMMEDIATE immediate=4 preIndexed=true add=true writeBack=false",
                "e5321004 : LDR  : immediate=4 preIndexed=true add=false writeBack=true",
                "e4121004 : LDR  : immediate=4 preIndexed=false add=false writeBack=true",
                "e4b21004 : LDRT : immediate=4 preIndexed=false add=true writeBack=true",
                "e7021063 : STR  : rd=1 rn=2 rm=3 operand=REGISTER shift=RRX preIndexed=true add=false writeBack=false",
                "e1d213b4 : LDRH : rd=1 rn=2 operand=IMMEDIATE immediate=52 preIndexed=true add=true writeBack=false",
                "e03210d3 : LDRSB : condition=AL opcode=UNPREDICTABLE",
                "e01210d3 : LDRSB : rm=3 operand=REGISTER shift=LSL shiftAmount=0 preIndexed=false add=false writeBack=true",
                "e1e240f8 : STRD : rd=4 rn=2 operand=IMMEDIATE immediate=8 preIndexed=true add=true writeBack=true",
                "e8920003 : LDM  : rn=2 registers=3 operand=NONE preIndexed=false add=true writeBack=false",
                "e9320003 : LDM  : rn=2 registers=3 preIndexed=true add=false writeBack=true",
                "e1031092 : SWP  : rd=1 rn=3 rm=2",
                "e1931f9f : LDREX : rd=1 rn=3",
                "e1831f92 : STREX : rd=1 rn=3 rm=2 operand=NONE",
                "f5d1f004 : PLD  : condition=AL rn=1 operand=IMMEDIATE immediate=4 preIndexed=true writeBack=false",
                "f751f102 : PLD  : rn=1 rm=2 operand=REGISTER shift=LSL shiftAmount=2 add=false writeBack=false",
                "0afffffe : B    : condition=EQ immediate=-8 operand=NONE",
                "eb800000 : BL   : immediate=-33554432",
                "fa7fffff : BLX_IMMEDIATE : condition=AL immediate=33554428",
                "fbffffff : BLX_IMMEDIATE : immediate=-2",
                "e12fff31 : BLX  : rm=1",
                "e10f1000 : MRS  : rd=1",
                "e129f001 : MSR  : rm=1 operand=REGISTER shift=LSL shiftAmount=0 registers=9",
                "e328f20f : MSR  : operand=IMMEDIATE immediate=-268435456 shiftAmount=4 registers=8",
                "ef123456 : SVC  : immediate=1193046 operand=NONE",
                "e1212374 : BKPT : immediate=4660",
                "e320f0ff : NOP  : operand=NONE",
                "ee071fba : DMB  : rd=1",
                "ee1d1f70 : MRC_TPIDRURO : rd=1",
                "f1010200 : SETEND : immediate=1 condition=AL",
                "ee710a2f : FADDS : rd=1 rn=2 rm=31 operand=NONE thumb=false size=4",
                "0e312b03 : FADDD : condition=EQ rd=2 rn=1 rm=3",
                "eeb71ae1 : FCVTDS : rd=1 rm=3",
                "eef71bc1 : FCVTSD : rd=3 rm=1",
                "eef50a40 : FCMPZS : rd=1 rm=0",
                "ed510a01 : FLDS : rd=1 rn=1 operand=IMMEDIATE immediate=4 preIndexed=true add=false writeBack=false",
                "ed8d1bff : FSTD : rd=1 rn=13 immediate=1020 preIndexed=true add=true writeBack=false",
                "ecd00a03 : FLDMS : rd=1 rn=0 registers=3 immediate=12 preIndexed=false add=true writeBack=false",
                "ecbd1b06 : FLDMD : rd=1 rn=13 registers=3 immediate=24 preIndexed=false add=true writeBack=true",
                "ed2d1b07 : FSTMD : rd=1 rn=13 registers=3 immediate=28 preIndexed=true add=false writeBack=true",
                "ee002a90 : FMSR : rd=2 rn=1",
                "ee312b10 : FMRDH : rd=2 rn=1",
                "ec443a30 : FMSRR : rd=3 rn=4 rm=1",
                "ec543b11 : FMRRD : rd=3 rn=4 rm=1",
                "eef11a10 : FMRX : rd=1 immediate=1",
                "eee01a10 : FMXR : rd=1 immediate=0",
                "eef1fa10 : FMSTAT : condition=AL",
            })
    void theFieldsAreThoseThatTheInstructionNeeds(String word, String name, String fields) throws Exception {
        assertFields(Decoder.decode(Integer.parseUnsignedInt(word, 16)), name, fields);
    }

    private static void assertFields(Instruction instruction, String name, String fields) throws Exception {
        assertEquals(name, instruction.encoding().opcode().name());
        for (String field : fields.split(" ", -1)) {
            String[] pair = field.split("=", 2);
            assertEquals(pair[1], component(instruction, pair[0]), () -> field + " in " + instruction);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "e1b0f00e : MOV_REGISTER : flags and pc, but no SPSR",
                "e08f0112 : ADD_SHIFTED_BY_REGISTER : pc and a shift by register",
                "e15f0112 : CMP_SHIFTED_BY_REGISTER : pc and a shift by register",
                "e3511001 : CMP_IMMEDIATE : Rd should be 0",
                "e3a10001 : MOV_IMMEDIATE : Rn should be 0",
                "e00f0291 : MUL : result in the pc",
                "e0001291 : MUL : bits 15..12 should be 0",
                "e0811392 : UMULL : both halves in one register",
                "e0411392 : UMAAL : both halves in one register",
                "e16f1f1f : CLZ : of the pc",
                "e1601012 : CLZ : bits 19..16 and 11..8 should be 1",
                "e5b11004 : LDR_IMMEDIATE : loads its written-back base",
                "e49f1004 : LDR_IMMEDIATE : writes back the pc",
                "e52dd004 : STR_IMMEDIATE : stores its written-back base",
                "e791100f : LDR_REGISTER : pc as index",
                "e5d1f004 : LDRB_IMMEDIATE : byte to the pc",
                "e4b1f004 : LDRT_IMMEDIATE : user access to the pc",
                "e1d1f0b4 : LDRH_IMMEDIATE : halfword to the pc",
                "e0f120b4 : LDRH_IMMEDIATE : W without P (LDRHT from ARMv6T2 on)",
                "e0f220d4 : LDRSB_IMMEDIATE : W without P",
                "e1c130d8 : LDRD_IMMEDIATE : odd register",
                "e1c1e0d8 : LDRD_IMMEDIATE : pair with the pc",
                "e1e320d8 : LDRD_IMMEDIATE : loads its written-back base",
                "e18120d2 : LDRD_REGISTER : loads its index",
                "e1e320f8 : STRD_IMMEDIATE : stores its written-back base",
                "e8900000 : LDM : no register",
                "e8b10002 : LDM : loads its written-back base",
                "e89f0001 : LDM : base is the pc",
                "e8a10003 : STM : stores its written-back base after others",
                "e8d10003 : LDM_PRIVILEGED : user bank",
                "e8dd8003 : LDM_PRIVILEGED : exception return",
                "e8c10003 : STM_PRIVILEGED : user bank",
                "e1011092 : SWP : base is overwritten",
                "e1021092 : SWP : base is stored",
                "e1832f92 : STREX : status is stored",
                "e1822f91 : STREX : status overwrites the base",
                "e1a43f92 : STREXD : status is stored",
                "e1b23f9f : LDREXD : odd register",
                "f751f00f : PLD_REGISTER : pc as index",
                "e12fff3f : BLX_REGISTER : to the pc",
                "e12f0011 : BX : bits 15..8 should be 1",
                "e10ff000 : MRS_CPSR : to the pc",
                "e14f1000 : MRS_SPSR : no SPSR in user mode",
                "e12ff00f : MSR_CPSR_REGISTER : from the pc",
                "e169f001 : MSR_SPSR_REGISTER : no SPSR in user mode",
                "e368f20f : MSR_SPSR_IMMEDIATE : no SPSR in user mode",
                "01212374 : BKPT : conditional",
                "e320f108 : NOP_UNALLOCATED : bits 11..8 should be 0",
                "ee07ffba : DMB : from the pc",
                "ee1dff70 : MRC_TPIDRURO : to the pc",
                "f1030200 : SETEND : bits 19..17 should be 0",
            })
    void whatTheManualCallsUnpredictableIsSo(String word, ArmEncoding row, String why) {
        assertUnpredictable(word, row, why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "ecd00a20 : FLDMS_IA : past s31",
                "ec901b20 : FLDMD_IA : past d15",
                "ed2d0b00 : FSTMD_DB : no register",
                "ecbd0b01 : FLDMD_IA_X : no register",
                "ecbf1b06 : FLDMD_IA : writes back the pc",
                "ed2f1b06 : FSTMD_DB : writes back the pc",
                "ee00fa10 : FMSR : from the pc",
                "ee10fa10 : FMRS : to the pc",
                "ee000a30 : FMSR : bits 6..5 should be 0",
                "ec443a3f : FMSRR : past s31",
                "ec533a11 : FMRRS : both halves in one register",
                "ec533b11 : FMRRD : both halves in one register",
                "ec4f3b11 : FMDRR : from the pc",
                "eef0fa10 : FMRX : FPSID to the pc",
                "eeb50a41 : FCMPZS : bits 3..0 should be 0",
            })
    void whatTheManualCallsUnpredictableOfVfpIsSo(String word, VfpEncoding row, String why) {
        assertUnpredictable(word, row, why);
    }

    private static void assertUnpredictable(String word, Encoding row, String why) {
        Instruction instruction = Decoder.decode(Integer.parseUnsignedInt(word, 16));
        assertEquals(row, instruction.encoding());
        assertEquals(Opcode.UNPREDICTABLE, instruction.opcode(), why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "e0010291 : MUL : ARMv6 lifts Rd != Rm",
                "e6910001 : LDR_REGISTER : ARMv6 lifts Rn != Rm",
                "e8910002 : LDM : loads its base, which is not written back",
                "e92d6000 : STM : stores its written-back base first",
                "e50df004 : STR_IMMEDIATE : of the pc",
                "e4a1f004 : STRT_IMMEDIATE : of the pc",
                "e8bd8000 : LDM : one register",
                "e12fff1f : BX : to the pc",
                "e1a0f00e : MOV_REGISTER : to the pc",
                "e1a0f10e : MOV_REGISTER : shifted to the pc",
                "e120f001 : MSR_CPSR_REGISTER : no field",
                "e320f0ff : NOP_UNALLOCATED : any hint",
                "e6e00011 : USAT : to no bit",
            })
    void whatIsOddButDefinedStaysSo(String word, ArmEncoding row, String what) {
        Instruction instruction = Decoder.decode(Integer.parseUnsignedInt(word, 16));
        assertEquals(row, instruction.encoding());
        assertEquals(row.opcode(), instruction.opcode(), what);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ':',
            value = {
                "e7f000f0 : UDF",
                "e3001000 : MOVW",
                "e3401000 : MOVT",
                "e7df001f : BFC",
                "e7c20011 : BFI",
                "e7e00051 : UBFX",
                "e710f110 : SDIV",
                "e0602391 : MLS",
                "e6ff1f31 : RBIT",
                "f450f000 : PLI",
                "f57ff04f : DSB of ARMv7",
                "e1600070 : SMC",
                "f1080000 : CPS",
                "f8bd0a00 : RFE",
                "f96d0513 : SRS",
                "ee1d0f90 : MRC of the privileged thread id",
                "ee0d0f70 : MCR to the thread id that is read only",
                "ee071f15 : MCR, another operation of CP15",
                "edd00b00 : FLDD of d16",
                "ee700b00 : FADDD to d16",
                "eeb00a00 : VMOV (immediate)",
                "eea00a00 : VFMA",
                "eeba0a40 : VCVT of fixed point",
                "ee400b10 : VMOV.8 to a scalar",
                "eef80a10 : FMRX of FPEXC",
                "eef70a10 : VMRS of MVFR0",
                "ec000a00 : FSTM with neither P nor U",
                "eda00a01 : FSTM with P, U and W",
                "fe071fba : MCR2",
                "f2000000 : Advanced SIMD",
                "e0600190 : unallocated multiply",
                "e1000010 : unallocated control",
                "e7ffffff : unallocated media",
                "ffffffff : unallocated unconditional",
            })
    void whatTheArchitectureLacksIsUndefined(String word, String what) {
        Instruction instruction = Decoder.decode(Integer.parseUnsignedInt(word, 16));
        assertEquals(ArmEncoding.UNDEFINED, instruction.encoding(), what);
        assertEquals(Opcode.UNDEFINED, instruction.opcode(), what);
    }

    @Test
    void anUndefinedInstructionKeepsOnlyItsCondition() {
        Instruction instruction = Decoder.decode(0x07F123F4);
        assertEquals(Condition.EQ, instruction.condition());
        assertEquals(0, instruction.rd() + instruction.rn() + instruction.rm() + instruction.rs());
        assertEquals(0, instruction.immediate());
    }

    @Test
    void everyWordHasAnAnswer() {
        int word = 0;
        for (int i = 0; i < WORDS; i++) {
            Instruction instruction = Decoder.decode(word);
            assertEquals(word, instruction.word());
            assertNotNull(Disassembler.disassemble(instruction, word));
            word += STRIDE;
        }
    }

    private static String component(Instruction instruction, String name) throws ReflectiveOperationException {
        for (RecordComponent component : Instruction.class.getRecordComponents()) {
            if (component.getName().equals(name)) {
                return String.valueOf(component.getAccessor().invoke(instruction));
            }
        }
        throw new IllegalArgumentException("no field " + name);
    }
}
