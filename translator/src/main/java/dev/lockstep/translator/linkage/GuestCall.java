package dev.lockstep.translator.linkage;

import dev.lockstep.cpu.CpuState;
import java.lang.invoke.CallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Guest calls as Java calls.
 *
 * <p>A BL is an {@code invokedynamic} whose call site belongs to the target address and is shared by all callers. It
 * points to the target's region once that is translated; until then, and again when the region is dropped, to a method
 * that returns the target address at once, which makes the caller return it onward to the engine. The depth of nested
 * calls is bounded in the same way: the Java stack is only a cache of the guest's.
 */
public final class GuestCall {
    /** The shape of a region's method: processor, entry point and depth of the call to the entry point of the next instruction. */
    public static final MethodType TYPE = MethodType.methodType(int.class, CpuState.class, int.class, int.class);

    /** Nested Java calls at most; a frame takes less than 8 KB, compiled by C1 in the worst case, and the main thread has 1 MB. */
    public static final int MAX_DEPTH = 100;

    private GuestCall() {}

    /** What call sites of untranslated functions point to. */
    public static MethodHandle unlinked() {
        try {
            return MethodHandles.lookup().findStatic(GuestCall.class, "notTranslated", TYPE);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("GuestCall.notTranslated", e);
        }
    }

    @SuppressWarnings("unused") // by unlinked()
    private static int notTranslated(CpuState cpu, int pc, int depth) {
        return pc;
    }

    /**
     * Links a call site of a generated class.
     *
     * @param caller the generated class, whose loader knows the call sites of its program
     * @param target entry point that is called
     */
    public static CallSite link(MethodHandles.Lookup caller, String name, MethodType type, int target) {
        return ((RegionLoader) caller.lookupClass().getClassLoader()).callSite(target);
    }

    /**
     * A call to an entry point that only a register knows.
     *
     * @param mode number of the caller's {@link Mode}
     * @return as a region's method; the entry point itself where nothing is translated
     */
    public static int indirect(CpuState cpu, int pc, int depth, int mode) {
        TranslatedRegion region = ((RegionTable) cpu.code).regionAt(pc, Mode.of(mode));
        return region == null ? pc : region.run(cpu, pc, depth);
    }

    /** Counts an instruction that retired without an event. */
    public static void silent(CpuState cpu) {
        cpu.silent++;
    }
}
