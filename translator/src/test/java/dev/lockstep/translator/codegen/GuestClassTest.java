package dev.lockstep.translator.codegen;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.image.Segment;
import dev.lockstep.image.Symbols;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.analysis.InstructionSource;
import dev.lockstep.translator.linkage.Mode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the class files of functions of prebuilt programs say to Java's tools. */
class GuestClassTest {
    private static final Path USER_CODE = Path.of("..", "user-code");

    /** A program's ARM code as it stands in its first executable segment. */
    private record ImageSource(Segment code) implements InstructionSource {
        @Override
        public Optional<Instruction> instruction(int entryPoint) {
            return word(entryPoint).map(Decoder::decode);
        }

        @Override
        public Optional<Integer> constant(int address) {
            return Optional.empty();
        }

        @Override
        public Optional<Integer> word(int address) {
            int offset = address - code.address();
            return offset < 0 || offset + Integer.BYTES > code.content().length
                    ? Optional.empty()
                    : Optional.of(ByteBuffer.wrap(code.content())
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt(offset));
        }
    }

    private static Image image(String program) throws ImageException {
        return ImageReader.read(USER_CODE.resolve("prebuilt/" + program + ".elf"))
                .getFirst();
    }

    private static int address(Image image, String function) {
        return image.symbols().functions().entrySet().stream()
                .filter(entry -> entry.getValue().equals(function))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow()
                .intValue();
    }

    private static CompiledRegion compiled(Image image, Symbols symbols, int root) {
        ImageSource source = new ImageSource(image.segments().getFirst());
        return new RegionCompiler(Flavour.PLAIN)
                .compile(source, new GuestNames(symbols), root, Mode.PAGED)
                .orElseThrow();
    }

    private static CompiledRegion compiled(String program, String function) throws ImageException {
        Image image = image(program);
        return compiled(image, image.symbols(), address(image, function));
    }

    /** SourceFile and LineNumberTable of a class. */
    private static final class Lines extends ClassVisitor {
        private final SortedSet<Integer> numbers = new TreeSet<>();
        private final String function;
        private String file = "";

        Lines(CompiledRegion region, String function) {
            super(Opcodes.ASM9);
            this.function = function;
            new ClassReader(region.bytes()).accept(this, 0);
        }

        @Override
        public void visitSource(String source, String debug) {
            file = source;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String shape, String signature, String[] thrown) {
            if (!name.equals(function)) {
                return null;
            }
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitLineNumber(int line, Label start) {
                    numbers.add(line);
                }
            };
        }
    }

    @Test
    void classAndMethodShouldBeNamedAfterTheFunction() throws ImageException {
        CompiledRegion region = compiled("sieve", "main");

        assertEquals("dev.lockstep.guest.sieve.main", region.className());
        assertEquals("dev/lockstep/guest/sieve/main", new ClassReader(region.bytes()).getClassName());
    }

    @Test
    void aCallThatDoesNotReturnShouldNotLeadIntoTheNextFunction() throws ImageException {
        Image image = image("sieve");
        int main = address(image, "main");

        CompiledRegion start = compiled("sieve", "_start");

        assertTrue(start.region().blocks().containsKey((long) address(image, "_start")));
        assertFalse(start.region().blocks().containsKey((long) main), "main follows _start in memory");
    }

    @Test
    void lineNumbersShouldBeThoseOfTheFunction() throws ImageException, IOException {
        List<String> source = Files.readAllLines(USER_CODE.resolve("programs/sieve.c"));
        int begin = 2 + source.indexOf("int main(int argc, char **argv)");

        Lines lines = new Lines(compiled("sieve", "main"), "main");

        assertEquals("sieve.c", lines.file);
        assertTrue(lines.numbers.size() > 5, () -> lines.numbers.toString());
        assertTrue(lines.numbers.first() >= 1 && lines.numbers.last() <= source.size(), () -> lines.numbers.toString());
        assertTrue(lines.numbers.contains(begin), () -> begin + " in " + lines.numbers);
    }

    @Test
    void withoutDebuggingInformationALineShouldBeADistanceInBytes() throws ImageException {
        Image image = image("sieve");
        int main = address(image, "main");
        Symbols symbols = new Symbols(Map.of(main, "main"), Map.of());

        CompiledRegion region = compiled(image, symbols, main);
        Lines lines = new Lines(region, "main");

        int last = region.region().blocks().lastEntry().getValue().lastAddress();
        assertEquals("guest", lines.file);
        assertEquals(0, lines.numbers.first());
        assertEquals(last - main, lines.numbers.last());
        assertTrue(lines.numbers.stream().allMatch(line -> line % 4 == 0), () -> lines.numbers.toString());
    }

    @Test
    void theBytesShouldBeTheSameEachTime() throws ImageException {
        assertArrayEquals(
                compiled("sha256", "main").bytes(), compiled("sha256", "main").bytes());
    }
}
