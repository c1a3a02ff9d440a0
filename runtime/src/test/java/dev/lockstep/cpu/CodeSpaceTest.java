package dev.lockstep.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CodeSpaceTest {
    private static final int CODE = 0x10000;
    private static final int PAGE = 0x1000;

    private final AddressSpaces memory = new AddressSpaces(1 << 28);
    private final AddressSpace space = memory.create();
    private final CodeSpace image = new CodeSpace();
    private final Interpreter interpreter = new Interpreter(Profile.FULL);

    private CpuState processor(int pages) {
        space.map(CODE, (long) pages * PAGE, Rights.ALL);
        return new CpuState(memory.tlb(), space, image.share());
    }

    private void halfwords(int address, int... halfwords) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * halfwords.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int halfword : halfwords) {
            bytes.putShort((short) halfword);
        }
        space.load(address, bytes.array());
    }

    private static void run(CpuState cpu, int entryPoint, int instructions) {
        cpu.r[CpuState.PC] = cpu.interworkingBranch(entryPoint);
        cpu.budget = instructions;
        cpu.tag = cpu.space.tag();
    }

    /** The pair straddles the end of the image, so the process leaves the image's space in the middle of its page. */
    @Test
    void shouldNoticeStoresAfterAPairOfHalvesHasLedOutOfTheImage() {
        CpuState cpu = processor(2);
        image.restrictTo(CODE, PAGE);
        halfwords(CODE + 0xf00, 0x3701); // adds r7, #1
        halfwords(CODE + 0xf02, 0xe07c); // b CODE + 0xffe
        halfwords(CODE + 0xffe, 0xf7ff, 0xff83); // bl CODE + 0xf08
        halfwords(CODE + 0xf08, 0x8001, 0xe7f9); // strh r1, [r0]; b CODE + 0xf00
        cpu.r[0] = CODE + 0xf00;
        cpu.r[1] = 0x3710; // adds r7, #16
        run(cpu, CODE + 0xf00 | 1, 6);
        assertEquals(StopReason.BUDGET, interpreter.run(cpu));
        assertNotSame(image, cpu.code);
        assertEquals(17, cpu.r[7]);
    }

    @Test
    void shouldKeepTheImagesSpaceWhileNothingElseIsExecuted() {
        CpuState cpu = processor(1);
        image.restrictTo(CODE, PAGE);
        halfwords(CODE, 0x3701, 0xe7fd); // adds r7, #1; b CODE
        run(cpu, CODE | 1, 100);
        assertEquals(StopReason.BUDGET, interpreter.run(cpu));
        assertSame(image, cpu.code);
        assertEquals(50, cpu.r[7]);
    }

    @Test
    void shouldBeginAnewWhenCodeIsSpreadOverTooManyPages() {
        int pages = 9000;
        CpuState cpu = processor(pages);
        for (int page = 0; page < pages; page++) {
            halfwords(CODE + page * PAGE, 0x03fe, 0xea00); // b . + 4096
        }
        run(cpu, CODE, pages - 1);
        assertEquals(StopReason.BUDGET, interpreter.run(cpu));
        assertNotSame(image, cpu.code);
        assertEquals(CODE + (pages - 1) * PAGE, cpu.r[CpuState.PC]);
    }

    /** A store to each granule of the page has been cached before any of it was executed. */
    @Test
    void shouldNoticeStoresToAllOfAPageThatIsExecuted() {
        int middle = CODE + PAGE / 2;
        for (int at = 0x10; at < PAGE; at += 0x80) {
            CpuState cpu = processor(1);
            for (int granule = 0; granule < PAGE; granule += 0x80) {
                LoadStoreUnit.store32(cpu, CODE + granule, 0);
            }
            halfwords(middle, 0xe000 | (CODE + at - middle - 4) / 2 & 0x7ff); // b CODE + at
            halfwords(CODE + at, 0x3701, 0xe7fd); // adds r7, #1; b CODE + at
            run(cpu, middle | 1, 3);
            assertEquals(StopReason.BUDGET, interpreter.run(cpu));
            LoadStoreUnit.store16(cpu, CODE + at, 0x3710); // adds r7, #16
            run(cpu, CODE + at | 1, 1);
            assertEquals(StopReason.BUDGET, interpreter.run(cpu));
            assertEquals(17, cpu.r[7], "at " + at);
            cpu.space.unmap(CODE, PAGE);
        }
    }

    /** Pages that were executed, in two directories, and an image's that begin and end within one, the last of all too. */
    @Test
    void shouldFindTheFirstPageWithCodeThatALookAtEachWouldFind() {
        CpuState cpu = processor(2000);
        for (int page : new int[] {0, 3, 1023, 1024, 1999}) {
            halfwords(CODE + page * PAGE, 0x3701);
            run(cpu, CODE + page * PAGE | 1, 1);
            assertEquals(StopReason.BUDGET, interpreter.run(cpu));
        }
        CodeSpace executed = cpu.code;
        CodeSpace restricted = new CodeSpace();
        restricted.restrictTo(CODE + 5 * PAGE - 4, 2 * PAGE);
        restricted.restrictTo(0xffff_f800, 0x800);
        for (CodeSpace space : List.of(executed, restricted, new CodeSpace())) {
            int none = 1 << 20;
            for (int from :
                    new int[] {0, CODE / PAGE, CODE / PAGE + 1, CODE / PAGE + 5, CODE / PAGE + 1025, none - 1}) {
                int wanted = IntStream.range(from, none)
                        .filter(page -> space.hasCode(page * PAGE))
                        .findFirst()
                        .orElse(none);
                assertEquals(wanted, space.firstWithCode(from, none), "from " + from);
                assertEquals(Math.min(wanted, from + 1), space.firstWithCode(from, from + 1), "only " + from);
            }
        }
    }
}
