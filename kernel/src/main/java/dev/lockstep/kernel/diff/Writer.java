package dev.lockstep.kernel.diff;

import java.util.Optional;

/**
 * Who wrote a register or some memory last.
 *
 * @param step the number of that step
 * @param at address of the instruction
 * @param text the instruction
 * @param where function and source line; may be empty
 */
public record Writer(long step, int at, String text, String where) {
    static Writer of(RecordedStep step) {
        return new Writer(step.step(), step.at(), step.text(), step.where());
    }

    static Writer of(long step, CodePlace place) {
        return new Writer(step, place.address(), place.text(), place.where());
    }

    /** Whether it was a system call. */
    boolean calls() {
        return text.startsWith("svc");
    }

    /** As one reads it: step, address, instruction, place; what nobody wrote was so from the start. */
    static String text(Optional<Writer> writer) {
        return writer.map(found -> "step " + found.step + ", " + RegisterNames.hex(found.at) + " " + found.text
                        + (found.where.isEmpty() ? "" : ", " + found.where))
                .orElse("nobody since the start");
    }
}
