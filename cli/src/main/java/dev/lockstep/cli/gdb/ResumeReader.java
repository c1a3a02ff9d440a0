package dev.lockstep.cli.gdb;

import dev.lockstep.cli.gdb.Resume.How;
import java.util.Optional;

/** Reads the packets by which gdb lets the target go on (GDB manual, E.2 Packets: vCont, c, s, C, S, bc, bs, D, k, vKill). */
final class ResumeReader {
    private final boolean reversible;

    /** Reads also those that go back, if they are allowed. */
    ResumeReader(boolean reversible) {
        this.reversible = reversible;
    }

    /**
     * What a packet lets the target do.
     *
     * @param words the packet
     * @param thread who steps where the packet does not say
     * @return empty for any other packet
     */
    Optional<Resume> read(Words words, int thread) throws Malformed {
        if (words.take("vCont;")) {
            return Optional.of(actions(words, thread));
        }
        if (words.take("vKill;") || words.take("k")) {
            return Optional.of(Resume.all(How.KILL));
        }
        if (words.take("D")) {
            return Optional.of(Resume.all(How.DETACH));
        }
        if (reversible && words.take("bs")) {
            return Optional.of(new Resume(How.REVERSE_STEP, thread, 0, 0, 0));
        }
        if (reversible && words.take("bc")) {
            return Optional.of(Resume.all(How.REVERSE_CONTINUE));
        }
        return old(words, thread);
    }

    /** One action for all threads. An address to go on at is not taken: gdb sets the pc. */
    private static Optional<Resume> old(Words words, int thread) throws Malformed {
        boolean plain = words.take("c");
        if (plain || words.take("C")) {
            return Optional.of(new Resume(How.CONTINUE, Target.ALL, 0, 0, signal(words, plain)));
        }
        plain = words.take("s");
        if (plain || words.take("S")) {
            return Optional.of(new Resume(How.STEP, thread, 0, 0, signal(words, plain)));
        }
        return Optional.empty();
    }

    private static int signal(Words words, boolean plain) throws Malformed {
        int signal = plain ? 0 : words.number();
        if (!words.atEnd()) {
            throw new Malformed();
        }
        return signal;
    }

    /**
     * The first action that names a thread is the one for it; one without a thread is for all others. A thread steps if any
     * does; all others run in any case, as the kernel's schedule has it.
     */
    private static Resume actions(Words words, int current) throws Malformed {
        Optional<Resume> step = Optional.empty();
        int signal = 0;
        do {
            How how;
            int from = 0;
            int to = 0;
            int own = 0;
            if (words.take("c")) {
                how = How.CONTINUE;
            } else if (words.take("s")) {
                how = How.STEP;
            } else if (words.take("C")) {
                how = How.CONTINUE;
                own = words.number();
            } else if (words.take("S")) {
                how = How.STEP;
                own = words.number();
            } else {
                words.expect("r");
                how = How.STEP;
                from = words.number();
                words.expect(",");
                to = words.number();
            }
            int named = words.take(":") ? words.thread() : Target.ALL;
            int thread = named > 0 ? named : current;
            signal = signal == 0 ? own : signal;
            if (how == How.STEP && step.isEmpty()) {
                step = Optional.of(new Resume(How.STEP, thread, from, to, 0));
            }
        } while (words.take(";"));
        if (!words.atEnd()) {
            throw new Malformed();
        }
        Resume resume = step.orElse(Resume.all(How.CONTINUE));
        return new Resume(resume.how(), resume.thread(), resume.from(), resume.to(), signal);
    }
}
