package dev.lockstep.translator.linkage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The programs of one engine whose code holds flat memory. */
public final class FlatUsers {
    private final Set<FlatConstants> users = new LinkedHashSet<>();

    /** Nobody yet. */
    public FlatUsers() {}

    void add(FlatConstants user) {
        users.add(user);
    }

    void remove(FlatConstants user) {
        users.remove(user);
    }

    /** Lets go of the memory of processes that have ended, or are flat no longer, before more is made flat. */
    public void releaseUnused() {
        if (!users.isEmpty()) {
            List.copyOf(users).forEach(FlatConstants::releaseIfUnused);
        }
    }
}
