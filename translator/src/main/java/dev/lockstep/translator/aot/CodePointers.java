package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.image.Symbols.Content;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.translator.analysis.Block;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.Registers;
import dev.lockstep.translator.linkage.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Guesses which words of a program are entry points of code: literals that instructions load, addresses that they compute,
 * and words of data. A wrong guess costs a region that is never entered, so a number that happens to look like an address
 * must not pass too easily: a word of data must be the start of a function, or stand in a row of addresses inside one
 * function, which is a jump table. Where the image names no functions, what it points to must at least read like code.
 */
final class CodePointers {
    /** Words in a row that make a jump table. */
    private static final int TABLE = 3;

    /** Instructions that must make sense where nothing else tells that they are code. */
    private static final int PLAUSIBLE = 16;

    private static final int LR = 14;
    private static final int PC = 15;

    private final Image image;
    private final ImageCode code;

    /** Words that are instructions of a region, by their address divided by 4. */
    private final Set<Integer> reached = new HashSet<>();

    CodePointers(Image image, ImageCode code) {
        this.image = image;
        this.code = code;
    }

    /** Tells that these are instructions, and so no data. */
    void reached(Block block) {
        for (int address = block.address() & ~3; address != (block.end() + 3 & ~3); address += 4) {
            reached.add(address >>> 2);
        }
    }

    /**
     * The entry point that an instruction loads from a literal pool, or computes from the pc. {@code mov lr, pc} before an
     * indirect jump is how ARMv4 calls through a pointer.
     */
    Optional<Integer> of(Instruction i, int address) {
        int pc = address + i.pipeline() & ~3;
        boolean literal = i.rn() == PC && i.operand() == Operand.IMMEDIATE;
        return switch (i.opcode()) {
            case LDR_LITERAL -> code.word(pc + i.immediate()).filter(this::isCode);
            case LDR ->
                literal && i.preIndexed()
                        ? code.word(i.add() ? pc + i.immediate() : pc - i.immediate())
                                .filter(this::isCode)
                        : Optional.empty();
            case ADD, SUB ->
                literal
                        ? Optional.of(i.opcode() == Opcode.ADD ? pc + i.immediate() : pc - i.immediate())
                                .filter(found -> named() && isCode(found))
                        : Optional.empty();
            case MOV ->
                i.rd() == LR && i.operand() == Operand.REGISTER && i.rm() == PC && !i.thumb()
                        ? Optional.of(address + i.pipeline()).filter(this::isCode)
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The entry points that words of data are. */
    List<Integer> inData() {
        List<Integer> found = new ArrayList<>();
        for (Segment segment : image.segments()) {
            List<Integer> row = new ArrayList<>();
            int end = segment.address() + segment.content().length - 3;
            for (int at = segment.address() + 3 & ~3; Integer.compareUnsigned(at, end) < 0; at += 4) {
                int word = reached.contains(at >>> 2) ? 0 : code.word(at).orElse(0);
                if (named() ? startsFunction(word) : isCode(word)) {
                    found.add(word);
                }
                int place = place(word);
                if (!row.isEmpty() && !sameFunction(row.getLast(), place)) {
                    addTable(row, found);
                }
                if (named() && isCode(place)) {
                    row.add(place);
                }
            }
            addTable(row, found);
        }
        return found;
    }

    /** The entry point that an entry of a jump table is: {@code mov pc, rX} does not change the state, whatever bit 0 is. */
    private int place(int word) {
        return CodeState.address(word) | (image.symbols().contentAt(word) == Content.THUMB ? 1 : 0);
    }

    private static void addTable(List<Integer> row, List<Integer> found) {
        if (row.size() >= TABLE) {
            found.addAll(row);
        }
        row.clear();
    }

    private boolean sameFunction(int a, int b) {
        return image.symbols().functionStart(a) == image.symbols().functionStart(b) && ((a ^ b) & 1) == 0;
    }

    private boolean named() {
        return !image.symbols().functions().isEmpty();
    }

    private boolean startsFunction(int word) {
        int address = CodeState.address(word);
        return image.symbols().startsFunction(address) && image.symbols().entryPoint(address) == word;
    }

    /** Whether a word is an entry point of something that is code as far as the image tells, and reads like it. */
    private boolean isCode(int word) {
        boolean thumb = CodeState.thumb(word);
        if ((word & 3) == 2 || !code.holds(CodeState.address(word))) {
            return false;
        }
        if (named() && image.symbols().contentAt(CodeState.address(word)) != (thumb ? Content.THUMB : Content.ARM)) {
            return false;
        }
        int at = word;
        for (int left = PLAUSIBLE; left > 0; left--) {
            Optional<Instruction> i = code.instruction(at);
            if (i.isEmpty() || i.get().opcode() == Opcode.UNDEFINED || i.get().opcode() == Opcode.UNPREDICTABLE) {
                return false;
            }
            if (Registers.endsFlow(i.get(), CodeState.of(word, Mode.PAGED))) {
                return true;
            }
            at += i.get().size();
        }
        return true;
    }
}
