package dev.lockstep.kernel.check;

import java.util.List;
import java.util.stream.Stream;

/** Finds out more about a divergence than that there is one. */
@FunctionalInterface
public interface Explainer {
    /**
     * What a user should read about it.
     *
     * @return lines without their ends
     */
    List<String> explain(Divergence divergence);

    /** Says which process of which program differs, in what, and between which runs. */
    static Explainer differences() {
        return divergence -> {
            String process = divergence.path().isEmpty() ? "" : ", process " + divergence.path();
            Stream<String> head = Stream.of(
                    "program " + divergence.program() + process + ": differs",
                    "  wanted by  " + RunSpec.REFERENCE.brief(),
                    "  found with " + divergence.spec().brief());
            return Stream.concat(head, divergence.differences().stream().map(line -> "  " + line))
                    .toList();
        };
    }
}
