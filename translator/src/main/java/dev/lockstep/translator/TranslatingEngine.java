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
import dev.lockstep.translator.aot.CodeStore;
import dev.lockstep.translator.aot.ProgramCode;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.codegen.Flavour;
import dev.lockstep.translator.codegen.RegionCompiler;
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
    private final Flavour flavour;
    private final int threshold;
    private final CodeStore store;

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
        this(profile, threshold, CodeStore.NONE);
    }

    /**
     * An engine that begins with code that was translated earlier.
     *
     * @param threshold as above
     * @param store where that code is, and where new code is told
     */
    public TranslatingEngine(Profile profile, int threshold, CodeStore store) {
        interpreter = new Interpreter(profile);
        flavour = Flavour.of(profile);
        this.threshold = threshold;
        this.store = store;
    }

    @Override
    public CodeSpace newCodeSpace(Symbols symbols) {
        return spaceAfterLeaving(symbols);
    }

    @Override
    public CodeSpace newCodeSpace(Image image) {
        TranslatedCodeSpace space =
                new TranslatedCodeSpace(image.symbols(), this::spaceAfterLeaving, store.program(image));
        space.installStored(flavour);
        return space;
    }

    private TranslatedCodeSpace spaceAfterLeaving(Symbols symbols) {
        return new TranslatedCodeSpace(symbols, this::spaceAfterLeaving, ProgramCode.NONE);
    }

    @Override
    public StopReason run(CpuState cpu) {
        int granted = cpu.budget;
        cpu.callDepth = 0;
        try {
            while (cpu.budget > 0) {
                if (!runTranslated(cpu) && !translatedBeforeUse(cpu)) {
                    StopReason reason = interpret(cpu);
                    if (reason != StopReason.BRANCH) {
                        return reason;
                    }
                    consider(cpu);
                }
            }
            return StopReason.BUDGET;
        } finally {
            executed += granted - cpu.budget;
        }
    }

    /** Runs translated code as far as it goes; false when the instruction at the pc must be interpreted. */
    private static boolean runTranslated(CpuState cpu) {
        while (true) {
            int entryPoint = CodeState.entryPoint(cpu);
            int budget = cpu.budget;
            TranslatedRegion region = ((TranslatedCodeSpace) cpu.code).regionAt(entryPoint, cpu.bigEndian());
            if (region == null) {
                return false;
            }
            int next = region.run(cpu, entryPoint);
            if (next != TranslatedRegion.ORDER_CHANGED) {
                cpu.r[CpuState.PC] = CodeState.address(next);
            }
            cpu.callDepth = 0;
            if (cpu.interpretNext || (next == entryPoint && cpu.budget == budget)) {
                return false;
            }
            if (cpu.budget == 0) {
                return true;
            }
        }
    }

    private StopReason interpret(CpuState cpu) {
        int before = cpu.budget;
        StopReason reason;
        if (cpu.interpretNext) {
            cpu.interpretNext = false;
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
        return ((TranslatedCodeSpace) cpu.code).regionAt(CodeState.entryPoint(cpu), cpu.bigEndian()) != null;
    }

    private boolean translatedBeforeUse(CpuState cpu) {
        return threshold == 0 && !cpu.interpretNext && consider(cpu);
    }

    /** Counts an arrival; returns whether that made it translated. */
    private boolean consider(CpuState cpu) {
        int entryPoint = CodeState.entryPoint(cpu);
        boolean bigEndian = cpu.bigEndian();
        TranslatedCodeSpace space = (TranslatedCodeSpace) cpu.code;
        if (isTranslated(cpu) || !space.heat(entryPoint, bigEndian, Math.max(threshold, 1))) {
            return false;
        }
        translate(cpu, space, entryPoint);
        return isTranslated(cpu);
    }

    private void translate(CpuState cpu, TranslatedCodeSpace space, int entryPoint) {
        long start = System.nanoTime();
        ProcessCode source = new ProcessCode(cpu, space);
        ControlFlow.calls(source, entryPoint, FUNCTION_LIMIT)
                .forEach(function -> space.addFunction(function.intValue()));
        boolean bigEndian = cpu.bigEndian();
        Optional<CompiledRegion> compiled = compiler().compile(source, space.functionStart(entryPoint), bigEndian);
        if (compiled.isEmpty() || !enters(compiled.get(), cpu.pc())) {
            compiled = compiler().compile(source, entryPoint, bigEndian);
        }
        compiled.ifPresent(region -> {
            space.install(region, cpu.tlb);
            space.store(flavour, region);
            regions++;
        });
        translationNanos += System.nanoTime() - start;
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
        return new EngineStatistics(interpreted, cold, executed - interpreted, regions, translationNanos, dropped);
    }
}
