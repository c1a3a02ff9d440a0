package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.translator.analysis.Block;
import dev.lockstep.translator.analysis.ControlFlow;
import dev.lockstep.translator.analysis.Mode;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.codegen.Flavour;
import dev.lockstep.translator.codegen.GuestNames;
import dev.lockstep.translator.codegen.RegionCompiler;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Everything of a program that can be translated without running it, in the flavour without hashes.
 *
 * <p>Roots are the entry point, the functions that the image names, whatever those call, and the entries of code that did
 * not fit a region with its function. The order of the work, and with it every byte, depends on the image alone.
 */
public final class Translation {
    /** Instructions of a function that are searched for calls. */
    private static final int FUNCTION_LIMIT = 4000;

    private final NavigableMap<Long, CompiledRegion> regions = new TreeMap<>();

    private Translation() {}

    /** Translates a program. */
    public static Translation of(Image image) {
        Translation translation = new Translation();
        translation.translate(new ImageCode(image), image);
        return translation;
    }

    /** The regions, by ascending root. */
    Collection<CompiledRegion> regions() {
        return regions.values();
    }

    private void translate(ImageCode code, Image image) {
        RegionCompiler compiler = new RegionCompiler(Flavour.PLAIN);
        GuestNames names = new GuestNames(image.symbols());
        Deque<Long> open = new ArrayDeque<>();
        Set<Long> seen = new HashSet<>();
        add(image.entry() & 0xffffffffL, open, seen);
        image.symbols()
                .functions()
                .keySet()
                .forEach(function -> add(image.symbols().entryPoint(function.intValue()) & 0xffffffffL, open, seen));
        Set<Long> entries = new HashSet<>();
        while (!open.isEmpty()) {
            long root = open.remove();
            if (entries.contains(root)) {
                continue;
            }
            ControlFlow.calls(code, (int) root, FUNCTION_LIMIT).forEach(called -> add(called, open, seen));
            compiler.compile(code, names, (int) root, Mode.PAGED).ifPresent(region -> {
                regions.put(root, region);
                for (Block block : region.region().blocks().values()) {
                    if (block.entry()) {
                        entries.add(region.region().state().entryPoint(block.address()) & 0xffffffffL);
                    }
                }
                region.region().exits().forEach(exit -> add(exit, open, seen));
            });
        }
    }

    private static void add(long root, Deque<Long> open, Set<Long> seen) {
        if (seen.add(root)) {
            open.add(root);
        }
    }
}
