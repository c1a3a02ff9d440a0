package dev.lockstep.translator.codegen;

import dev.lockstep.image.Symbols;
import dev.lockstep.image.dwarf.SourceLine;
import dev.lockstep.translator.analysis.Region;
import java.util.Optional;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * SourceFile and LineNumberTable of a region's class.
 *
 * <p>A Java class has one source file: that of the root's instruction. Code inlined from other files goes on under the
 * line before it, as a rule the one that it was called from.
 *
 * <p>Where the program tells no lines, the source file is the program, and a line is an instruction's distance in bytes
 * from the root, as in {@code main+28}: line numbers have 16 bits, and the root's address is known by the class's name or
 * the symbols. Instructions before the root or further away go on under the line before them.
 */
final class SourceMap {
    private static final int MAX_LINE = 0xffff;
    private static final String UNKNOWN = "guest";

    private final Symbols symbols;
    private final int root;
    private final Optional<SourceLine> rootLine;

    /** The line that instructions are emitted under, or -1. */
    private int current = -1;

    SourceMap(Symbols symbols, Region region) {
        this.symbols = symbols;
        root = region.root();
        rootLine = symbols.lines().at(root);
    }

    /** What the SourceFile attribute says. */
    String sourceFile() {
        if (rootLine.isPresent()) {
            return rootLine.get().file();
        }
        return symbols.program().isEmpty() ? UNKNOWN : symbols.program();
    }

    /** What is emitted next belongs to the instruction at an address. */
    void at(int address, MethodVisitor method) {
        int line = line(address);
        if (line >= 0 && line != current) {
            current = line;
            Label here = new Label();
            method.visitLabel(here);
            method.visitLineNumber(line, here);
        }
    }

    /** What is emitted next belongs to the region as a whole. */
    void atRoot(MethodVisitor method) {
        at(root, method);
    }

    /** The line of an instruction, or -1 where it has none that can be told. */
    private int line(int address) {
        if (rootLine.isEmpty()) {
            int distance = address - root;
            return distance >= 0 && distance <= MAX_LINE ? distance : -1;
        }
        Optional<SourceLine> line = symbols.lines().at(address);
        boolean told = line.isPresent()
                && line.get().line() <= MAX_LINE
                && line.get().path().equals(rootLine.get().path());
        return told ? line.get().line() : -1;
    }
}
