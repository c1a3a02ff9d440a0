package dev.lockstep.translator;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Interpreter;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.Symbols;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.ControlFlow;
import dev.lockstep.translator.analysis.InstructionSource;
import dev.lockstep.translator.aot.CodeStore;
import dev.lockstep.translator.aot.ProgramCode;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.codegen.Flavour;
import dev.lockstep.translator.codegen.GuestNames;
import dev.lockstep.translator.codegen.RegionCompiler;
import dev.lockstep.translator.linkage.Crossing;
import dev.lockstep.translator.linkage.FlatUsers;
import dev.lockstep.translator.linkage.Mode;
import dev.lockstep.translator.linkage.TranslatedRegion;
import java.util.Optional;

/**
 * Runs translated code where there is some, the interpreter elsewhere, and translates what gets hot.
 *
 * <p>The interpreter executes from one taken branch to the next. Each branch target is looked up: a region is entered, an
 * untranslated target is counted, and translated when it was reached {@link #threshold} times. Whatever translated code
 * cannot do exactly it leaves before the instruction in question: the interpreter executes that one, and the last
 * instructions before the budget ends.
 */
public final class TranslatingEngine implements Engine {
    /** Arrivals at a branch target that make it worth translating. */
    public static final int DEFAULT_THRESHOLD = 300;

    /** Instructions searched around a hot address for the function it belongs to. */
    private static final int FUNCTION_LIMIT = 2000;

    private final Interpreter interpreter;
    private final FlatUsers flatUsers = new FlatUsers();
    private final Profile profile;
    private Flavour flavour;
    private final int threshold;
    private PromotionPolicy promotion = PromotionPolicy.automatic();
    private CodeStore store = CodeStore.NONE;
    private TranslatorListener listener = TranslatorListener.NONE;
    private Optional<RegionShare> share = Optional.empty();

    /** Made for the first translation: many a program ends before, and ASM's classes are slow to load. */
    private Optional<RegionCompiler> compiler = Optional.empty();

    private long executed;
    private long interpreted;
    private long cold;
    private long regions;
    private long translationNanos;
    private long dropped;

    /** An engine for one profile with the default threshold. */
    public TranslatingEngine(Profile profile) {
        this(profile, DEFAULT_THRESHOLD);
    }

    /**
     * An engine for one profile.
     *
     * @param threshold arrivals at a branch target that make it hot, 1 to 32767; 0 translates everything before it is
     *     first executed
     */
    public TranslatingEngine(Profile profile, int threshold) {
        interpreter = new Interpreter(profile);
        this.profile = profile;
        flavour = Flavour.of(profile, false);
        this.threshold = threshold;
    }

    /**
     * Makes memory flat as a policy says, instead of as it pays; before anything is run.
     *
     * @param policy of this engine alone
     */
    public TranslatingEngine withPromotion(PromotionPolicy policy) {
        promotion = policy;
        return this;
    }

    /**
     * Begins with code that was translated earlier; before any code space is made.
     *
     * @param newStore where that code is, and where new code is told
     */
    public TranslatingEngine withStore(CodeStore newStore) {
        store = newStore;
        return this;
    }

    /** Shares what it translates with other engines; before anything is run. */
    public TranslatingEngine withShare(RegionShare newShare) {
        share = Optional.of(newShare);
        return this;
    }

    @Override
    public TranslatingEngine observed() {
        flavour = Flavour.of(profile, true);
        return this;
    }

    /** Tells somebody what this engine does from now on; before any code space is made. */
    public TranslatingEngine withListener(TranslatorListener newListener) {
        listener = newListener;
        return this;
    }

    @Override
    public CodeSpace newCodeSpace(Symbols symbols) {
        return spaceAfterLeaving(symbols);
    }

    @Override
    public CodeSpace newCodeSpace(Image image) {
        TranslatedCodeSpace space = newCodeSpace(image.symbols(), store.program(image));
        space.installStored(flavour);
        return space;
    }

    private TranslatedCodeSpace spaceAfterLeaving(Symbols symbols) {
        return newCodeSpace(symbols, ProgramCode.NONE);
    }

    private TranslatedCodeSpace newCodeSpace(Symbols symbols, ProgramCode stored) {
        return new TranslatedCodeSpace(symbols, this::spaceAfterLeaving, stored, listener, flatUsers, () -> dropped++);
    }

    @Override
    public StopReason run(CpuState cpu) {
        int granted = cpu.budget;
        beforeTurn(cpu);
        try {
            // Where a turn begins is no branch target, as a rule, and not worth translating from.
            boolean counted = threshold > 0;
            while (cpu.budget > 0) {
                int before = cpu.budget;
                if (runTranslated(cpu)) {
                    break;
                }
                if (PromotionPolicy.reachesAround(cpu, granted - cpu.budget)) {
                    beforeTurn(cpu);
                }
                counted &= cpu.budget == before;
                if (counted || !arrive(cpu)) {
                    StopReason reason = interpret(cpu);
                    if (reason != StopReason.BRANCH) {
                        return reason;
                    }
                    arrive(cpu);
                    counted = true;
                }
            }
            return StopReason.BUDGET;
        } finally {
            executed += granted - cpu.budget;
            promotion.afterTurn(cpu, granted - cpu.budget);
        }
    }

    private void beforeTurn(CpuState cpu) {
        boolean wasFlat = !cpu.flat.isNone();
        if (wasFlat && cpu.space.flat().isNone()) {
            listener.demoted("", "its pages were shared, unmapped or decoded", 0, 0);
        }
        if (promotion.mayChange(cpu) && flatAvailable(cpu)) {
            long start = System.nanoTime();
            flatUsers.releaseUnused();
            if (promotion.beforeTurn(cpu)) {
                announcePromotion(cpu, wasFlat ? "it reaches around its array" : "it runs long", start);
            }
            cpu.takeTags();
        }
        cpu.flat = ((TranslatedCodeSpace) cpu.code).flat(cpu.space);
        cpu.callComment = -1;
    }

