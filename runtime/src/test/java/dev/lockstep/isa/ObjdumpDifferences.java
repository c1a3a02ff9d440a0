package dev.lockstep.isa;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** All that may differ between objdump and us, with its reason, one line an exception. */
final class ObjdumpDifferences {
    /**
     * Words that objdump knows and we call UNDEFINED.
     *
     * @param mask the bits that select them
     * @param value the values of these bits
     * @param mnemonics a regular expression for what objdump calls them, less the condition
     * @param reason why they are undefined
     */
    record Foreign(int mask, int value, String mnemonics, String reason) {
        boolean covers(Objdump.Line line) {
            return (line.word() & mask) == value
                    && line.text().matches("(" + mnemonics + ")(" + CONDITION + ")?( .*)?");
        }
    }

    /**
     * Words that objdump knows less or more of than we do.
     *
     * @param rows a regular expression for the names of their encodings
     * @param condition what they have in common
     * @param reason why we differ
     */
    record Deviation(String rows, Predicate<Instruction> condition, String reason) {
        boolean covers(Instruction instruction) {
            return instruction.encoding().name().matches(rows) && condition.test(instruction);
        }
    }

    /** Text of objdump that is rewritten before it is compared, and why. */
    record Spelling(Pattern pattern, String replacement, String reason) {
        Spelling(String pattern, String replacement, String reason) {
            this(Pattern.compile(pattern), replacement, reason);
        }
    }

    private static final String CONDITION = "eq|ne|cs|cc|mi|pl|vs|vc|hi|ls|ge|lt|gt|le";
    private static final String ANY = "\\S+";
    private static final String INDEXED = "(LDRS?[HB]|STR[HD])_REGISTER";
    private static final String LITERAL = "(LDRS?[HBD]|STR[HD])_IMMEDIATE";
    private static final String GENERIC = "mcrr?2?|mrr?c2?|[ls][dt]c2?l?|cdp2?";
    private static final String UPPER_DOUBLES = "(?=.*\\bd(1[6-9]|[2-9][0-9]))\\S+";
    private static final int PC = 15;
    private static final int DOUBLES = 16;

    static final List<Foreign> FOREIGN = List.of(
            new Foreign(0x0E000800, 0x0C000000, ANY, "load or store of coprocessors 0 to 7: there are none"),
            new Foreign(0x0E000E00, 0x0C000800, ANY, "the same, 8 and 9"),
            new Foreign(0x0E000C00, 0x0C000C00, ANY, "the same, 12 to 15"),
            new Foreign(0x0F000800, 0x0E000000, ANY, "operation of coprocessors 0 to 7: there are none"),
            new Foreign(0x0F000E00, 0x0E000800, ANY, "the same, 8 and 9"),
            new Foreign(0x0F000C00, 0x0E000C00, ANY, "the same, 12 to 14; of 15 privileged"),
            new Foreign(0x0C000E00, 0x0C000A00, GENERIC, "a general name for what is no VFP instruction"),
            new Foreign(0x0C000F00, 0x0C000B00, UPPER_DOUBLES, "the doubles from d16 on are VFPv3"),
            new Foreign(0x0FB00E50, 0x0EB00A00, "vmov\\S*", "VMOV (immediate) is VFPv3"),
            new Foreign(0x0FB00E50, 0x0EB00A40, "v(cvt|rint)\\S*", "fixed point and halves are VFPv3, VRINT is ARMv8"),
            new Foreign(0x0F000E10, 0x0E000A00, "vfn?m[as]\\S*", "fused multiplication is VFPv4"),
            new Foreign(0x0F000F10, 0x0E000B10, "v(mov|dup)\\S*", "scalars of Advanced SIMD are ARMv7"),
            new Foreign(0x0FE00F10, 0x0EE00A10, "vm[rs][sr]", "system registers that are privileged or VFPv3"),
            new Foreign(0xFF000E00, 0xFE000A00, "v(sel|maxnm|minnm|cvt|rint)\\S*", "ARMv8"),
            new Foreign(0xFFFFFC00, 0xF1010000, "setend", "objdump ignores bits 7..4, which are clear in SETEND"),
            new Foreign(0xFFF1FE20, 0xF1000000, "cps\\S*", "privileged"),
            new Foreign(0xFE5FFFE0, 0xF84D0500, "srs\\S*", "privileged"),
            new Foreign(0xFE50FFFF, 0xF8100A00, "rfe\\S*", "privileged"),
            new Foreign(0xFE000000, 0xF2000000, "[vsa]\\S+", "Advanced SIMD is ARMv7, SHA and AES are ARMv8"),
            new Foreign(0xFF100000, 0xF4000000, "v\\S+", "Advanced SIMD is ARMv7"),
            new Foreign(0xFD70F000, 0xF450F000, "pld", "PLI is ARMv7 (objdump calls it PLD)"),
            new Foreign(0xFFF000F0, 0xE1000070, "hlt", "HLT is ARMv8"),
            new Foreign(0xFFF000F0, 0xE7F000F0, "udf", "a name for what stays undefined"),
            new Foreign(0xFF70F010, 0xF750F010, "pld", "objdump ignores bit 4, which is clear in PLD (register)"),
            new Foreign(0x0D900000, 0x01000000, "tst|teq|cmp|cmn", "objdump ignores S, without which it is no compare"),
            new Foreign(0x0FB00000, 0x01200000, "msr", "objdump ignores bits 7..4, which are clear in MSR"),
            new Foreign(0x0FF000F0, 0x01300090, "teq", "objdump ignores bit 7, without which it is no compare"));

