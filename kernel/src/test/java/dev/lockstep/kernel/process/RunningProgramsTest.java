package dev.lockstep.kernel.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.api.Abi;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.MemoryBudget;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Rights;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningProgramsTest {
    private static final byte[] ARGUMENTS = {'a', ' ', 'b'};

    private final MemoryBudget budget = new MemoryBudget(1 << 20, 16 << 20);
    private final AddressSpaces memory = new AddressSpaces(budget);
    private final RunningPrograms programs = new RunningPrograms(budget);
    private final Template template = template(memory);

    private static Template template(AddressSpaces memory) {
        byte[] content = new byte[10_000];
        content[9_000] = 1;
        Image image = new Image(
                "p",
                Image.Format.ELF,
                List.of(new Segment(0x10000, content, content.length, Rights.READ_EXECUTE)),
                0x10000,
                0x30000,
                0x40000000,
                0xc0000000,
                0x10000,
                Optional.empty(),
                0,
                Symbols.none());
        return new Template(image, new CodeSpace(), memory);
    }

    @Test
    void shouldBeOneForTheSameProgramWithTheSameArguments() {
        RunningProgram program = programs.use(template, Abi.LOCKSTEP, ARGUMENTS);
        long taken = budget.taken();
        assertSame(program, programs.use(template, Abi.LOCKSTEP, ARGUMENTS.clone()));
        assertEquals(taken, budget.taken());
        assertSame(program, programs.get(program.number));
        assertEquals(2, program.users);
    }

    @Test
    void shouldBeAnotherForOtherArgumentsOrAnotherAbi() {
        RunningProgram program = programs.use(template, Abi.LOCKSTEP, ARGUMENTS);
        assertNotSame(program, programs.use(template, Abi.LOCKSTEP, new byte[0]));
        RunningProgram pix = programs.use(template, Abi.PIX, ARGUMENTS);
        assertNotSame(program, pix);
        assertNotEquals(program.number, pix.number);
    }

    @Test
    void shouldGiveEverythingBackWithItsLastProcess() {
        RunningProgram program = programs.use(template, Abi.LOCKSTEP, ARGUMENTS);
        programs.use(template, Abi.LOCKSTEP, ARGUMENTS);
        programs.release(program);
        assertTrue(budget.taken() > 0);
        assertEquals(0, memory.create().root());
        programs.release(program);
        assertEquals(0, budget.taken());
        assertEquals(0, memory.granules());
    }

    @Test
    void shouldUseTheNumbersOfThoseThatHaveEndedAnew() {
        RunningProgram first = programs.use(template, Abi.LOCKSTEP, new byte[0]);
        for (int k = 0; k < 1000; k++) {
            RunningProgram next = programs.use(template, Abi.LOCKSTEP, new byte[] {(byte) k});
            assertEquals(1, next.number);
            assertSame(next, programs.get(1));
            programs.release(next);
        }
        assertSame(first, programs.get(0));
        programs.release(first);
        assertEquals(0, budget.taken());
    }

    @Test
    void shouldChangeNothingWhenMemoryIsShort() {
        MemoryBudget small = new MemoryBudget(1000, 16 << 20);
        Template big = template(new AddressSpaces(small));
        RunningPrograms none = new RunningPrograms(small);
        assertThrows(MemoryFault.class, () -> none.use(big, Abi.LOCKSTEP, ARGUMENTS));
        assertEquals(0, small.taken());
    }
}
