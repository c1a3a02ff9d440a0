package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Programs of some dozens of instructions, each of which leans on one thing: for tests in other packages. */
public final class ShortPrograms {
    /** Counts in words of several granules and pages, of data, heap and stack, and reads a table beside its code. */
    public static final String COUNTERS = "counters";

    /** Takes a page, sees that it is zero, writes to it, gives it back; again and again. */
    public static final String HEAP = "heap";

    /** Takes page after page, writes a word to each, and sees that the next word is zero. */
    public static final String PAGES = "pages";

    /** Forks, and stores to what its child then loads. */
    public static final String SHARES = "shares";

    /** Waits for children that exit, that are killed, and that store where they may not after many stores. */
    public static final String STATUSES = "statuses";

    /** Fills registers, flags, memory and heap, and becomes another program, which exits at once. */
    public static final String EXECS = "execs";

    /** Calls a function, changes its code, and calls it again. */
    public static final String REWRITES = "rewrites";

    /** Changes a word beside its code that it has loaded often. */
    public static final String LITERALS = "literals";

    /** Calls a function often, changes its code once, and calls it as often again. */
    public static final String CHANGES = "changes";

    /** Loads a word in little-endian and in big-endian order, in turns, by one function. */
    public static final String ORDERS = "orders";

    /** Runs a loop, and becomes {@link #TWIN}. */
    public static final String TWINS = "twins";

    /** The same code at the same addresses, but for the condition of the branch that ends the loop, and that it exits. */
    public static final String TWIN = "twin";

    /** Makes children that write to fresh memory and end, while something else is looked at. */
    public static final String STORM = "storm";

    private static final int PAGE = 0x1000;
    private static final int GRANULE = 0x100;
    private static final int SBRK = 5;
    private static final int WAITPID = 4;
    private static final int EXEC = 3;
    private static final int NOT_EQUAL = 1;
    private static final int POSITIVE = 5;

    private static final Map<String, Supplier<Image>> ALL = Map.ofEntries(
            Map.entry(COUNTERS, ShortPrograms::counters),
            Map.entry(HEAP, ShortPrograms::heap),
            Map.entry(PAGES, ShortPrograms::pages),
            Map.entry(SHARES, ShortPrograms::shares),
            Map.entry(STATUSES, ShortPrograms::statuses),
            Map.entry(EXECS, ShortPrograms::execs),
            Map.entry(REWRITES, ShortPrograms::rewrites),
            Map.entry(LITERALS, ShortPrograms::literals),
            Map.entry(CHANGES, ShortPrograms::changes),
            Map.entry(ORDERS, ShortPrograms::orders),
            Map.entry(TWINS, () -> twin(NOT_EQUAL)
                    .call(EXEC, Assembler.CODE + 4, 0)
                    .exit(1)
                    .elf(TWINS)),
            Map.entry(TWIN, () -> twin(POSITIVE).exit(0).elf(TWIN)),
            Map.entry(STORM, ShortPrograms::storm));

    private ShortPrograms() {}

    /** A program by its name, if it is one of these. */
    public static Optional<Image> find(String name) {
        return Optional.ofNullable(ALL.get(name)).map(Supplier::get);
    }

