package dev.lockstep.machine.oracle;

import static dev.lockstep.machine.oracle.PrivilegedLayout.BYTES;
import static dev.lockstep.machine.oracle.PrivilegedLayout.CASES;
import static dev.lockstep.machine.oracle.PrivilegedLayout.CODE;
import static dev.lockstep.machine.oracle.PrivilegedLayout.MOST_CASES;
import static dev.lockstep.machine.oracle.PrivilegedLayout.NEXT_CASE;
import static dev.lockstep.machine.oracle.PrivilegedLayout.RESULTS;
import static dev.lockstep.machine.oracle.PrivilegedLayout.SLOT_BYTES;
import static dev.lockstep.machine.oracle.PrivilegedLayout.START;

import dev.lockstep.isa.Encoding;
import dev.lockstep.machine.processor.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Sequences of privileged instructions in all modes, up to the first exception: then all registers of all modes, the status
 * and fault registers and the memory must be the same here and in qemu. Cases that {@link LeftOpen} finds, and those that our
 * machine says no kernel would do (a mode that does not exist, no end), are not given to qemu. The others are run
 * once more at full speed. What of the results is not compared stands in {@link PrivilegedResult}.
 */
final class PrivilegedCampaign {
    private static final String NAME = "privileged instructions in qemu-system-arm";
    private static final int END = CASES + BYTES * MOST_CASES;
    private static final long MOST_STEPS = 100_000_000;

    private final Findings findings;
    private final QemuSystem qemu;
    private final byte[] image;
    private final Set<Encoding> rows = new HashSet<>();
    private long drawn;
    private long kept;

    PrivilegedCampaign(Path directory, Findings findings) throws IOException, InterruptedException {
        this.findings = findings;
        qemu = new QemuSystem(directory, PrivilegedLayout.MEMORY_BYTES);
        image = QemuSystem.assemble("privileged.s", directory);
    }

    /** The rows of the instruction table that compared cases had so far. */
    Set<Encoding> rows() {
        return rows;
    }

    /** How many of the cases that were drawn were compared. */
    double keptShare() {
        return (double) kept / drawn;
    }

    /** Compares {@link PrivilegedLayout#MOST_CASES} cases. */
    void batch(long seed) throws IOException, InterruptedException {
        PrivilegedGenerator generator = new PrivilegedGenerator(new SplittableRandom(seed));
        ByteBuffer memory = qemu.clear();
        PrivilegedLayout.write(memory, image);
        PrivilegedRun filter = new PrivilegedRun(memory);
        List<PrivilegedCase> cases = new ArrayList<>(MOST_CASES);
        while (cases.size() < MOST_CASES) {
            int number = cases.size();
            PrivilegedCase next = generator.draw();
            drawn++;
            next.write(memory, number);
            if (filter.run(number, next.thumb)) {
                cases.add(next);
                rows.addAll(next.rows());
            }
        }
        kept += cases.size();
        memory.putInt(NEXT_CASE + 4, END);
        OurMachine ours = PrivilegedRun.started(memory);
        ours.copy(memory, CASES, END - CASES);
        ours.copy(memory, CODE, SLOT_BYTES * MOST_CASES);
        Optional<Ending> trouble = ours.runUntil(NEXT_CASE, END, MOST_STEPS);
        if (trouble.isPresent()) {
            findings.differ("our machine: " + trouble.get().text(), seed);
            return;
        }
        qemu.run(START);
        for (int number = 0; number < cases.size(); number++) {
            String difference = PrivilegedResult.difference(theirs(number), ours(ours, number));
            if (!difference.isEmpty()) {
                findings.differ("case %d: %s%s".formatted(number, cases.get(number), difference), seed);
            }
        }
        findings.count(NAME, cases.size());
        qemu.close();
    }

    private static int[] ours(OurMachine ours, int number) {
        int[] words = new int[PrivilegedResult.WORDS];
        for (int i = 0; i < words.length; i++) {
            words[i] = ours.word(RESULTS + BYTES * number + Integer.BYTES * i);
        }
        return words;
    }

    private int[] theirs(int number) {
        int[] words = new int[PrivilegedResult.WORDS];
        for (int i = 0; i < words.length; i++) {
            words[i] = qemu.memory().getInt(RESULTS + BYTES * number + Integer.BYTES * i);
        }
        return words;
    }
}
