package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.isa.Condition;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.Operand;
import dev.lockstep.translator.analysis.Block;
import dev.lockstep.translator.analysis.CodeState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cases of a switch in Thumb state as GCC makes it: {@code cmp rX, #n; bhi default; bl __gnu_thumb1_case_uqi} and a table
 * behind it, of bytes, halfwords or words, from which libgcc's helper computes where to go on (lib1funcs.S).
 */
final class ThumbSwitch {
    private static final String HELPER = "__gnu_thumb1_case_";

    /** Halfwords before the call that are searched for the comparison with the number of cases. */
    private static final int WINDOW = 8;

    private static final int MAX_CASES = 1024;

    private ThumbSwitch() {}

    /**
     * Entry points of the cases.
     *
     * @param block ends with a call
     * @param target entry point that it calls
     * @return empty when this is no such call
     */
    static List<Integer> cases(Image image, ImageCode code, Block block, int target) {
        String helper = image.symbols().functions().getOrDefault(CodeState.address(target) & 0xffffffffL, "");
        if (!block.last().thumb() || !helper.startsWith(HELPER)) {
            return List.of();
        }
        String kind = helper.substring(HELPER.length());
        List<Integer> cases = new ArrayList<>();
        int count = count(code, block.lastAddress());
        for (int k = 0; k < count; k++) {
            Optional<Integer> entryPoint = entryPoint(code, kind, block.end(), k);
            if (entryPoint.isEmpty()) {
                break;
            }
            cases.add(entryPoint.get() | 1);
        }
        return cases;
    }

    private static Optional<Integer> entryPoint(ImageCode code, String kind, int table, int k) {
        int words = table + 2 & ~3;
        return switch (kind) {
            case "sqi" -> code.halfword(table + k & ~1).map(h -> table + 2 * (byte) (h >>> 8 * (k & 1)));
            case "uqi" -> code.halfword(table + k & ~1).map(h -> table + 2 * (h >>> 8 * (k & 1) & 0xff));
            case "shi" -> code.halfword(table + 2 * k).map(h -> table + 2 * (short) (int) h);
            case "uhi" -> code.halfword(table + 2 * k).map(h -> table + 2 * h);
            case "si" -> code.word(words + 4 * k).map(word -> words + word);
            default -> Optional.empty();
        };
    }

    /** How many cases the comparison before the call allows; 0 when there is none. */
    private static int count(ImageCode code, int call) {
        boolean guarded = false;
        for (int back = 1; back <= WINDOW; back++) {
            Optional<Instruction> before = code.instruction(call - 2 * back | 1);
            if (before.isEmpty()) {
                return 0;
            }
            Instruction i = before.get();
            guarded |= i.opcode() == Opcode.B && (i.condition() == Condition.HI || i.condition() == Condition.LS);
            if (guarded && i.opcode() == Opcode.CMP && i.operand() == Operand.IMMEDIATE) {
                return Math.min(i.immediate() + 1, MAX_CASES);
            }
        }
        return 0;
    }
}
