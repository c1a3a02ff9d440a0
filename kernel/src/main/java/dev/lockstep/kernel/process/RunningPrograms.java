package dev.lockstep.kernel.process;

import dev.lockstep.kernel.api.Abi;
import dev.lockstep.memory.MemoryBudget;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The programs that processes run, by a number that their records hold; as long as somebody runs them. */
final class RunningPrograms {
    private static final int COST = 256;

    /** What makes two the same. */
    private record Key(Template template, Abi abi, ByteBuffer commandLine) {
        static Key of(RunningProgram program) {
            return new Key(program.template, program.abi, ByteBuffer.wrap(program.commandLine));
        }

        // Those that Java makes for a record are linked at first use, which takes longer than many a program.
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && template.equals(key.template)
                    && abi.equals(key.abi)
                    && commandLine.equals(key.commandLine);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * template.hashCode() + abi.hashCode()) + commandLine.hashCode();
        }
    }

    private final MemoryBudget budget;
    private final Map<Key, RunningProgram> byKey = new HashMap<>();
    private RunningProgram[] byNumber = new RunningProgram[1];
    private int numbers;
    private final Deque<Integer> free = new ArrayDeque<>();

    RunningPrograms(MemoryBudget budget) {
        this.budget = budget;
    }

    RunningProgram get(int number) {
        return byNumber[number];
    }

    /**
     * One more process runs this.
     *
     * @throws dev.lockstep.memory.MemoryFault OUT_OF_MEMORY, with nothing changed
     */
    RunningProgram use(Template template, Abi abi, byte[] commandLine) {
        RunningProgram program = byKey.get(new Key(template, abi, ByteBuffer.wrap(commandLine)));
        if (program == null) {
            template.share();
            int number = free.isEmpty() ? numbers++ : free.pop();
            if (number == byNumber.length) {
                byNumber = Arrays.copyOf(byNumber, 2 * number);
            }
            program = new RunningProgram(number, template, abi, commandLine);
            byNumber[number] = program;
            byKey.put(Key.of(program), program);
            budget.take(COST + commandLine.length);
        }
        program.users++;
        return program;
    }

    /** One process fewer runs it. */
    void release(RunningProgram program) {
        program.users--;
        if (program.users == 0) {
            byKey.remove(Key.of(program));
            free.push(program.number);
            budget.give(COST + program.commandLine.length);
            program.template.release();
        }
    }
}
