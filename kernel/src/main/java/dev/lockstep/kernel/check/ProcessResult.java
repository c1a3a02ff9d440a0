package dev.lockstep.kernel.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is known of a process at its end, and must be the same in every run.
 *
 * @param path its path, as if its program had been the first one that was started
 * @param program name of the image that it ran last; empty where a run does not tell
 * @param exit its exit code
 * @param signal the signal that killed it; empty where none did
 * @param steps step events
 * @param instructions that it retired itself; empty where a run does not tell
 * @param regHash reg-hash
 * @param pcHash pc-hash
 * @param progHash prog-hash of the image that it ran last
 * @param output what it wrote; empty where that is not compared
 * @param storeHash over all its stores; empty where they are not hashed
 */
public record ProcessResult(
        String path,
        Optional<String> program,
        int exit,
        Optional<String> signal,
        long steps,
        OptionalLong instructions,
        int regHash,
        int pcHash,
        int progHash,
        Optional<WrittenOutput> output,
        OptionalInt storeHash) {
    /** One whose stores were not hashed. */
    public ProcessResult(
            String path,
            Optional<String> program,
            int exit,
            Optional<String> signal,
            long steps,
            OptionalLong instructions,
            int regHash,
            int pcHash,
            int progHash,
            Optional<WrittenOutput> output) {
        this(path, program, exit, signal, steps, instructions, regHash, pcHash, progHash, output, OptionalInt.empty());
    }

    /**
     * What differs, in words: what was expected and what was found. What one side does not know is not compared.
     *
     * @param found by another run, of a process of the same path
     */
    public List<String> differences(ProcessResult found) {
        List<String> differences = new ArrayList<>();
        if (program.isPresent() && found.program.isPresent()) {
            add(differences, "program", program.get(), found.program.get());
        }
        add(differences, "prog-hash", hex(progHash), hex(found.progHash));
        add(differences, "exit", exit(this), exit(found));
        add(differences, "steps", Long.toString(steps), Long.toString(found.steps));
        if (instructions.isPresent() && found.instructions.isPresent()) {
            add(
                    differences,
                    "instructions",
                    Long.toString(instructions.getAsLong()),
                    Long.toString(found.instructions.getAsLong()));
        }
        add(differences, "reg-hash", hex(regHash), hex(found.regHash));
        add(differences, "pc-hash", hex(pcHash), hex(found.pcHash));
        if (storeHash.isPresent() && found.storeHash.isPresent()) {
            add(differences, "store-hash", hex(storeHash.getAsInt()), hex(found.storeHash.getAsInt()));
        }
        if (output.isPresent() && found.output.isPresent() && !output.get().sameAs(found.output.get())) {
            add(
                    differences,
                    "output",
                    output.get().toString(),
                    found.output.get().toString());
        }
        return differences;
    }

    private static void add(List<String> differences, String what, String expected, String found) {
        if (!expected.equals(found)) {
            differences.add(what + ": found " + found + ", wanted " + expected);
        }
    }

    private static String exit(ProcessResult result) {
        return result.signal.map(name -> "killed by " + name).orElse("code " + result.exit);
    }

    static String hex(int hash) {
        return "0x%08x".formatted(hash);
    }
}
