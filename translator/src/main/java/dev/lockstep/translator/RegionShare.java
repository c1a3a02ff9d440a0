package dev.lockstep.translator;

import dev.lockstep.image.Symbols;
import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.analysis.InstructionSource;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.codegen.Flavour;
import dev.lockstep.translator.codegen.GuestNames;
import dev.lockstep.translator.codegen.RegionCompiler;
import dev.lockstep.translator.linkage.Mode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Translates a region once for all engines of a JVM that share it, for those who run the same programs in many ways. Each
 * engine still decides on its own what to translate and when, and loads classes of its own.
 *
 * <p>What is generated depends on nothing but what the compiler reads, the symbols, the flavour and the mode. So all that was
 * read is kept beside the region, and is read and compared again before the region is handed out: a process that has changed
 * its code gets another. Any number of threads may use it.
 */
public final class RegionShare {
    private final Map<Key, List<Shared>> regions = new ConcurrentHashMap<>();

    /** With nothing translated yet. */
    public RegionShare() {}

    /** A program is known by its image's symbols, and these by being the same object. */
    private record Key(Flavour flavour, Symbols symbols, int root, Mode mode) {}

    /** One way to read from a program. */
    private interface Question {
        Optional<?> ask(InstructionSource source, int address);
    }

    private static final Question INSTRUCTION = InstructionSource::instruction;
    private static final Question WORD = InstructionSource::word;
    private static final Question CONSTANT = InstructionSource::constant;

    /** Something that was read, and the answer. */
    private record Reading(Question question, int address, Optional<?> answer) {
        boolean repeats(InstructionSource source) {
            return answer.equals(question.ask(source, address));
        }
    }

    /** What the compiler made of what it read. */
    private record Shared(Set<Reading> readings, Optional<CompiledRegion> region) {
        boolean fits(InstructionSource source) {
            return readings.stream().allMatch(reading -> reading.repeats(source));
        }
    }

    /** Writes down what is read. */
    private record Recorder(InstructionSource source, Set<Reading> readings) implements InstructionSource {
        @Override
        public Optional<Instruction> instruction(int entryPoint) {
            return noted(INSTRUCTION, entryPoint, source.instruction(entryPoint));
        }

        @Override
        public Optional<Integer> word(int address) {
            return noted(WORD, address, source.word(address));
        }

        @Override
        public Optional<Integer> constant(int address) {
            return noted(CONSTANT, address, source.constant(address));
        }

        private <T> Optional<T> noted(Question question, int address, Optional<T> answer) {
            readings.add(new Reading(question, address, answer));
            return answer;
        }
    }

    /** As {@link RegionCompiler#compile} of that flavour, which is only done where nothing fits. */
    Optional<CompiledRegion> compile(
            RegionCompiler compiler, Flavour flavour, InstructionSource source, GuestNames names, int root, Mode mode) {
        List<Shared> known = regions.computeIfAbsent(
                new Key(flavour, names.symbols(), root, mode), key -> new CopyOnWriteArrayList<>());
        for (Shared shared : known) {
            if (shared.fits(source)) {
                return shared.region;
            }
        }
        Set<Reading> readings = new LinkedHashSet<>();
        Optional<CompiledRegion> region = compiler.compile(new Recorder(source, readings), names, root, mode);
        known.add(new Shared(readings, region));
        return region;
    }
}
