package dev.lockstep.translator.linkage;

import java.lang.invoke.CallSite;
import java.util.function.IntFunction;

/** Defines one region's class, and leads its call sites to its program's. Garbage with the region. */
public final class RegionLoader extends ClassLoader {
    private final IntFunction<CallSite> callSites;

    /**
     * A loader for one class.
     *
     * @param callSites guest address to the call site that all its callers share
     */
    public RegionLoader(IntFunction<CallSite> callSites) {
        super(RegionLoader.class.getClassLoader());
        this.callSites = callSites;
    }

    /** Defines the region's class. */
    public Class<? extends TranslatedRegion> define(String name, byte[] bytes) {
        return defineClass(name, bytes, 0, bytes.length).asSubclass(TranslatedRegion.class);
    }

    CallSite callSite(int target) {
        return callSites.apply(target);
    }
}