    private static Image counters() {
        Assembler program = new Assembler().branch("start").label("table");
        for (int k = 1; k <= 16; k++) {
            program.word(0x01010101 * k);
        }
        program.label("start").call(SBRK, 2 * PAGE).move(9, 0);
        program.constant(8, Assembler.DATA).constant(7, program.address("table"));
        program.add(11, 9, PAGE).word(0xe24da040); // sub r10, sp, #64
        program.mov(6, 60).label("again");
        program.load(1, 8, 0).add(1, 1, 1).store(1, 8, 0);
        program.load(2, 8, GRANULE + 4).add(2, 2, 3).store(2, 8, GRANULE + 4);
        program.load(3, 9, 0).add(3, 3, 5).store(3, 9, 0);
        program.load(4, 11, 8).add(4, 4, 7).store(4, 11, 8);
        program.load(5, 10, 4).add(5, 5, 11).store(5, 10, 4);
        program.word(0xe206000f).word(0xe7971100); // and r0, r6, #15; ldr r1, [r7, r0, lsl #2]
        program.word(0xe5c8600c).word(0xe1c850be).word(0xe1c820f8); // strb, strh, strd to data
        return program.subtractAndTest(6, 6, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .elf(COUNTERS);
    }

    private static Image heap() {
        return new Assembler()
                .mov(10, 40)
                .label("again")
                .call(SBRK, PAGE)
                .move(9, 0)
                .load(4, 9, 16)
                .store(10, 9, 16)
                .load(5, 9, 16)
                .call(SBRK, -PAGE)
                .subtractAndTest(10, 10, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .elf(HEAP);
    }

    private static Image pages() {
        return new Assembler()
                .mov(10, 40)
                .label("again")
                .call(SBRK, PAGE)
                .move(9, 0)
                .store(10, 9, 16)
                .load(4, 9, 20)
                .spin(6)
                .subtractAndTest(10, 10, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .elf(PAGES);
    }

    private static Image shares() {
        return new Assembler()
                .constant(8, Assembler.DATA)
                .mov(10, 6)
                .label("again")
                .store(10, 8, 0)
                .spin(4)
                .fork("child")
                .mov(5, 99)
                .store(5, 8, 0)
                .call(WAITPID, -1, 0, 0)
                .load(4, 8, 0)
                .subtractAndTest(10, 10, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .label("child")
                .spin(20)
                .load(4, 8, 0)
                .exit(0)
                .elf(SHARES);
    }

    private static Image statuses() {
        Assembler program = new Assembler().constant(8, Assembler.DATA);
        for (String child : new String[] {"exits", "dies", "strays"}) {
            program.fork(child)
                    .call(WAITPID, -1, Assembler.DATA, 0)
                    .constant(8, Assembler.DATA)
                    .load(4, 8, 0);
        }
        program.exit(0).label("exits").exit(77);
        program.label("dies").word(0xe7f000f0); // udf #0
        return program.label("strays")
                .constant(9, Assembler.DATA + PAGE - 0x80)
                .label("on")
                .word(0xe4898004) // str r8, [r9], #4
                .branch("on")
                .elf(STATUSES);
    }

    private static Image execs() {
        return new Assembler()
                .branch("start")
                .label("path")
                .text("hello")
                .label("start")
                .call(SBRK, PAGE)
                .constant(8, Assembler.DATA)
                .mov(9, 77)
                .store(9, 8, 0)
                .spin(10)
                .call(EXEC, Assembler.CODE + 4, 0)
                .exit(1)
                .elf(EXECS);
    }

    private static Image rewrites() {
        Assembler program = new Assembler()
                .branch("start")
                .label("value")
                .mov(0, 1)
                .word(0xe12fff1e) // bx lr
                .label("start")
                .constant(9, Assembler.SMALL_CODE + 4)
                .mov(6, 40)
                .mov(7, 0)
                .label("again");
        program.word(0xeb000000 | (1 - words(program) - 2) & 0xffffff); // bl value
        program.addRegister(7, 7, 0)
                .load(1, 9, 0)
                .word(0xe2065007) // and r5, r6, #7
                .compare(5, 0)
                .word(0x02811001) // addeq r1, r1, #1
                .word(0x05891000); // streq r1, [r9]
        return program.subtractAndTest(6, 6, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .small(REWRITES);
    }

    private static int words(Assembler program) {
        return (program.here() - Assembler.CODE) / Integer.BYTES;
    }

    private static Image literals() {
        Assembler program = new Assembler()
                .branch("start")
                .label("literal")
                .word(0x1234)
                .label("start")
                .constant(9, Assembler.SMALL_CODE + 4)
                .mov(6, 24)
                .mov(7, 0)
                .label("again");
        program.word(0xe51f0000 | 4 * (words(program) + 2 - 1) | 4 << 12); // ldr r4, literal
        return program.addRegister(7, 7, 4)
                .word(0xe2065003) // and r5, r6, #3
                .compare(5, 3)
                .word(0x05897000) // streq r7, [r9]
                .subtractAndTest(6, 6, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .small(LITERALS);
    }

    private static Image changes() {
        Assembler program = new Assembler()
                .branch("start")
                .label("value")
                .mov(0, 1)
                .word(0xe12fff1e) // bx lr
                .label("start")
                .constant(9, Assembler.SMALL_CODE + 4)
                .mov(6, 40)
                .mov(7, 0)
                .label("again");
        program.word(0xeb000000 | (1 - words(program) - 2) & 0xffffff); // bl value
        return program.addRegister(7, 7, 0)
                .load(1, 9, 0)
                .compare(6, 20)
                .word(0x02811001) // addeq r1, r1, #1
                .word(0x05891000) // streq r1, [r9]
                .subtractAndTest(6, 6, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .small(CHANGES);
    }

    private static Image orders() {
        Assembler program = new Assembler()
                .branch("start")
                .label("value")
                .load(4, 8, 0)
                .word(0xe12fff1e) // bx lr
                .label("start")
                .constant(8, Assembler.DATA)
                .constant(5, 0x11223344)
                .store(5, 8, 0)
                .mov(6, 40)
                .label("again")
                .word(0xf1010200); // setend be
        program.word(0xeb000000 | (1 - words(program) - 2) & 0xffffff); // bl value
        program.word(0xf1010000); // setend le
        program.word(0xeb000000 | (1 - words(program) - 2) & 0xffffff); // bl value
        return program.subtractAndTest(6, 6, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .elf(ORDERS);
    }

    /** The beginning of both; the path that the one executes has the same place in the other. */
    private static Assembler twin(int condition) {
        Assembler program = new Assembler()
                .branch("start")
                .label("path")
                .text(TWIN)
                .label("value")
                .mov(6, 40)
                .mov(7, 0)
                .label("again")
                .add(7, 7, 3)
                .subtractAndTest(6, 6, 1)
                .word(condition << 28 | 0x0afffffc) // back to again
                .word(0xe12fff1e) // bx lr
                .label("start");
        return program.word(0xeb000000 | (3 - words(program) - 2) & 0xffffff); // bl value
    }

    private static Image storm() {
        return new Assembler()
                .mov(10, 30)
                .label("again")
                .fork("child")
                .call(WAITPID, -1, 0, 0)
                .subtractAndTest(10, 10, 1)
                .branchIfNotEqual("again")
                .exit(0)
                .label("child")
                .call(SBRK, PAGE)
                .mov(1, -1)
                .store(1, 0, 16)
                .store(1, 0, 20)
                .store(1, 0, GRANULE + 20)
                .exit(0)
                .elf(STORM);
    }
}
