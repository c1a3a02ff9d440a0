package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import java.util.SplittableRandom;

/**
 * Makes programs of processes that fork, spin, wait in every way, yield, exec, crash and exit, and write to their data, stack
 * and heap what their calls and loads gave them.
 */
final class RandomProgram {
    private static final int MOST_DEPTH = 4;
    private static final int KINDS = 23;
    private static final int[] BREAKS = {0x100, 0x1000, 0x2000, 0x30000, -0x100, -0x1000};

    private final Assembler program = new Assembler();
    private final SplittableRandom random;

    private RandomProgram(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * A program; the same seed gives the same.
     *
     * @param executed name of the program that its processes exec
     */
    static Image of(long seed, String executed) {
        RandomProgram made = new RandomProgram(seed);
        made.program.branch("p").label("name").text(executed);
        made.process("p", 0);
        return made.program.elf("tree");
    }

    /** Emits the code of a process and, behind it, that of its children. */
    private void process(String label, int depth) {
        program.label(label);
        int children = 0;
        int[] body = new int[random.nextInt(3, 14)];
        for (int i = 0; i < body.length; i++) {
            body[i] = random.nextInt(KINDS);
            if (body[i] < 4 && depth < MOST_DEPTH) {
                children++;
                program.fork(label + "." + children);
            } else {
                step(body[i], children, depth);
            }
            // What a call gave becomes part of the history.
            program.addRegister(5, 5, 0);
        }
        end();
        for (int child = 1; child <= children; child++) {
            process(label + "." + child, depth + 1);
        }
    }

    private void step(int kind, int children, int depth) {
        int child = children == 0 ? 1 : random.nextInt(1, children + 1);
        switch (kind) {
            case 4, 5, 6 -> program.spin(random.nextInt(1, 120));
            case 7, 8 -> program.call(4, -1, Assembler.DATA, 0);
            case 9 -> program.call(4, -1, 0, 1);
            case 10 -> program.call(4, child, Assembler.DATA + 8, 0);
            case 11 -> program.call(4, child, 0, 1);
            case 12 -> program.call(17);
            case 13, 14 -> program.mov(4, Assembler.DATA).store(5, 4, 4 * random.nextInt(1000));
            case 15, 16 ->
                program.mov(4, Assembler.DATA)
                        .load(4, 4, 4 * random.nextInt(1000))
                        .addRegister(5, 5, 4);
            case 17 -> program.word(0xe50d5000 | 4 * random.nextInt(1, 1000)); // str r5, [sp, #-...]
            case 18 -> program.call(5, BREAKS[random.nextInt(BREAKS.length)]);
            case 19 -> heap();
            case 20 -> sweep();
            case 21 -> unaligned();
            default -> {
                if (depth > 0 && random.nextInt(4) == 0) {
                    program.constant(1, program.address("name"))
                            .mov(2, 0)
                            .mov(0, 3)
                            .svc(0);
                }
            }
        }
    }

    /** Grows the heap and writes there. */
    private void heap() {
        int offset = 4 * random.nextInt(1000);
        program.call(5, 0x1000).store(5, 0, offset).load(4, 0, offset).addRegister(5, 5, 4);
    }

    /** A store to each granule of the data. */
    private void sweep() {
        String again = "sweep" + program.here();
        program.mov(4, Assembler.DATA).mov(12, 31).label(again);
        program.word(0xe4845080).subtractAndTest(12, 12, 1).branchIfNotEqual(again); // str r5, [r4], #128
    }

    /** Stores and loads around an edge of granules. */
    private void unaligned() {
        int offset = 0x80 * random.nextInt(1, 31) - random.nextInt(4);
        program.mov(4, Assembler.DATA)
                .store(5, 4, offset)
                .load(4, 4, offset - random.nextInt(4))
                .addRegister(5, 5, 4);
    }

    private void end() {
        switch (random.nextInt(6)) {
            case 0 -> program.call(11);
            case 1 -> program.mov(4, 0).load(4, 4, 0);
            case 2 -> program.move(1, 5).mov(0, 1).svc(0);
            default -> program.exit(random.nextInt(256));
        }
    }
}
