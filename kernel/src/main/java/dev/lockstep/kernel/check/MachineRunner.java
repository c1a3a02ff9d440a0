package dev.lockstep.kernel.check;

import dev.lockstep.kernel.api.Abi;
import dev.lockstep.machine.Machine;
import dev.lockstep.machine.processor.Ending;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs small programs under our guest kernel on the bare machine. The guest kernel's options go by its command line; what it
 * prints is read again: the lines of processes, and a line for each that has ended. Thread-safe.
 */
public final class MachineRunner {
    /** Machine instructions in one piece; in between a run looks whether it should stop. */
    private static final long PIECE = 1_000_000;

    private static final String NEVER = "1000000000";

    /** Frames of memory for all processes where it is starved; the guest kernel keeps elsewhere what has no frame. */
    private static final String FEW_FRAMES = "4";

    private final Path kernels;
    private volatile boolean stopped;

    /**
     * A runner.
     *
     * @param kernels the folder of the guest kernel's images
     */
    public MachineRunner(Path kernels) {
        this.kernels = kernels;
    }

    /** Whether the guest kernel is there. */
    public boolean isThere() {
        return Files.isRegularFile(kernel(Abi.PIX)) && Files.isRegularFile(kernel(Abi.EQX));
    }

    /** The image of the guest kernel for an ABI, without programs. */
    public Path kernel(Abi abi) {
        return kernels.resolve(abi == Abi.EQX ? "eqos-eqx-bare.img" : "eqos-bare.img");
    }

    /** The guest kernel's command line for a run. */
    public static String commandLine(RunSpec spec) {
        List<String> words = new ArrayList<>();
        words.add("scheme=" + spec.value(Dimension.TRANSLATION).orElseThrow());
        Optional<String> timer = spec.value(Dimension.TIMER).filter(value -> !value.equals(SpecRules.NONE));
        if (timer.isEmpty()) {
            String quantum = spec.value(Dimension.QUANTUM).orElseThrow();
            words.add("quantum=" + (quantum.equals(SpecRules.HUGE) ? NEVER : quantum));
        }
        words.add("order=" + spec.value(Dimension.ORDER).orElseThrow());
        for (Dimension dimension : List.of(Dimension.MMU, Dimension.ASIDS, Dimension.DOMAINS)) {
            spec.value(dimension).ifPresent(value -> words.add(dimension.key() + "=" + value));
        }
        timer.ifPresent(value -> words.add("timer=" + value));
        if (spec.starved()) {
            words.add("frames=" + FEW_FRAMES);
        }
        return String.join(" ", words);
    }

    /**
     * Runs programs side by side until their last process has ended.
     *
     * @param started small programs of one ABI, in this order
     * @param spec of a run on the machine
     * @param mostInstructions of the machine; a run that takes more is given up
     * @throws IOException when the kernel or a program cannot be read
     */
    public RunResult run(List<CheckedProgram> started, RunSpec spec, long mostInstructions) throws IOException {
        return run(started, spec, mostInstructions, MachineWatch.NONE);
    }

    /** The same with somebody who watches. */
    public RunResult run(List<CheckedProgram> started, RunSpec spec, long mostInstructions, MachineWatch watch)
            throws IOException {
        BootedMachine booted = boot(started, spec);
        watch.attach(booted.machine());
        Ending ending = run(booted.machine(), mostInstructions, watch);
        return new RunResult(families(started, booted.printed()), booted.complaint(ending));
    }

    /**
     * A machine with the guest kernel and programs in it, which runs next.
     *
     * @param started small programs of one ABI, in this order
     * @param spec of a run on the machine
     * @throws IOException when the kernel or a program cannot be read
     */
    public BootedMachine boot(List<CheckedProgram> started, RunSpec spec) throws IOException {
        ByteArrayOutputStream image = new ByteArrayOutputStream();
        image.write(Files.readAllBytes(kernel(started.getFirst().abi().orElseThrow())));
        for (CheckedProgram program : started) {
            image.write(Files.readAllBytes(program.file()));
        }
        return BootedMachine.load(image.toByteArray(), commandLine(spec));
    }

    private Ending run(Machine machine, long most, MachineWatch watch) {
        long limit = 0;
        Ending ending;
        do {
            limit = Math.min(most, limit + PIECE);
            ending = machine.run(limit);
        } while (ending.kind() == Ending.Kind.LIMIT && limit < most && !stopped && !watch.done());
        return ending;
    }

    /** Lets all runs end soon. Any thread may call this. */
    public void stop() {
        stopped = true;
    }

    private static List<List<ProcessResult>> families(List<CheckedProgram> started, String text) {
        GuestOutput output = new GuestOutput(text);
        List<List<ProcessResult>> families = new ArrayList<>();
        int ordinal = 1;
        for (CheckedProgram program : started) {
            List<ProcessResult> family = new ArrayList<>();
            for (int image = 0; image < program.images().size(); image++) {
                family.addAll(output.family(ordinal, image + 1));
                ordinal++;
            }
            families.add(family);
        }
        return families;
    }
}
