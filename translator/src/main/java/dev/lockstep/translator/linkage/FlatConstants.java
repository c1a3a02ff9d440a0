package dev.lockstep.translator.linkage;

import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.FlatMemory;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.MutableCallSite;
import java.util.Optional;

/**
 * The flat memory that the code of one program is compiled for. To HotSpot it is a constant with all that it holds, so that
 * an access costs a comparison with a number, and nothing has to be looked up when a function is entered.
 *
 * <p>So it is that of one process at a time. Another process of the program can have it when the one that had it has
 * ended, or is flat no longer; what was compiled is then compiled anew, which is allowed only so often.
 */
public final class FlatConstants {
    /** HotSpot gives up compiling what it had to compile 400 times. */
    private static final int MOST_CHANGES = 150;

    private final FlatUsers users;

    /** Made when code that uses it is linked: the first of all takes longer than many a program. */
    private Optional<MutableCallSite> site = Optional.empty();

    private FlatMemory current = FlatMemory.NONE;
    private Optional<AddressSpace> owner = Optional.empty();
    private int changes;

    /**
     * Nobody's yet.
     *
     * @param users told when that changes
     */
    public FlatConstants(FlatUsers users) {
        this.users = users;
    }

    /** The flat memory that code may use for a process: its own, or none. */
    public FlatMemory of(AddressSpace space) {
        FlatMemory flat = space.flat();
        if (owner.isPresent()) {
            releaseIfUnused();
        }
        if (flat.isNone() || flat.same(current)) {
            return flat;
        }
        if (!available(space)) {
            return FlatMemory.NONE;
        }
        owner = Optional.of(space);
        users.add(this);
        changes++;
        set(flat);
        return flat;
    }

    /** Memory of a process that has ended, or is flat no longer, must not be kept. */
    void releaseIfUnused() {
        if (owner.isPresent() && !owner.get().flat().same(current)) {
            owner = Optional.empty();
            users.remove(this);
            set(FlatMemory.NONE);
        }
    }

    private void set(FlatMemory flat) {
        current = flat;
        site.ifPresent(used -> {
            used.setTarget(target());
            MutableCallSite.syncAll(new MutableCallSite[] {used});
        });
    }

    private MethodHandle target() {
        return MethodHandles.constant(FlatAccess.class, FlatAccess.of(current));
    }

    private MutableCallSite site() {
        if (site.isEmpty()) {
            site = Optional.of(new MutableCallSite(target()));
        }
        return site.get();
    }

    /** Whether a process may have it. */
    public boolean available(AddressSpace space) {
        releaseIfUnused();
        boolean own = owner.map(other -> other.equals(space)).orElse(true);
        return own && changes < MOST_CHANGES;
    }

    /**
     * Links a call site of a generated class.
     *
     * @param caller the generated class, whose loader knows the constants of its program
     */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type) {
        return ((RegionLoader) caller.lookupClass().getClassLoader()).flat().site();
    }
}
