package dev.lockstep.cli.trace;

import java.util.List;
import java.util.Optional;

/**
 * Which traces of a run are wanted.
 *
 * @param events file for Chrome trace events; empty: none
 * @param byInstructions whether their time stamps count instructions, a microsecond each, instead of the host's time
 * @param text file for a line a step, {@code -} for standard output; empty: none
 * @param filters steps that one of them lets pass are written; none: all steps
 */
public record TraceChoices(
        Optional<String> events, boolean byInstructions, Optional<String> text, List<StepFilter> filters) {
    /** No trace. */
    public static final TraceChoices NONE = new TraceChoices(Optional.empty(), false, Optional.empty(), List.of());

    /** Whether single steps are to be seen, so that the engine must tell them. */
    public boolean wantsSteps() {
        return text.isPresent();
    }

    /** Whether no trace is wanted. */
    public boolean isNone() {
        return events.isEmpty() && text.isEmpty();
    }
}
