package dev.lockstep.translator.linkage;

import dev.lockstep.memory.SoftTlb;
import java.lang.invoke.CallSite;
import java.util.function.IntFunction;

/** Defines one region's class, and leads its call sites to its program's. Garbage with the region. */
public final class RegionLoader extends ClassLoader {
    private final SoftTlb tlb;
    private final FlatConstants flat;
    private final IntFunction<CallSite> callSites;

    /**
     * A loader for one class.
     *
     * @param tlb the soft TLB of the kernel that will run it
     * @param flat the flat memory of the program that it belongs to
     * @param callSites guest address to the call site that all its callers share
     */
    public RegionLoader(SoftTlb tlb, FlatConstants flat, IntFunction<CallSite> callSites) {
        super(RegionLoader.class.getClassLoader());
        this.tlb = tlb;
        this.flat = flat;
        this.callSites = callSites;
    }

    /** Defines the region's class. */
    public Class<? extends TranslatedRegion> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length).asSubclass(TranslatedRegion.class);
    }

    /** The soft TLB for a generated class; called by its initializer. */
    public static SoftTlb tlb(Class<?> region) {
        return ((RegionLoader) region.getClassLoader()).tlb;
    }

    FlatConstants flat() {
        return flat;
    }

    CallSite callSite(int target) {
        return callSites.apply(target);
    }
}
