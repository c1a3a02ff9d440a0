package dev.lockstep.cli;

import java.util.Iterator;
import java.util.List;

/** The names of the prebuilt programs, for the completion script. */
final class ProgramNames implements Iterable<String> {
    private final List<String> names;

    ProgramNames(Host host) {
        names = new ProgramFinder(host).names();
    }

    @Override
    public Iterator<String> iterator() {
        return names.iterator();
    }
}