    private static boolean flatAvailable(CpuState cpu) {
        return ((TranslatedCodeSpace) cpu.code).flatAvailable(cpu.space);
    }

    private void announcePromotion(CpuState cpu, String reason, long start) {
        listener.promoted("", reason, cpu.space.flat().bytes(), System.nanoTime() - start);
    }

    /** Runs translated code as far as it goes; false when the instruction at the pc must be interpreted. */
    private static boolean runTranslated(CpuState cpu) {
        cpu.flat = ((TranslatedCodeSpace) cpu.code).flat(cpu.space);
        TranslatedRegion region = regionAtPc(cpu);
        if (region == null) {
            return false;
        }
        cpu.space.pin(true);
        Crossing.enter(cpu);
        while (region != null) {
            int entryPoint = CodeState.entryPoint(cpu);
            int budget = cpu.budget;
            int next = region.run(cpu, entryPoint, 0);
            if (next != TranslatedRegion.ORDER_CHANGED) {
                cpu.r[CpuState.PC] = CodeState.address(next);
            }
            boolean stands = next == entryPoint && cpu.budget == budget;
            region = stands || cpu.interpretNext || cpu.budget == 0 ? null : regionAtPc(cpu);
        }
        Crossing.leave(cpu);
        cpu.space.pin(false);
        return cpu.budget == 0 && !cpu.interpretNext;
    }

    private static TranslatedRegion regionAtPc(CpuState cpu) {
        return ((TranslatedCodeSpace) cpu.code).regionAt(CodeState.entryPoint(cpu), Mode.of(cpu));
    }

    private StopReason interpret(CpuState cpu) {
        int before = cpu.budget;
        StopReason reason;
        if (cpu.interpretNext) {
            cpu.interpretNext = false;
            if (cpu.callComment >= 0) {
                // Translated code has come to an SVC, of which the interpreter could say no more.
                return StopReason.CALL;
            }
            cpu.budget = 1;
            reason = interpreter.run(cpu);
            cpu.budget += before - 1;
            if (reason == StopReason.BUDGET) {
                reason = StopReason.BRANCH;
            }
        } else {
            boolean translated = isTranslated(cpu);
            reason = interpreter.runToBranch(cpu);
            cold += translated ? 0 : before - cpu.budget;
        }
        interpreted += before - cpu.budget;
        return reason;
    }

    private static boolean isTranslated(CpuState cpu) {
        return regionAtPc(cpu) != null;
    }

    /** Counts an arrival at what is not translated; returns whether that made it translated. */
    private boolean arrive(CpuState cpu) {
        if (cpu.interpretNext) {
            return false;
        }
        int entryPoint = CodeState.entryPoint(cpu);
        Mode mode = Mode.of(cpu);
        TranslatedCodeSpace space = (TranslatedCodeSpace) cpu.code;
        if (isTranslated(cpu)) {
            return false;
        }
        boolean stored = mode == Mode.PAGED && space.regionAt(entryPoint, Mode.FLAT) != null;
        if (!stored && !space.heat(entryPoint, mode, Math.max(threshold, 1))) {
            return false;
        }
        long start = System.nanoTime();
        flatUsers.releaseUnused();
        if (flatAvailable(cpu) && promotion.beforeTranslation(cpu)) {
            announcePromotion(cpu, "before its first translation", start);
            // Nothing was translated for paged memory, which the next process may have.
            space.cool(entryPoint, mode);
            cpu.flat = ((TranslatedCodeSpace) cpu.code).flat(cpu.space);
        } else if (stored) {
            return space.heat(entryPoint, mode, Math.max(threshold, 1)) && translated(cpu, entryPoint);
        }
        return isTranslated(cpu) || translated(cpu, entryPoint);
    }

    private boolean translated(CpuState cpu, int entryPoint) {
        translate(cpu, (TranslatedCodeSpace) cpu.code, entryPoint);
        return isTranslated(cpu);
    }

    private void translate(CpuState cpu, TranslatedCodeSpace space, int entryPoint) {
        long start = System.nanoTime();
        ProcessCode source = new ProcessCode(cpu, space);
        ControlFlow.calls(source, entryPoint, FUNCTION_LIMIT)
                .forEach(function -> space.addFunction(function.intValue()));
        Mode mode = Mode.of(cpu);
        Optional<CompiledRegion> compiled = compile(source, space.names(), space.functionStart(entryPoint), mode);
        if (compiled.isEmpty() || !enters(compiled.get(), cpu.pc())) {
            compiled = compile(source, space.names(), entryPoint, mode);
        }
        compiled.ifPresent(region -> {
            space.install(region, cpu.tlb);
            space.store(flavour, region);
            regions++;
            space.announce(region, System.nanoTime() - start);
        });
        translationNanos += System.nanoTime() - start;
    }

    private Optional<CompiledRegion> compile(InstructionSource source, GuestNames names, int root, Mode mode) {
        return share.isPresent()
                ? share.get().compile(compiler(), flavour, source, names, root, mode)
                : compiler().compile(source, names, root, mode);
    }

    private RegionCompiler compiler() {
        if (compiler.isEmpty()) {
            compiler = Optional.of(new RegionCompiler(flavour));
        }
        return compiler.get();
    }

    private static boolean enters(CompiledRegion compiled, int pc) {
        var block = compiled.region().block(pc);
        return block != null && block.entry();
    }

    @Override
    public EngineStatistics statistics() {
        return new EngineStatistics(
                interpreted, cold, executed - interpreted, regions, translationNanos, dropped, promotion.promotions());
    }
}
