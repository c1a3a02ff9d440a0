package dev.lockstep.isa;

import java.util.Locale;
import java.util.StringJoiner;

/**
 * From instructions to text, in the spelling of GNU objdump ({@code -M reg-names-std}) without its comments.
 *
 * <p>The text is the row's syntax column ({@link Encoding}, or {@link Alias} where there is a preferred spelling), in
 * which {@code Rd}, {@code Rn}, {@code Rm}, {@code Rs} become registers and tokens in angle brackets this:
 *
 * <table>
 * <caption>Tokens</caption>
 * <tr><td>{@code <c>}</td><td>the condition, nothing for AL</td></tr>
 * <tr><td>{@code <s>}, {@code <x>}, {@code <r>}, {@code <!>}</td><td>that letter if the instruction sets the flags,
 * exchanges, rounds, writes back</td></tr>
 * <tr><td>{@code <shift>}</td><td>comma and shift, nothing for none</td></tr>
 * <tr><td>{@code <a>}</td><td>the amount of the shift</td></tr>
 * <tr><td>{@code <k>}</td><td># and the constant; eight bits and their rotation if a smaller would do</td></tr>
 * <tr><td>{@code <i>}, {@code <hex>}</td><td>the immediate in decimal, in hexadecimal</td></tr>
 * <tr><td>{@code <address>}</td><td>base and offset of a load or store</td></tr>
 * <tr><td>{@code <mode>}</td><td>which way a multiple load or store goes; nothing for increment after</td></tr>
 * <tr><td>{@code <l>}</td><td>register list</td></tr>
 * <tr><td>{@code <singles>}, {@code <doubles>}</td><td>VFP registers from Sd or Dd on</td></tr>
 * <tr><td>{@code <next>}</td><td>the single-precision register after Sm</td></tr>
 * <tr><td>{@code <system>}</td><td>system register of VFP</td></tr>
 * <tr><td>{@code <f>}</td><td>fields of a status register</td></tr>
 * <tr><td>{@code <endian>}</td><td>byte order that SETEND sets</td></tr>
 * <tr><td>{@code <target>}</td><td>address that is branched to</td></tr>
 * <tr><td>{@code <cps>}, {@code <way>}, {@code <w>}, {@code <lpc>}</td><td>operands of CPS, which way SRS and RFE go, whether
 * they write back, a list with the pc</td></tr>
 * <tr><td>{@code <cp>}, {@code <cpp>}, {@code <vfp>}</td><td>operands of MCR and MRC, of MCRR, a privileged register of
 * VFP</td></tr>
 * <tr><td>{@code <word>}</td><td>the instruction itself in hexadecimal</td></tr>
 * </table>
 */
public final class Disassembler {
    private static final int PC = 15;
    private static final String REGISTERS = "dnms";

    /** Processor registers, singles, doubles. */
    private static final String FILES = "RSD";

    /** A branch counts from the second following word, in Thumb state from the second following halfword. */
    private static final int PIPELINE = 8;

    private static final int THUMB_PIPELINE = 4;

    private Disassembler() {}

