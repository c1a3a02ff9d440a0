package dev.lockstep.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import dev.lockstep.kernel.api.KernelException;
import dev.lockstep.kernel.api.KernelOptions;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.RunOutcome;
import dev.lockstep.kernel.api.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KernelTest {
    private static final Image EXIT_3 = new Assembler().exit(3).elf("p");

    @Test
    void shouldRunProgramsSideBySide() {
        Run run = Run.of(EXIT_3, new Assembler().exit(4).small("q"));
        assertEquals("1 2", run.report("1").pid() + " " + run.report("2").pid());
        assertEquals(3, run.report("1").exit());
        assertEquals(4, run.report("2").exit());
    }

    @Test
    void shouldReturnAtOnceWithoutProcesses() {
        assertEquals(RunOutcome.COMPLETED, Run.of().outcome());
    }

    @Test
    void shouldRunAgainAfterMoreStarts() throws KernelException {
        try (Kernel kernel = new Kernel(options())) {
            kernel.start(EXIT_3, List.of());
            kernel.run();
            assertEquals("2", kernel.start(EXIT_3, List.of()).toString());
            assertEquals(1, kernel.statistics().processes());
            kernel.run();
            assertEquals(2, kernel.statistics().ended());
            assertEquals(0, kernel.statistics().memory().bytes());
        }
    }

    @Test
    void shouldPassArgumentsAndAnEmptyEnvironment() {
        // exit(argc + (argv[argc] | envp[0] | auxv[0] | auxv[1]))
        Assembler program = new Assembler()
                .load(1, Assembler.SP, 0)
                .load(2, Assembler.SP, 16)
                .load(3, Assembler.SP, 20)
                .load(4, Assembler.SP, 24)
                .load(5, Assembler.SP, 28)
                .addRegister(1, 1, 2)
                .addRegister(1, 1, 3)
                .addRegister(1, 1, 4)
                .addRegister(1, 1, 5)
                .mov(0, 1)
                .svc(0);
        List<String> arguments = List.of("one", "");
        Run run = Run.of(EngineKind.INTERPRETER, Profile.FULL, "", options -> options, arguments, program.elf("p"));
        assertEquals(3, run.exit());
    }

    @Test
    void shouldAlignTheStackOfElfPrograms() {
        Assembler program = new Assembler().word(0xe20d1007).mov(0, 1).svc(0); // and r1, sp, #7
        for (String argument : List.of("", "a", "ab", "abc", "abcd", "abcde")) {
            Run run = Run.of(
                    EngineKind.INTERPRETER, Profile.FULL, "", options -> options, List.of(argument), program.elf("p"));
            assertEquals(0, run.exit());
        }
    }

    @Test
    void shouldRefuseWhatCannotBeStarted() {
        assertEquals(
                "p: ABI note: found other, wanted lockstep, pix or eqx",
                refusal(options(), new Assembler().exit(0).elf("p", Optional.of("other"), Assembler.CODE), List.of()));
        assertEquals(
                "p: arguments: found 200031 bytes, wanted at most 131072",
                refusal(options(), EXIT_3, List.of("x".repeat(200_000))));
        assertEquals(
                "p: memory: found 4096 bytes left, wanted enough for its image",
                refusal(options().withLimits(Limits.STANDARD.withMemoryBytes(4096)), EXIT_3, List.of()));
        assertEquals(
                "p: processes: found 1, wanted less than that",
                refusal(options().withLimits(Limits.STANDARD.withMaxProcesses(1)), EXIT_3, List.of()));
    }

    private static String refusal(KernelOptions options, Image image, List<String> arguments) {
        try (Kernel kernel = new Kernel(options)) {
            return assertThrows(KernelException.class, () -> {
                        kernel.start(image, arguments);
                        kernel.start(image, arguments);
                    })
                    .getMessage();
        }
    }

    @Test
    void shouldCloseWhileProcessesLive() throws KernelException {
        Kernel kernel = new Kernel(options());
        kernel.start(EXIT_3, List.of());
        kernel.close();
    }

    /** A chain of waiting processes: nothing may recurse along it. */
    @Test
    void shouldManageADeepChainOfProcesses() {
        // r4 times: fork; the child goes on, the parent waits for any child and exits
        Assembler program = new Assembler()
                .constant(4, 3000)
                .label("again")
                .subtractAndTest(4, 4, 1)
                .branchIfEqual("done")
                .fork("again")
                .call(4, -1, 0, 0)
                .label("done")
                .exit(0);
        Run run = Run.of(options -> options.withSchedule(Schedule.parse("50")), program.elf("p"));
        assertEquals(RunOutcome.COMPLETED, run.outcome());
        assertEquals(3000, run.reports().size());
    }

    /** The same with polls, each of which must look down the whole chain. */
    @Test
    void shouldManageADeepChainBelowAPollingProcess() {
        Assembler program = new Assembler()
                .constant(4, 1000)
                .fork("chain")
                .label("poll")
                .call(4, -1, 0, 1)
                .compare(0, 0)
                .branchIfEqual("poll")
                .exit(0)
                .label("chain")
                .subtractAndTest(4, 4, 1)
                .branchIfEqual("done")
                .fork("chain")
                .call(4, -1, 0, 0)
                .label("done")
                .exit(0);
        Run run = Run.of(options -> options.withSchedule(Schedule.parse("50")), program.elf("p"));
        assertEquals(RunOutcome.COMPLETED, run.outcome());
        assertEquals(1001, run.reports().size());
    }

    @Test
    void shouldShareTheCodeOfAnImageAndGiveItBack() {
        List<CodeSpace> spaces = new ArrayList<>();
        int[] mostUsers = {0};
        Engine interpreter = new InterpretingEngine(Profile.FULL);
        Engine counting = new Engine() {
            @Override
            public StopReason run(CpuState cpu) {
                mostUsers[0] = Math.max(mostUsers[0], cpu.code.users());
                return interpreter.run(cpu);
            }

            @Override
            public CodeSpace newCodeSpace(Symbols symbols) {
                CodeSpace space = interpreter.newCodeSpace(symbols);
                spaces.add(space);
                return space;
            }
        };
        Image image = new Assembler().call(2).call(2).spin(50).exit(0).elf("p");
        Run run = Run.of(
                counting,
                Profile.FULL,
                "",
                options -> options.withSchedule(Schedule.parse("5")),
                List.of(),
                image,
                image,
                EXIT_3);
        assertEquals(9, run.reports().size());
        assertEquals(2, spaces.size());
        // Eight processes and the kernel itself.
        assertEquals(9, mostUsers[0]);
        spaces.forEach(space -> assertEquals(1, space.users()));
    }

    private static KernelOptions options() {
        return KernelOptions.of(EngineKind.INTERPRETER.create(Profile.FULL), Profile.FULL);
    }
}
