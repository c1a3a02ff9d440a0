package dev.lockstep.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class FormedInstructionTest {
    private static final int CODE = 0x10000;
    private static final int PAGE = 0x1000;
    private static final int ADD_R1_1 = 0xe2811001; // add r1, r1, #1
    private static final int ADD_R2_5 = 0xe2822005; // add r2, r2, #5
    private static final int ADDNE_R3_1 = 0x12833001; // addne r3, r3, #1
    private static final int STR_R4_R5 = 0xe5854000; // str r4, [r5]
    private static final int BACK_TO_CODE = 0xeafffffa; // b CODE, from CODE + 16

    private final AddressSpaces memory = new AddressSpaces(1 << 20);
    private final AddressSpace space = memory.create();
    private final Interpreter interpreter = new Interpreter(Profile.FULL);
    private final CpuState cpu = processor();

    private CpuState processor() {
        space.map(CODE, PAGE, Rights.ALL);
        space.map(CODE + PAGE, PAGE, Rights.READ_WRITE);
        ByteBuffer code = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : new int[] {ADD_R1_1, ADD_R2_5, ADDNE_R3_1, STR_R4_R5, BACK_TO_CODE}) {
            code.putInt(word);
        }
        space.load(CODE, code.array());
        CpuState made = new CpuState(memory.tlb(), space, new CodeSpace());
        made.r[5] = CODE + PAGE;
        made.r[CpuState.PC] = CODE;
        return made;
    }

    private void rounds(int rounds) {
        cpu.budget = 5 * rounds;
        assertEquals(StopReason.BUDGET, interpreter.run(cpu));
        assertEquals(CODE, cpu.pc());
    }

    private Decoded at(int address) {
        return cpu.code.pageForFetch(cpu, address).at(address, false);
    }

    @Test
    void shouldTakeThePlaceOfWhatIsExecutedOften() {
        rounds(PlainInstruction.OFTEN - 1);
        assertInstanceOf(PlainInstruction.class, at(CODE));
        rounds(1);
        assertFalse(at(CODE) instanceof PlainInstruction);
    }

    @Test
    void shouldHaveOneClassForInstructionsOfOneForm() {
        rounds(PlainInstruction.OFTEN);
        assertSame(at(CODE).getClass(), at(CODE + 4).getClass());
        assertNotSame(at(CODE).getClass(), at(CODE + 8).getClass());
    }

    @Test
    void shouldDoWhatThePlainInstructionDid() {
        rounds(3 * PlainInstruction.OFTEN);
        assertEquals(3 * PlainInstruction.OFTEN, cpu.r[1]);
        assertEquals(15 * PlainInstruction.OFTEN, cpu.r[2]);
        assertEquals(3 * PlainInstruction.OFTEN, cpu.r[3]);
        cpu.z = 0;
        rounds(1);
        assertEquals(3 * PlainInstruction.OFTEN, cpu.r[3]);
    }

    @Test
    void shouldBeForgottenWhenItIsOverwritten() {
        rounds(PlainInstruction.OFTEN);
        cpu.r[4] = ADD_R2_5;
        cpu.r[5] = CODE;
        rounds(1);
        cpu.r[5] = CODE + PAGE;
        int before = cpu.r[1];
        rounds(10);
        assertEquals(before, cpu.r[1]);
        assertInstanceOf(PlainInstruction.class, at(CODE));
    }

    @Test
    void shouldFaultWithItsOwnAddressInThePc() {
        rounds(PlainInstruction.OFTEN);
        cpu.r[5] = 0;
        cpu.budget = 100;
        assertEquals(StopReason.FAULT, interpreter.run(cpu));
        assertEquals(CODE + 12, cpu.pc());
        assertEquals(97, cpu.budget);
    }

    @Test
    void shouldStopBeingMadeWhenThereAreVeryManyForms() {
        Forms forms = new Forms();
        int made = 0;
        for (int bits = 0; bits < 1 << 12; bits++) {
            // A data-processing instruction of any condition, opcode and S bit: and r1, r1, r1, lsl r1 and so on.
            Instruction instruction =
                    Decoder.decode((bits >>> 5) % 15 << 28 | (bits & 31) << 20 | bits >>> 9 << 5 | 0x11111);
            Form form = Form.of(instruction);
            if (forms.available(form)) {
                assertSame(instruction, forms.decoded(instruction, form).instruction);
                made++;
            }
        }
        assertTrue(made > 0 && !forms.available(Form.of(Decoder.decode(ADD_R1_1))));
    }
}