    /**
     * The text of an instruction: mnemonic, a space, operands. What is UNPREDICTABLE is marked so after the text, an
     * undefined word or halfword is given as data.
     *
     * @param address where the instruction is, for the targets of branches
     */
    public static String disassemble(Instruction instruction, int address) {
        String syntax = Alias.syntax(instruction.encoding(), instruction.word());
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < syntax.length()) {
            char symbol = syntax.charAt(at);
            int end = at + 1;
            if (symbol == '<') {
                end = syntax.indexOf('>', at) + 1;
                text.append(token(syntax.substring(at + 1, end - 1), instruction, address));
            } else if (FILES.indexOf(symbol) >= 0
                    && end < syntax.length()
                    && REGISTERS.indexOf(syntax.charAt(end)) >= 0) {
                text.append(register(symbol, number(syntax.charAt(end), instruction)));
                end++;
            } else {
                text.append(symbol);
            }
            at = end;
        }
        Opcode opcode = instruction.opcode();
        boolean marked = opcode == Opcode.UNPREDICTABLE || opcode == Opcode.UNDEFINED;
        return marked ? text + " @ <" + opcode + ">" : text.toString();
    }

    private static String token(String name, Instruction instruction, int address) {
        return switch (name) {
            case "c" -> instruction.conditional() ? lower(instruction.condition()) : "";
            case "s" -> instruction.setFlags() ? name : "";
            case "x", "r" -> instruction.exchange() ? name : "";
            case "!" -> instruction.writeBack() ? name : "";
            case "shift" -> shift(instruction);
            case "a" -> Integer.toString(instruction.shiftAmount());
            case "k" -> constant(instruction);
            case "i" -> Integer.toString(instruction.immediate());
            case "hex" -> Integer.toHexString(instruction.immediate());
            case "address" -> address(instruction);
            case "mode" -> mode(instruction);
            case "l" -> list(instruction.registers());
            case "singles" -> list('S', instruction);
            case "doubles" -> list('D', instruction);
            case "next" -> register('S', instruction.rm() + 1);
            case "system" -> instruction.immediate() == 0 ? "fpsid" : "fpscr";
            case "f" -> fields(instruction.registers());
            case "endian" -> instruction.immediate() == 0 ? "le" : "be";
            case "target" -> "0x" + Integer.toHexString(target(instruction, address));
            case "cps" -> SystemSyntax.changes(instruction.immediate());
            case "way" -> SystemSyntax.way(instruction);
            case "w" -> (instruction.word() & 1 << 21) == 0 ? "" : "!";
            case "lpc" -> list(instruction.registers() | 1 << PC);
            case "cp" -> SystemSyntax.transfer(instruction, register(instruction.rd()));
            case "cpp" -> SystemSyntax.pair(instruction, register(instruction.rd()), register(instruction.rn()));
            case "vfp" -> SystemSyntax.vfp(instruction.immediate());
            case "word" -> ("%0" + 2 * instruction.size() + "x").formatted(instruction.word());
            default -> throw new IllegalStateException("no such token: " + name);
        };
    }

    private static int number(char letter, Instruction instruction) {
        return switch (letter) {
            case 'd' -> instruction.rd();
            case 'n' -> instruction.rn();
            case 'm' -> instruction.rm();
            default -> instruction.rs();
        };
    }

    private static int target(Instruction instruction, int address) {
        if (!instruction.thumb()) {
            return address + PIPELINE + instruction.immediate();
        }
        int pc = address + THUMB_PIPELINE;
        int base = instruction.encoding() == ThumbEncoding.BLX_IMMEDIATE ? pc & -Integer.BYTES : pc;
        return base + instruction.immediate();
    }

    /** A register of one of the {@link #FILES}. */
    private static String register(char file, int number) {
        return file == 'R' ? register(number) : Character.toLowerCase(file) + Integer.toString(number);
    }

    private static String register(int number) {
        return switch (number) {
            case 13 -> "sp";
            case 14 -> "lr";
            case PC -> "pc";
            default -> "r" + number;
        };
    }

    private static String shift(Instruction instruction) {
        String type = ", " + lower(instruction.shift());
        if (instruction.operand() == Operand.REGISTER_SHIFTED_BY_REGISTER) {
            return type + " " + register(instruction.rs());
        }
        if (instruction.shift() == Shift.RRX) {
            return type;
        }
        return instruction.shiftAmount() == 0 ? "" : type + " #" + instruction.shiftAmount();
    }

    private static String constant(Instruction instruction) {
        int constant = instruction.immediate();
        int rotation = instruction.shiftAmount();
        for (int smaller = 0; smaller < rotation; smaller += 2) {
            if (Integer.rotateLeft(constant, smaller) >>> Byte.SIZE == 0) {
                return "#" + Integer.rotateLeft(constant, rotation) + ", " + rotation;
            }
        }
        return "#" + constant;
    }

    private static String address(Instruction instruction) {
        String base = "[" + register(instruction.rn());
        String end = instruction.writeBack() ? "]!" : "]";
        String offset = offset(instruction);
        if (!instruction.preIndexed()) {
            return base + "], " + offset;
        }
        return offset.equals("#0") && !instruction.writeBack() ? base + end : base + ", " + offset + end;
    }

    private static String offset(Instruction instruction) {
        String sign = instruction.add() ? "" : "-";
        if (instruction.operand() == Operand.IMMEDIATE) {
            return "#" + sign + instruction.immediate();
        }
        return sign + register(instruction.rm()) + shift(instruction);
    }

    private static String mode(Instruction instruction) {
        String when = instruction.preIndexed() ? "b" : "a";
        if (instruction.add()) {
            return instruction.preIndexed() ? "i" + when : "";
        }
        return "d" + when;
    }

    private static String list(int registers) {
        StringJoiner list = new StringJoiner(", ", "{", "}");
        for (int number = 0; number <= PC; number++) {
            if ((registers >>> number & 1) != 0) {
                list.add(register(number));
            }
        }
        return list.toString();
    }

    private static String list(char file, Instruction instruction) {
        int first = instruction.rd();
        int last = first + instruction.registers() - 1;
        String start = "{" + register(file, first);
        return first == last ? start + "}" : start + "-" + register(file, last) + "}";
    }

    private static String fields(int mask) {
        String letters = "fsxc";
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            if ((mask << i & 8) != 0) {
                fields.append(letters.charAt(i));
            }
        }
        return fields.toString();
    }

    private static String lower(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT);
    }
}
