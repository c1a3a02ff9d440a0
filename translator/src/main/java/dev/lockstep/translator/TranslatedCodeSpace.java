package dev.lockstep.translator;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.SoftTlb;
import dev.lockstep.translator.aot.Pretranslated;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.linkage.Extent;
import dev.lockstep.translator.linkage.GuestCall;
import dev.lockstep.translator.linkage.RegionLoader;
import dev.lockstep.translator.linkage.RegionTable;
import dev.lockstep.translator.linkage.TranslatedRegion;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The translated code of one program: regions by the addresses where they can be entered, how hot the other branch
 * targets are, and the call sites through which regions call each other.
 *
 * <p>A store over a region's instructions drops it: its entries are taken out and its call site returns to the engine
 * again. Pages whose code is overwritten again and again are not translated any more.
 */
final class TranslatedCodeSpace extends CodeSpace implements RegionTable {
    /** Times that regions of a page may be dropped before the page is left to the interpreter. */
    private static final int MAX_REWRITES = 8;

    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_SLOTS = 1 << PAGE_SHIFT - 2;
    private static final int DIRECTORY_SHIFT = 10;
    private static final int DIRECTORY_SLOTS = 1 << DIRECTORY_SHIFT;

    /** What is known about the addresses of one page. */
    private static final class Page {
        final TranslatedRegion[] entries = new TranslatedRegion[PAGE_SLOTS];
        final short[] heat = new short[PAGE_SLOTS];
        int rewrites;
    }

    /** A region in use, and where its instructions lie. */
    private record Installed(int root, TranslatedRegion code, List<Extent> extents) {
        boolean overlaps(int address, long bytes) {
            return extents.stream().anyMatch(extent -> extent.overlaps(address, bytes));
        }
    }

    private final Symbols symbols;
    private final Function<Symbols, TranslatedCodeSpace> factory;
    private final MethodHandle unlinked = GuestCall.unlinked();
    private final Page[][] directories = new Page[DIRECTORY_SLOTS][];
    private final List<Installed> installed = new ArrayList<>();
    private final Map<Integer, MutableCallSite> callSites = new HashMap<>();
    private final NavigableSet<Long> functions = new TreeSet<>();
    private long dropped;

    /**
     * A space with nothing translated.
     *
     * @param factory makes the space that a process gets when it leaves this one
     */
    TranslatedCodeSpace(Symbols symbols, Function<Symbols, TranslatedCodeSpace> factory) {
        this.symbols = symbols;
        this.factory = factory;
        functions.addAll(symbols.functions().keySet());
    }

    @Override
    public TranslatedRegion regionAt(int address) {
        Page[] directory = directories[address >>> PAGE_SHIFT + DIRECTORY_SHIFT];
        if (directory == null || (address & 3) != 0) {
            return null;
        }
        Page page = directory[address >>> PAGE_SHIFT & DIRECTORY_SLOTS - 1];
        return page == null ? null : page.entries[slot(address)];
    }

    /**
     * Counts one more arrival at a branch target.
     *
     * @param threshold arrivals that make it hot
     * @return whether it became hot right now and may be translated
     */
    boolean heat(int address, int threshold) {
        Page page = page(address);
        int slot = slot(address);
        return page.rewrites < MAX_REWRITES && page.heat[slot] < threshold && ++page.heat[slot] == threshold;
    }

    /** Where the function around an address most likely starts; the address itself where nothing is known. */
    int functionStart(int address) {
        Long start = functions.floor(address & 0xffffffffL);
        return start == null ? address : start.intValue();
    }

    /** Remembers that a function starts here. */
    void addFunction(int address) {
        functions.add(address & 0xffffffffL);
    }

    /** Whether code at an address may be translated here. */
    boolean translatable(int address) {
        return accepts(address) && page(address).rewrites < MAX_REWRITES;
    }

    /** Takes a region translated at run time into use. */
    void install(CompiledRegion compiled, SoftTlb tlb) {
        enter(compiled.region().root(), define(compiled.className(), compiled.bytes(), tlb), compiled.extents(), null);
    }

    /** Takes a region that was translated before into use; its class is loaded when it is first entered. */
    void install(Pretranslated.Entry entry, Pretranslated source) {
        enter(entry.root(), new PendingRegion(this, entry, source), entry.extents(), null);
    }

    /** Puts a pending region's code in its place. */
    TranslatedRegion load(PendingRegion pending, Pretranslated.Entry entry, byte[] classFile, SoftTlb tlb) {
        TranslatedRegion code = define(CompiledRegion.className(entry.root()), classFile, tlb);
        installed.removeIf(region -> region.code == pending);
        enter(entry.root(), code, entry.extents(), pending);
        return code;
    }

    /** Drops a pending region whose code is not what it was made from. */
    void discard(PendingRegion pending) {
        List<Installed> regions =
                installed.stream().filter(region -> region.code == pending).toList();
        installed.removeAll(regions);
        regions.forEach(this::drop);
    }

    private TranslatedRegion define(String className, byte[] classFile, SoftTlb tlb) {
        try {
            return new RegionLoader(tlb, this::callSite)
                    .define(className, classFile)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(className, e);
        }
    }

    /** Fills the entries that have no region, or the one to replace, and links the calls to the root. */
    private void enter(int root, TranslatedRegion code, List<Extent> extents, TranslatedRegion replaced) {
        installed.add(new Installed(root, code, extents));
        for (Extent extent : extents) {
            if (extent.entry()) {
                Page page = page(extent.address());
                int slot = slot(extent.address());
                if (page.entries[slot] == replaced) {
                    page.entries[slot] = code;
                }
            }
        }
        if (!(code instanceof PendingRegion)) {
            callSite(root).setTarget(method(code));
        }
    }

    private static MethodHandle method(TranslatedRegion code) {
        try {
            return MethodHandles.publicLookup().findStatic(code.getClass(), CompiledRegion.METHOD, GuestCall.TYPE);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(code.getClass().getName(), e);
        }
    }

    /** Regions dropped so far. */
    long dropped() {
        return dropped;
    }

    private MutableCallSite callSite(int target) {
        return callSites.computeIfAbsent(target, address -> new MutableCallSite(unlinked));
    }

    @Override
    protected CodeSpace fresh() {
        return factory.apply(symbols);
    }

    @Override
    protected void invalidate(int address, long bytes) {
        for (Iterator<Installed> each = installed.iterator(); each.hasNext(); ) {
            Installed region = each.next();
            if (region.overlaps(address, bytes)) {
                each.remove();
                drop(region);
                page(address).rewrites++;
            }
        }
    }

    private void drop(Installed region) {
        dropped++;
        for (Extent extent : region.extents) {
            Page page = page(extent.address());
            int slot = slot(extent.address());
            if (page.entries[slot] == region.code) {
                page.entries[slot] = null;
            }
            page.heat[slot] = 0;
        }
        callSite(region.root).setTarget(unlinked);
        MutableCallSite.syncAll(new MutableCallSite[] {callSite(region.root)});
    }

    private Page page(int address) {
        int directory = address >>> PAGE_SHIFT + DIRECTORY_SHIFT;
        if (directories[directory] == null) {
            directories[directory] = new Page[DIRECTORY_SLOTS];
        }
        int index = address >>> PAGE_SHIFT & DIRECTORY_SLOTS - 1;
        if (directories[directory][index] == null) {
            directories[directory][index] = new Page();
        }
        return directories[directory][index];
    }

    private static int slot(int address) {
        return address >>> 2 & PAGE_SLOTS - 1;
    }
}
