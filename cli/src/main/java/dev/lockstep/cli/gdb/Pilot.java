package dev.lockstep.cli.gdb;

import dev.lockstep.cli.gdb.Resume.How;
import dev.lockstep.cpu.Guard;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides at each moment whether the target stops there, and steers it to where gdb wants it, forwards and backwards.
 *
 * <p>Whoever executes instructions asks {@link #at} before it does, and is told how far it may go at full speed. To go back is
 * to begin at an earlier moment, and to go forwards from there: first for a {@link Search}, then to what it has found.
 */
final class Pilot {
    /** What may happen between two looks at whether gdb interrupts: so many single instructions, or fewer long runs. */
    private static final int PATIENCE = 1 << 12;

    private static final int LONG_RUN = 1 << 8;
    private static final Guard NOTHING = new Guard();

    private final Stub stub;
    private final Points points = new Points();
    private final Journal journal = new Journal();
    private final Runnable onChange;
    private Course course = Course.TO;
    private Guard guard = NOTHING;

    /** How gdb let the target go last, and when. */
    private Resume resume = Resume.all(How.CONTINUE);

    private long resumedAt = -1;

    /** Whether that was where a watchpoint had stopped it. */
    private boolean watchTold;

    /** Whether the thread that steps has begun to. */
    private boolean stepped;

    private int impatience;

    /** Where {@link Course#TO} leads, and what is told there. */
    private long goal;

    private Optional<Stop> atGoal = Optional.empty();

    /** Of {@link Course#SEARCH}. */
    private Search search;

    /** What the pilot does. */
    private enum Course {
        /** Goes to a moment. */
        TO,
        /** Goes on until there is a reason to stop. */
        FORWARD,
        /** Looks for a moment in the past. */
        SEARCH,
        /** Goes on until somebody connects. */
        FREE
    }

    /**
     * A pilot that stops before the first instruction.
     *
     * @param server to which gdb connects
     * @param reversible whether gdb may go back
     * @param onChange is called when gdb has changed something: what comes now differs from what was
     */
    Pilot(Server server, boolean reversible, Runnable onChange) {
        this(server, reversible, onChange, 0);
    }

    /**
     * A pilot that stops for the first time at some moment.
     *
     * @param begin that moment
     */
    Pilot(Server server, boolean reversible, Runnable onChange, long begin) {
        stub = new Stub(server, points, reversible, this::changed);
        search = new Search(points, resume, 0, false, 0, 0);
        this.onChange = onChange;
        goal = begin;
    }

    private void changed(Consumer<Target> change) {
        journal.add(resumedAt, change);
        onChange.run();
    }

    /** Whether nobody asks now. */
    boolean isFree() {
        return course == Course.FREE;
    }

    /** Tells gdb that the target has come to its end. */
    void exited(int status) {
        if (course != Course.FREE) {
            stub.exited(status);
        }
    }

    /**
     * Must be called before anything is executed at a moment. Returns when the target may go on, maybe from an earlier moment.
     *
     * @return up to which moment nothing needs to be asked, except at what {@link #guard} names; when that is not after the
     *     target's, for one instruction
     * @throws Rerun the target must be made anew
     * @throws Killed the run is over
     */
    long at(Vehicle target) {
        while (true) {
            long time = target.time();
            journal.repeat(time, target);
            guard = NOTHING;
            switch (course) {
                case FREE -> {
                    if (!stub.isAskedFor()) {
                        return journal.next(time);
                    }
                    stop(target, Stop.trap(target.currentThread()));
                }
                case TO -> {
                    if (time < goal) {
                        return Math.min(goal, journal.next(time));
                    }
                    stop(target, atGoal.orElseGet(() -> Stop.trap(target.currentThread())));
                }
                case SEARCH -> {
                    if (interrupted(time < search.from())) {
                        go(search.origin(), new Stop(Stop.INT, target.currentThread(), ""));
                    } else if (time < search.from()) {
                        return Math.min(search.from(), journal.next(time));
                    } else if (search.look(target)) {
                        guard = search.looksAtEach() ? NOTHING : points.guard();
                        return search.looksAtEach() ? time : Math.min(search.to(), journal.next(time));
                    } else {
                        endWindow(target);
                    }
                }
                case FORWARD -> {
                    Optional<Stop> stop = reason(target, time);
                    if (stop.isEmpty()) {
                        guard = points.guard();
                        return resume.how() == How.STEP ? time : journal.next(time);
                    }
                    stop(target, stop.get());
                }
            }
        }
    }

    /**
     * An instruction cannot be executed.
     *
     * @param signal what its thread is about to be killed by
     * @return whether that shall happen; else the moment must be asked for anew
     */
    boolean faulted(Vehicle target, int signal) {
        if (course == Course.FORWARD) {
            stop(target, new Stop(signal, target.currentThread(), ""));
            return course == Course.FREE || course == Course.FORWARD && resume.signal() != 0;
        }
        return true;
    }

    /** What must be looked for until the moment that {@link #at} has given; empty where nothing must. */
    Guard guard() {
        return guard;
    }

    /** Why to stop at a moment on the way forwards. */
    private Optional<Stop> reason(Vehicle target, long time) {
        boolean first = time == resumedAt;
        Optional<Points.Kind> breakpoint = first ? Optional.empty() : points.breakpoint(target.pc());
        if (breakpoint.isPresent()) {
            return breakpoint.map(kind -> Stop.breakpoint(kind, target.currentThread()));
        }
        if (resume.how() == How.STEP && target.currentThread() == resume.thread()) {
            if (stepped && !resume.inRange(target.pc())) {
                return Optional.of(Stop.trap(resume.thread()));
            }
            stepped = true;
        }
        if (points.watching() && !(first && watchTold)) {
            Optional<Points.Watch> watch = points.watchpoint(target.access());
            if (watch.isPresent()) {
                return watch.map(met -> Stop.watchpoint(met, target.currentThread()));
            }
        }
        return interrupted(resume.how() != How.STEP)
                ? Optional.of(new Stop(Stop.INT, target.currentThread(), ""))
                : Optional.empty();
    }

    private boolean interrupted(boolean longRun) {
        impatience += longRun ? LONG_RUN : 1;
        if (impatience < PATIENCE) {
            return false;
        }
        impatience = 0;
        return stub.interrupted();
    }

    /** Stands still until gdb lets the target go, and sets the course. */
    private void stop(Vehicle target, Stop reason) {
        boolean cameBackwards = isBackwards();
        boolean watch = reason.isWatchpoint();
        resumedAt = target.time();
        target.remember();
        target.flush();
        resume = stub.stopped(target, reason);
        watchTold = watch && cameBackwards == isBackwards();
        stepped = false;
        impatience = PATIENCE;
        switch (resume.how()) {
            case CONTINUE, STEP -> course = Course.FORWARD;
            case DETACH -> course = Course.FREE;
            case KILL -> throw new Killed();
            case REVERSE_STEP, REVERSE_CONTINUE -> {
                course = Course.SEARCH;
                search = new Search(points, resume, resumedAt, watchTold, target.remembered(), target.window());
                target.back(search.from());
            }
        }
    }

    private boolean isBackwards() {
        return resume.how() == How.REVERSE_STEP || resume.how() == How.REVERSE_CONTINUE;
    }

    private void endWindow(Vehicle target) {
        if (search.stop().isPresent()) {
            go(search.found(), search.stop().get());
            target.back(goal);
        } else if (search.widen()) {
            target.back(search.from());
        } else {
            go(0, Stop.beginning(target.currentThread()));
            target.back(0);
        }
    }

    private void go(long moment, Stop stop) {
        course = Course.TO;
        goal = moment;
        atGoal = Optional.of(stop);
    }
}
