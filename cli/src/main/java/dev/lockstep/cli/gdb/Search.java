package dev.lockstep.cli.gdb;

import java.util.Optional;

/**
 * Looks for the latest moment before now at which to stop on the way backwards: at which a breakpoint is reached, a thread
 * stands that steps, or the instruction before has accessed what is watched. It can only be found by going forwards, so it is
 * looked for in a window just before now, then in a larger one before that, and so on.
 *
 * <p>Backwards as forwards a watchpoint stops before the access is done, or undone: gdb steps over it and compares
 * (gdbarch_have_nonsteppable_watchpoint is true of ARM).
 */
final class Search {
    /** How much larger each window is than the one after it. */
    private static final int GROWTH = 32;

    /** How many of the usual first windows it may be at once, where that needs no rerun. */
    private static final int MOST_AT_ONCE = 256;

    private final Points points;
    private final Resume resume;
    private final long origin;
    private final boolean watchTold;
    private long window;
    private long from;
    private long to;
    private long found;
    private Optional<Stop> stop = Optional.empty();

    /** The stop of the instruction that led to the moment that is looked at next. */
    private Optional<Stop> undone = Optional.empty();

    private boolean entered;

    /**
     * A search in the first window.
     *
     * @param resume how gdb let the target go
     * @param origin now
     * @param watchTold whether gdb knows already of the access just before now
     * @param remembered the first moment that is remembered
     * @param window how far back to look where none is, in units of time
     */
    Search(Points points, Resume resume, long origin, boolean watchTold, long remembered, long window) {
        this.points = points;
        this.resume = resume;
        this.origin = origin;
        this.watchTold = watchTold;
        this.window = window;
        to = origin;
        from = remembered < origin
                ? Math.max(remembered, origin - MOST_AT_ONCE * window)
                : Math.max(0, origin - window);
    }

    /** Where the window begins. */
    long from() {
        return from;
    }

    /** Where it ends. */
    long to() {
        return to;
    }

    /** Whether the moment after the one that was looked at must be too; else the next at which a point may be met is enough. */
    boolean looksAtEach() {
        return undone.isPresent() || resume.how() == Resume.How.REVERSE_STEP;
    }

    /** Where the search began. */
    long origin() {
        return origin;
    }

    /** What was found in the window. */
    Optional<Stop> stop() {
        return stop;
    }

    /** When that is. */
    long found() {
        return found;
    }

    /** Looks at a moment in the window; false when it is its end. */
    boolean look(Vehicle target) {
        long time = target.time();
        if (!entered || target.remembered() == time) {
            entered = true;
            target.remember();
        }
        if (undone.isPresent() && !(time == origin && watchTold)) {
            found(time, undone);
        }
        undone = Optional.empty();
        if (time >= to) {
            return false;
        }
        Optional<Points.Kind> breakpoint = points.breakpoint(target.pc());
        if (breakpoint.isPresent()) {
            found(time, breakpoint.map(kind -> Stop.breakpoint(kind, target.currentThread())));
        } else if (resume.how() == Resume.How.REVERSE_STEP && target.currentThread() == resume.thread()) {
            found(time, Optional.of(Stop.trap(resume.thread())));
        }
        if (points.watching()) {
            undone = points.watchpoint(target.access()).map(watch -> Stop.watchpoint(watch, target.currentThread()));
        }
        return true;
    }

    private void found(long time, Optional<Stop> what) {
        found = time;
        stop = what;
    }

    /** Goes to the window before; false when there is none. */
    boolean widen() {
        if (from == 0) {
            return false;
        }
        window *= GROWTH;
        to = from;
        from = Math.max(0, to - window);
        undone = Optional.empty();
        entered = false;
        return true;
    }
}
