package dev.lockstep.translator;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.FlatMemory;
import dev.lockstep.memory.SoftTlb;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.aot.ProgramCode;
import dev.lockstep.translator.aot.StoredRegion;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.codegen.Flavour;
import dev.lockstep.translator.codegen.GuestNames;
import dev.lockstep.translator.linkage.Extent;
import dev.lockstep.translator.linkage.FlatConstants;
import dev.lockstep.translator.linkage.FlatUsers;
import dev.lockstep.translator.linkage.GuestCall;
import dev.lockstep.translator.linkage.Mode;
import dev.lockstep.translator.linkage.RegionLoader;
import dev.lockstep.translator.linkage.RegionTable;
import dev.lockstep.translator.linkage.TranslatedRegion;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MutableCallSite;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
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

    /** Entries that {@link #regionAt} remembers: a power of two. */
    private static final int RECENT = 256;

    private static final int PAGE_SHIFT = 12;
    private static final int ARM_SLOTS = 1 << PAGE_SHIFT - 2;
    private static final int THUMB_SLOTS = 1 << PAGE_SHIFT - 1;
    private static final int DIRECTORY_SHIFT = 10;
    private static final int DIRECTORY_SLOTS = 1 << DIRECTORY_SHIFT;

    /** What is known about the addresses of one page, for each {@link CodeState}. */
    private static final class Page {
        final Entries[] states = new Entries[CodeState.COUNT];
        int rewrites;

        Entries of(int entryPoint, Mode mode) {
            int index = CodeState.index(entryPoint, mode);
            if (states[index] == null) {
                states[index] = new Entries((entryPoint & 1) != 0 ? THUMB_SLOTS : ARM_SLOTS);
            }
            return states[index];
        }
    }

    /** By {@link #slot} of the page: the region that can be entered, and how often other addresses were reached. */
    private static final class Entries {
        final TranslatedRegion[] regions;
        final short[] heat;

        Entries(int slots) {
            regions = new TranslatedRegion[slots];
            heat = new short[slots];
        }
    }

    /** A region in use by its root's entry point, and where its instructions lie. */
    private record Installed(int root, Mode mode, TranslatedRegion code, List<Extent> extents) {
        boolean overlaps(int address, long bytes) {
            for (Extent extent : extents) {
                if (extent.overlaps(address, bytes)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Symbols symbols;
    private final GuestNames names;
    private final Function<Symbols, TranslatedCodeSpace> factory;
    private final TranslatorListener listener;

    /** What was translated of this program earlier, and where it is told what is translated now. */
    private final ProgramCode stored;

    /** Regions found lately by entry point and {@link CodeState#index}; a key of -1 is none. */
    private final long[] recentKeys = new long[RECENT];

    private final TranslatedRegion[] recentRegions = new TranslatedRegion[RECENT];

    private final FlatConstants flat;
    private final Page[][] directories = new Page[DIRECTORY_SLOTS][];
    private final List<Installed> installed = new ArrayList<>();
    private final Map<Mode, Map<Integer, MutableCallSite>> callSites = new EnumMap<>(Mode.class);

    /** Entry points. */
    private final NavigableSet<Long> functions = new TreeSet<>();

    private final Runnable onDrop;

    /** What call sites of untranslated functions point to; made at the first, for method handles are slow to begin with. */
    private Optional<MethodHandle> unlinked = Optional.empty();

    /**
     * A space with nothing translated.
     *
     * @param factory makes the space that a process gets when it leaves this one
     * @param stored the program's code of other runs
     * @param listener to what becomes of regions
     * @param flatUsers the engine's programs that hold flat memory
     * @param onDrop told of each region that is dropped
     */
    TranslatedCodeSpace(
            Symbols symbols,
            Function<Symbols, TranslatedCodeSpace> factory,
            ProgramCode stored,
            TranslatorListener listener,
            FlatUsers flatUsers,
            Runnable onDrop) {
        flat = new FlatConstants(flatUsers);
        this.onDrop = onDrop;
        this.listener = listener;
        this.symbols = symbols;
        names = new GuestNames(symbols);
        this.factory = factory;
        this.stored = stored;
        forgetRecent();
        symbols.functions().keySet().forEach(address -> addFunction(symbols.entryPoint(address.intValue())));
    }

    @Override
    public TranslatedRegion regionAt(int entryPoint, Mode mode) {
        long key = (long) CodeState.index(entryPoint, mode) << Integer.SIZE | entryPoint & 0xffffffffL;
        int index = entryPoint >>> 2 & RECENT - 1;
        if (recentKeys[index] == key) {
            return recentRegions[index];
        }
        TranslatedRegion region = lookUp(entryPoint, mode);
        if (region != null) {
            recentKeys[index] = key;
            recentRegions[index] = region;
        }
        return region;
    }

    private TranslatedRegion lookUp(int entryPoint, Mode mode) {
        Page[] directory = directories[entryPoint >>> PAGE_SHIFT + DIRECTORY_SHIFT];
        if (directory == null) {
            return null;
        }
        Page page = directory[entryPoint >>> PAGE_SHIFT & DIRECTORY_SLOTS - 1];
        if (page == null) {
            return null;
        }
        Entries entries = page.states[CodeState.index(entryPoint, mode)];
        return entries == null ? null : entries.regions[slot(entryPoint)];
    }

    private void forgetRecent() {
        Arrays.fill(recentKeys, -1);
    }

    /**
     * Counts one more arrival at a branch target.
     *
     * @param threshold arrivals that make it hot
     * @return whether it became hot right now and may be translated
     */
    boolean heat(int entryPoint, Mode mode, int threshold) {
        Page page = page(entryPoint);
        short[] heat = page.of(entryPoint, mode).heat;
        int slot = slot(entryPoint);
        return page.rewrites < MAX_REWRITES && heat[slot] < threshold && ++heat[slot] == threshold;
    }

    /** Arrivals at an entry point are counted from 0 again. */
    void cool(int entryPoint, Mode mode) {
        page(entryPoint).of(entryPoint, mode).heat[slot(entryPoint)] = 0;
    }

    /**
     * Where the function around an entry point most likely starts, as an entry point of the same instruction set; the one
     * given where nothing is known.
     */
    int functionStart(int entryPoint) {
        Long start = functions.floor(entryPoint & 0xffffffffL);
        boolean known = start != null && ((start.intValue() ^ entryPoint) & 1) == 0;
        return known ? start.intValue() : entryPoint;
    }

    /** Remembers that a function starts at an entry point. */
    void addFunction(int entryPoint) {
        functions.add(entryPoint & 0xffffffffL);
    }

    /** How regions of this program are called. */
    GuestNames names() {
        return names;
    }

    /** Whether code at an address may be translated here. */
    boolean translatable(int address) {
        return accepts(address) && page(address).rewrites < MAX_REWRITES;
    }

    /** Whether a process may become flat. */
    boolean flatAvailable(AddressSpace space) {
        return flat.available(space);
    }

    /** The flat memory that code of this space may use for a process. */
    FlatMemory flat(AddressSpace space) {
        return flat.of(space);
    }

    /** Takes a region translated at run time into use. */
    void install(CompiledRegion compiled, SoftTlb tlb) {
        Region region = compiled.region();
        Mode mode = region.state().mode();
        TranslatedRegion code = define(compiled.className(), compiled.bytes(), mode, tlb);
        enter(new Installed(region.rootEntryPoint(), mode, code, compiled.extents()), null);
    }

    /** Takes what was translated earlier into use; a class is loaded when its region is first entered. */
    void installStored(Flavour flavour) {
        for (StoredRegion region : stored.regions(flavour.name())) {
            enter(installed(region, new PendingRegion(this, region)), null);
        }
    }

    /** Remembers a region translated at run time for other runs. */
    void store(Flavour flavour, CompiledRegion compiled) {
        if (stored != ProgramCode.NONE) {
            stored.translated(StoredRegion.of(flavour, compiled));
        }
    }

    /** Puts a pending region's code in its place. */
    TranslatedRegion load(PendingRegion pending, StoredRegion region, SoftTlb tlb) {
        TranslatedRegion code =
                define(region.className(), region.classFile(), region.key().mode(), tlb);
        installed.removeIf(each -> each.code == pending);
        enter(installed(region, code), pending);
        stored.loaded(region);
        return code;
    }

    private static Installed installed(StoredRegion region, TranslatedRegion code) {
        return new Installed(region.key().root(), region.key().mode(), code, region.extents());
    }

    /** Drops a pending region whose code is not what it was made from. */
    void discard(PendingRegion pending) {
        List<Installed> regions =
                installed.stream().filter(region -> region.code == pending).toList();
        installed.removeAll(regions);
        regions.forEach(this::drop);
    }

    private TranslatedRegion define(String className, byte[] classFile, Mode mode, SoftTlb tlb) {
        try {
            return new RegionLoader(tlb, flat, target -> callSite(target, mode))
                    .define(className, classFile)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(className, e);
        }
    }

    /** Fills the entries that have no region, or the one to replace, and links the calls to the root. */
    private void enter(Installed region, TranslatedRegion replaced) {
        forgetRecent();
        installed.add(region);
        for (Extent extent : region.extents) {
            if (extent.entry()) {
                TranslatedRegion[] regions = entries(region, extent).regions;
                int slot = slot(region, extent);
                if (regions[slot] == replaced) {
                    regions[slot] = region.code;
                }
            }
        }
        if (!(region.code instanceof PendingRegion)) {
            callSite(region.root, region.mode).setTarget(method(region.code, names.methodName(region.root)));
        }
    }

    private Entries entries(Installed region, Extent extent) {
        return page(extent.address()).of(region.root, region.mode);
    }

    private static MethodHandle method(TranslatedRegion code, String name) {
        try {
            return MethodHandles.publicLookup().findStatic(code.getClass(), name, GuestCall.TYPE);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(code.getClass().getName(), e);
        }
    }

    private MethodHandle unlinked() {
        if (unlinked.isEmpty()) {
            unlinked = Optional.of(GuestCall.unlinked());
        }
        return unlinked.get();
    }

    private MutableCallSite callSite(int target, Mode mode) {
        return callSites
                .computeIfAbsent(mode, any -> new HashMap<>())
                .computeIfAbsent(target, address -> new MutableCallSite(unlinked()));
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

    /** Tells that a region was translated, in nanoseconds. */
    void announce(CompiledRegion compiled, long nanos) {
        if (listener != TranslatorListener.NONE) {
            Region region = compiled.region();
            listener.regionTranslated(
                    symbols.describe(region.root()), region.root(), region.length(), compiled.methodBytes(), nanos);
        }
    }

    private void drop(Installed region) {
        forgetRecent();
        onDrop.run();
        if (listener != TranslatorListener.NONE) {
            int address = CodeState.address(region.root);
            listener.regionDropped(symbols.describe(address), address);
        }
        for (Extent extent : region.extents) {
            Entries entries = entries(region, extent);
            int slot = slot(region, extent);
            if (entries.regions[slot] == region.code) {
                entries.regions[slot] = null;
            }
            entries.heat[slot] = 0;
        }
        MutableCallSite callSite = callSite(region.root, region.mode);
        callSite.setTarget(unlinked());
        MutableCallSite.syncAll(new MutableCallSite[] {callSite});
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

    private static int slot(Installed region, Extent extent) {
        return slot(extent.address() | region.root & 1);
    }

    /** A slot for each word of a page, or halfword for Thumb state. */
    private static int slot(int entryPoint) {
        return (entryPoint & 1) != 0 ? entryPoint >>> 1 & THUMB_SLOTS - 1 : entryPoint >>> 2 & ARM_SLOTS - 1;
    }
}
