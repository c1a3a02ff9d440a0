package dev.lockstep.kernel.api;

import java.util.Optional;

/**
 * What is known of a process at its end. It depends on the program, its input and the profile only: not on engine,
 * quantum, schedule or company.
 *
 * @param pid its name
 * @param program name of the image that it ran last
 * @param exit its exit code: 0 to 255 under the lockstep ABI, any int under pix and eqx; {@link Signal#exitStatus} when
 *     it was killed
 * @param signal what killed it; empty when it called exit
 * @param steps step events, those that it inherited from its parent at the fork included; 0 when nothing is hashed
 * @param instructions instructions that it retired itself, its fork call's return included
 * @param hashes the step hashes; empty when nothing is hashed
 */
public record ProcessReport(
        PidPath pid,
        String program,
        int exit,
        Optional<Signal> signal,
        long steps,
        long instructions,
        Optional<Hashes> hashes) {

    /**
     * The three hashes of EQUIVALENCE.md section 1.
     *
     * @param registers reg-hash
     * @param pc pc-hash
     * @param program prog-hash of the image that it ran last
     */
    public record Hashes(int registers, int pc, int program) {}

    /** The path of the parent, {@code 0} for a process that no process made. */
    public String parent() {
        return pid.parent().map(PidPath::toString).orElse("0");
    }

    /** The report as a JSON object on one line, without the line's end. */
    public String toJson() {
        return "{\"pid\":\"" + pid + "\",\"parent\":\"" + parent() + "\",\"program\":" + JsonText.quoted(program)
                + ",\"exit\":"
                + exit + ",\"signal\":"
                + signal.map(s -> JsonText.quoted(s.name())).orElse("null") + ",\"steps\":" + steps
                + ",\"instructions\":" + instructions + ",\"regHash\":" + hash(hashes.map(Hashes::registers))
                + ",\"pcHash\":" + hash(hashes.map(Hashes::pc)) + ",\"progHash\":"
                + hash(hashes.map(Hashes::program)) + "}";
    }

    private static String hash(Optional<Integer> hash) {
        return hash.map(h -> "\"0x%08x\"".formatted(h)).orElse("null");
    }
}
