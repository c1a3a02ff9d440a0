package dev.lockstep.translator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Symbols;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.analysis.InstructionSource;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.codegen.Flavour;
import dev.lockstep.translator.codegen.GuestNames;
import dev.lockstep.translator.codegen.RegionCompiler;
import dev.lockstep.translator.linkage.Mode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A region is handed out again only where all that it was made from is the same. */
class RegionShareTest {
    private static final int ROOT = 0x8000;
    private static final int LITERAL = ROOT + 8;

    /** ldr r0, [pc]; bx lr; and the literal. */
    private static final Map<Integer, Integer> CODE = Map.of(ROOT, 0xe59f0000, ROOT + 4, 0xe12fff1e, LITERAL, 5);

    private final RegionShare share = new RegionShare();

    /** Words by address, of which a literal may be constant. */
    private record Words(Map<Integer, Integer> words, boolean constant) implements InstructionSource {
        @Override
        public Optional<Instruction> instruction(int entryPoint) {
            return word(entryPoint).map(Decoder::decode);
        }

        @Override
        public Optional<Integer> word(int address) {
            return Optional.ofNullable(words.get(address));
        }

        @Override
        public Optional<Integer> constant(int address) {
            return constant ? word(address) : Optional.empty();
        }
    }

    private CompiledRegion shared(InstructionSource source, Flavour flavour, Symbols symbols, Mode mode) {
        return share.compile(new RegionCompiler(flavour), flavour, source, new GuestNames(symbols), ROOT, mode)
                .orElseThrow();
    }

    private CompiledRegion shared(InstructionSource source) {
        return shared(source, Flavour.PLAIN, Symbols.none(), Mode.PAGED);
    }

    private static Words with(int address, int word) {
        Map<Integer, Integer> words = new HashMap<>(CODE);
        words.put(address, word);
        return new Words(words, true);
    }

    @Test
    void shouldHandOutTheSameRegionForTheSameCode() {
        assertSame(shared(new Words(CODE, true)), shared(new Words(Map.copyOf(CODE), true)));
    }

    @Test
    void shouldTranslateAnewWhereAnInstructionDiffers() {
        CompiledRegion before = shared(new Words(CODE, true));
        // ldr r1, [pc]
        Words changed = with(ROOT, 0xe59f1000);

        CompiledRegion after = shared(changed);

        assertNotSame(before, after);
        assertArrayEquals(
                new RegionCompiler(Flavour.PLAIN)
                        .compile(changed, new GuestNames(Symbols.none()), ROOT, Mode.PAGED)
                        .orElseThrow()
                        .bytes(),
                after.bytes());
    }

    @Test
    void shouldTranslateAnewWhereALiteralDiffers() {
        assertNotSame(shared(new Words(CODE, true)), shared(with(LITERAL, 6)));
    }

    @Test
    void shouldTranslateAnewWhereALiteralMayBeStoredTo() {
        assertNotSame(shared(new Words(CODE, true)), shared(new Words(CODE, false)));
    }

    @Test
    void shouldTranslateAnewWhereThereIsMoreCode() {
        Words shorter = new Words(Map.of(ROOT, 0xe59f0000, LITERAL, 5), true);

        assertEquals(1, shared(shorter).region().length());
        assertEquals(2, shared(new Words(CODE, true)).region().length());
    }

    @Test
    void shouldTranslateAnewForAnotherFlavourModeOrProgram() {
        Words code = new Words(CODE, true);
        CompiledRegion plain = shared(code);

        assertNotSame(plain, shared(code, Flavour.of(Profile.FULL, false), Symbols.none(), Mode.PAGED));
        assertNotSame(plain, shared(code, Flavour.PLAIN, Symbols.none(), Mode.FLAT));
        assertNotSame(plain, shared(code, Flavour.PLAIN, new Symbols(Map.of(ROOT, "f"), Map.of()), Mode.PAGED));
    }

    @Test
    void shouldGiveBackARegionThatWasTranslatedBeforeAnother() {
        CompiledRegion first = shared(new Words(CODE, true));
        shared(with(LITERAL, 6));

        assertSame(first, shared(new Words(CODE, true)));
    }
}
