package dev.lockstep.benchmarks.compare;

/** What is compared. */
enum Measure {
    /** The whole process. */
    COLD("whole process from cold"),
    /** A round. */
    STEADY("a round in the steady state");

    private final String title;

    Measure(String title) {
        this.title = title;
    }

    /** For a reader. */
    String title() {
        return title;
    }

    Times of(Result result) {
        return switch (this) {
            case COLD -> result.cold();
            case STEADY -> result.steady();
        };
    }
}