    /** The same in Thumb state. */
    static final List<Foreign> THUMB_FOREIGN = List.of(
            new Foreign(0xFFFFF500, 0xB100, "cbn?z", "Thumb-2"),
            new Foreign(0xFFFFFF00, 0xBF00, "nop.*|it[te]*|yield|wfe|wfi|sevl?|esb|csdb|hint", "Thumb-2"),
            new Foreign(0xFFFFFFF7, 0xB610, "setpan", "SETPAN is ARMv8.1"),
            new Foreign(0xFFFFFFC0, 0xBA80, "hlt", "HLT is ARMv8"),
            new Foreign(0xFFFFFFE0, 0xB660, "cps\\S*", "privileged"),
            new Foreign(0xFFFFFF00, 0xDE00, "udf", "a name for what stays undefined"),
            new Foreign(0xFFFFF801, 0xE801, ANY, "Thumb-2"),
            new Foreign(0xF800F801, 0xF000E801, ANY, "loops and branch futures are ARMv8.1-M"));

    /** What objdump calls UNPREDICTABLE and we define. */
    static final List<Deviation> STRICTER = List.of(
            new Deviation("MOV_REGISTER", i -> i.rd() == PC, "a shift whose result is the pc is a MOV, which may be"),
            new Deviation(INDEXED, i -> i.writeBack() && i.rm() == i.rd(), "the index may be what is transferred"));

    /** What is UNPREDICTABLE and objdump writes in another way. */
    static final List<Deviation> OTHERWISE = List.of(
            new Deviation("PREFIX|BLX?_SUFFIX", Instruction::thumb, "objdump reads two halfwords of Thumb-2"),
            new Deviation("MRC_TPIDRUR[WO]", i -> i.rd() == PC, "objdump calls the pc APSR_nzcv, as other MRC mean it"),
            new Deviation(
                    "F(LD|ST)MD_\\S+", i -> i.rd() + i.registers() > DOUBLES, "objdump ends lists in its own way"),
            new Deviation("BKPT", Instruction::conditional, "objdump reads another instruction into it"),
            new Deviation(LITERAL, i -> i.writeBack() && i.rn() == PC, "objdump does not show the write-back"));

    static final List<Spelling> SPELLINGS = List.of(
            new Spelling("^stmfd", "stmdb", "objdump's name when there is one register, and the base is sp"),
            new Spelling("^ldmfd", "ldm", "the same"),
            new Spelling("^ldmia", "ldm", "objdump's name in Thumb state"),
            new Spelling("^stmia", "stm", "objdump's name when the base is written back"),
            new Spelling("0x0+(?=[0-9a-f])", "0x", "leading zeros"),
            new Spelling("^csdb(\\w*)$", "nop$1 {20}", "a hint since ARMv8"),
            new Spelling("^(ldrex\\w*) r13", "$1 sp", "objdump says r13 here"),
            new Spelling("^(ldrex\\w*) r14", "$1 lr", "objdump says r14 here"),
            new Spelling("^(ldrex\\w*) r15", "$1 pc", "objdump says r15 here"),
            new Spelling("^(uxtab16.*) ROR", "$1 ror", "objdump says ROR here"),
            new Spelling("^([su]sat.*asr #)0$", "$132", "the shift is by 32, as its description says"));

    private ObjdumpDifferences() {}

    /**
     * In what objdump and we disagree on a word, beyond the exceptions; empty if in nothing. Words that are
     * UNPREDICTABLE because of a "should be" bit are free: objdump looks at some of these bits and not at others.
     */
    static Optional<String> of(Objdump.Line line, Instruction instruction) {
        String ours = Disassembler.disassemble(instruction, line.address());
        String theirs = line.undefined() ? "<UNDEFINED>" : spelled(line.text());
        boolean agreed =
                switch (instruction.opcode()) {
                    case UNDEFINED ->
                        line.undefined() || foreign(instruction).stream().anyMatch(row -> row.covers(line));
                    case UNPREDICTABLE ->
                        line.undefined()
                                || !instruction.encoding().row().pattern().isAsItShouldBe(line.word())
                                || ours.equals(theirs + " @ <UNPREDICTABLE>")
                                || covers(OTHERWISE, instruction);
                    default -> ours.equals(theirs) && (!line.unpredictable() || covers(STRICTER, instruction));
                };
        if (agreed) {
            return Optional.empty();
        }
        String warning = line.unpredictable() ? " and UNPREDICTABLE" : "";
        return Optional.of("word %08x at %#x, %s: we say '%s', objdump '%s'%s"
                .formatted(line.word(), line.address(), instruction.encoding(), ours, theirs, warning));
    }

    private static List<Foreign> foreign(Instruction instruction) {
        return instruction.thumb() ? THUMB_FOREIGN : FOREIGN;
    }

    private static boolean covers(List<Deviation> deviations, Instruction instruction) {
        return deviations.stream().anyMatch(deviation -> deviation.covers(instruction));
    }

    private static String spelled(String text) {
        String spelled = text;
        for (Spelling spelling : SPELLINGS) {
            spelled = spelling.pattern().matcher(spelled).replaceFirst(spelling.replacement());
        }
        return spelled;
    }
}
