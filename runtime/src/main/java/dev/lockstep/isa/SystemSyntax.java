package dev.lockstep.isa;

/** The parts of {@link SystemEncoding}'s text, for the {@link Disassembler}. */
final class SystemSyntax {
    private static final int INCREMENT = 1 << 23;
    private static final int BEFORE = 1 << 24;

    private SystemSyntax() {}

    /** What CPS changes, by its immediate. */
    static String changes(int immediate) {
        StringBuilder text = new StringBuilder();
        boolean masks = immediate >>> 10 != 0;
        if (masks) {
            text.append((immediate >>> 9 & 1) == 0 ? "ie " : "id ");
            text.append((immediate >>> 7 & 1) == 0 ? "" : "a")
                    .append((immediate >>> 6 & 1) == 0 ? "" : "i")
                    .append((immediate >>> 5 & 1) == 0 ? "" : "f");
        }
        if ((immediate >>> 8 & 1) != 0 || !masks) {
            text.append(masks ? "," : " ").append('#').append(immediate & 31);
        }
        return text.toString();
    }

    /** Which way SRS and RFE go. */
    static String way(Instruction instruction) {
        return ((instruction.word() & INCREMENT) == 0 ? "d" : "i") + ((instruction.word() & BEFORE) == 0 ? "a" : "b");
    }

    /** The operands of MCR and MRC. */
    static String transfer(Instruction instruction, String register) {
        boolean flags = register.equals("pc");
        return "%d, %d, %s, cr%d, cr%d, {%d}"
                .formatted(
                        14 + instruction.rs(),
                        instruction.immediate() >>> 3,
                        flags ? "APSR_nzcv" : register,
                        instruction.rn(),
                        instruction.rm(),
                        instruction.immediate() & 7);
    }

    /** The operands of MCRR. */
    static String pair(Instruction instruction, String first, String second) {
        return "%d, %d, %s, %s, cr%d"
                .formatted(14 + instruction.rs(), instruction.immediate(), first, second, instruction.rm());
    }

    /** A system register of VFP other than FPSID and FPSCR. */
    static String vfp(int number) {
        return switch (number) {
            case 6 -> "mvfr1";
            case 7 -> "mvfr0";
            case 8 -> "fpexc";
            case 9 -> "fpinst";
            default -> "fpinst2";
        };
    }
}
