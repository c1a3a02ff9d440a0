package dev.lockstep.machine.oracle;

import static dev.lockstep.isa.SystemEncoding.CPS;
import static dev.lockstep.isa.SystemEncoding.FMRX_SYSTEM;
import static dev.lockstep.isa.SystemEncoding.FMXR_SYSTEM;
import static dev.lockstep.isa.SystemEncoding.LDM_RETURN;
import static dev.lockstep.isa.SystemEncoding.LDM_USER;
import static dev.lockstep.isa.SystemEncoding.MCR;
import static dev.lockstep.isa.SystemEncoding.MCRR;
import static dev.lockstep.isa.SystemEncoding.MRC;
import static dev.lockstep.isa.SystemEncoding.MSR_CPSR_IMMEDIATE;
import static dev.lockstep.isa.SystemEncoding.MSR_CPSR_REGISTER;
import static dev.lockstep.isa.SystemEncoding.MSR_SPSR_IMMEDIATE;
import static dev.lockstep.isa.SystemEncoding.MSR_SPSR_REGISTER;
import static dev.lockstep.isa.SystemEncoding.RFE;
import static dev.lockstep.isa.SystemEncoding.SRS;
import static dev.lockstep.isa.SystemEncoding.STM_USER;

import dev.lockstep.isa.ArmEncoding;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.SystemEncoding;
import dev.lockstep.isa.ThumbEncoding;
import dev.lockstep.machine.processor.Mode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Draws cases: sequences of all rows of {@link SystemEncoding}, of data processing that returns from exceptions, and of some
 * others, ended by an exception. A row that is new there is drawn as it is; those that could leave what the architecture
 * defines have some of their fields chosen:
 *
 * <ul>
 *   <li>base registers are mostly such as point into the window, and modes are such as exist;
 *   <li>what is moved to a status register comes mostly from a register that holds one;
 *   <li>coprocessor registers are of {@link CoprocessorRegisters}.
 * </ul>
 */
final class PrivilegedGenerator {
    private static final int MOST_INSTRUCTIONS = 7;

    private static final Set<SystemEncoding> BASED = EnumSet.of(LDM_USER, LDM_RETURN, STM_USER, RFE);
    private static final Set<SystemEncoding> FROM_REGISTER = EnumSet.of(MSR_CPSR_REGISTER, MSR_SPSR_REGISTER);
    private static final Set<SystemEncoding> FROM_IMMEDIATE = EnumSet.of(MSR_CPSR_IMMEDIATE, MSR_SPSR_IMMEDIATE);
    private static final Set<SystemEncoding> WITH_MODE = EnumSet.of(CPS, SRS);
    private static final Set<SystemEncoding> COPROCESSOR = EnumSet.of(MCR, MRC, MCRR);

    private static final Set<SystemEncoding> VFP_TRANSFER = EnumSet.of(FMXR_SYSTEM, FMRX_SYSTEM);
    private static final int FPEXC = 8;

    private static final Set<Opcode> PLAIN = EnumSet.of(
            Opcode.AND,
            Opcode.EOR,
            Opcode.SUB,
            Opcode.RSB,
            Opcode.ADD,
            Opcode.ADC,
            Opcode.ORR,
            Opcode.MOV,
            Opcode.BIC,
            Opcode.MVN,
            Opcode.CMP,
            Opcode.TST,
            Opcode.MRS,
            Opcode.SETEND,
            Opcode.LDRT,
            Opcode.STRT,
            Opcode.LDM,
            Opcode.STM,
            Opcode.LDR,
            Opcode.STR);

    private static final int[] POINTERS = {2, 3, 9, 13, 13, 13};
    private static final int[] STATUSES = {0, 1, 8};
    private static final int ALWAYS = 0xe;
    /** Status bits J, and IL of later architectures, which qemu has. */
    static final int FOREIGN = 1 << 24 | 1 << 20;

    private static final int FLAGS = 0xf80f_0000;
    private static final int BIG_ENDIAN = 1 << 9;
    private static final int THUMB = 1 << 5;
    private static final int FIELD = 0x1f;

    private final RandomGenerator random;
    private final List<SystemEncoding> rows;
    private final List<SystemEncoding> thumbRows;
    private final List<ArmEncoding> plain;
    private final List<ThumbEncoding> thumbPlain;
    /** Whether the case that is being drawn may have switched the VFP off. */
    private boolean vfpWritten;

    PrivilegedGenerator(RandomGenerator random) {
        this.random = random;
        rows = rows(Integer.BYTES);
        thumbRows = rows(Short.BYTES);
        plain = Arrays.stream(ArmEncoding.values())
                .filter(row -> PLAIN.contains(row.opcode()) && !row.privileged())
                .toList();
        thumbPlain = Arrays.stream(ThumbEncoding.values())
                .filter(row -> PLAIN.contains(row.opcode()) && row.size() == Short.BYTES)
                .toList();
    }

    private static List<SystemEncoding> rows(int bytes) {
        return Arrays.stream(SystemEncoding.values())
                .filter(row -> row.size() == bytes)
                .toList();
    }

    PrivilegedCase draw() {
        PrivilegedCase drawnCase = new PrivilegedCase();
        drawnCase.irq = random.nextInt(4) == 0;
        drawnCase.fiq = random.nextInt(8) == 0;
        drawnCase.cpsr = status() & ~THUMB;
        if (random.nextInt(8) != 0) {
            drawnCase.cpsr |= (drawnCase.irq ? 1 << 7 : 0) | (drawnCase.fiq ? 1 << 6 : 0);
        }
        registers(drawnCase.registers);
        for (int i = 0; i < drawnCase.window.length; i++) {
            drawnCase.window[i] = random.nextInt(5) == 0 ? anything() : (i & 1) == 0 ? pad() : status();
        }
        drawnCase.thumb = random.nextInt(6) == 0;
        if (drawnCase.thumb) {
            thumbCode(drawnCase);
        } else {
            code(drawnCase);
        }
        return drawnCase;
    }

    private void registers(int[] registers) {
        Arrays.setAll(registers, i -> anything());
        registers[0] = status();
        registers[1] = status();
        registers[2] = pointer();
        registers[3] = pointer();
        registers[4] = pad();
        for (int high : new int[] {PrivilegedCase.USER_HIGH, PrivilegedCase.FIQ_HIGH}) {
            registers[high] = status();
            registers[high + 1] = pointer();
        }
        for (int stack = PrivilegedCase.STACKS; stack < PrivilegedCase.SAVED; stack += 2) {
            registers[stack] = random.nextInt(10) == 0 ? anything() : pointer();
            registers[stack + 1] = random.nextInt(8) == 0 ? anything() : pad();
        }
        for (int saved = PrivilegedCase.SAVED; saved < PrivilegedCase.THREADS; saved++) {
            registers[saved] = status();
        }
    }

    private int anything() {
        return switch (random.nextInt(5)) {
            case 0 -> status();
            case 1 -> pointer();
            case 2 -> pad();
            case 3 -> -random.nextInt(256) & ~FOREIGN;
            default -> random.nextInt() & ~FOREIGN;
        };
    }

    /** A status register's value, with a mode that exists. */
    private int status() {
        int value = random.nextInt() & (FLAGS | 0x1c0) | mode();
        return value | (random.nextInt(8) == 0 ? BIG_ENDIAN : 0) | (random.nextInt(4) == 0 ? THUMB : 0);
    }

    private int mode() {
        return choose(Mode.values()).number();
    }

    private <T> T choose(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private int choose(int[] values) {
        return values[random.nextInt(values.length)];
    }

    private int pointer() {
        int address = PrivilegedLayout.WINDOW + 64 + random.nextInt(16) * Long.BYTES;
        return random.nextInt(4) == 0 ? address + Integer.BYTES : address;
    }

    /** Of which the lowest bits are a mode, for where it becomes a status. */
    private int pad() {
        return PrivilegedLayout.PADS + 32 * random.nextInt(1, PrivilegedLayout.PAD_COUNT) + Mode.USR.number();
    }

    private void code(PrivilegedCase drawnCase) {
        boolean user = (drawnCase.cpsr & FIELD) == Mode.USR.number();
        vfpWritten = false;
        int length = 1 + random.nextInt(MOST_INSTRUCTIONS);
        Arrays.fill(drawnCase.code, PrivilegedLayout.PAD);
        for (int i = 0; i < length; i++) {
            drawnCase.code[i] = switch (random.nextInt(10)) {
                case 0 -> exceptionReturn();
                case 1, 2 -> ordinary();
                default -> system(user);
            };
        }
        drawnCase.code[length] = switch (random.nextInt(3)) {
            case 0 -> 0xef00_0000 | random.nextInt() & 0xff_ffff;
            case 1 -> 0xe120_0070 | random.nextInt() & 0xf_ff0f;
            default -> PrivilegedLayout.PAD;
        };
        drawnCase.length = length + 1;
    }

    private int system(boolean user) {
        SystemEncoding row = rows.get(random.nextInt(rows.size()));
        while (true) {
            int word = tamed(row, row.randomize(random), user);
            Instruction instruction = Decoder.decodeSystem(word);
            if (instruction.encoding() == row && instruction.opcode() == Opcode.SYSTEM && !isLeftOut(instruction)) {
                vfpWritten |= row == FMXR_SYSTEM && instruction.immediate() == FPEXC;
                return word;
            }
        }
    }

    /**
     * Constants with bits of a status register that only qemu has. FPINST and FPINST2, which it has only while the VFP is on,
     * and FPEXC, of which it has not all bits, where FPEXC may have been written.
     */
    private boolean isLeftOut(Instruction instruction) {
        if (FROM_IMMEDIATE.contains(instruction.encoding())) {
            return (instruction.immediate() & FOREIGN) != 0;
        }
        return vfpWritten && VFP_TRANSFER.contains(instruction.encoding()) && instruction.immediate() >= FPEXC;
    }

    private int tamed(SystemEncoding row, int drawnWord, boolean user) {
        int word = drawnWord;
        if (row.conditional() && random.nextInt(4) != 0) {
            word = word & 0xfff_ffff | ALWAYS << 28;
        }
        if (BASED.contains(row) && (row == RFE || random.nextInt(10) != 0)) {
            word = word & ~0xf_0000 | choose(POINTERS) << 16;
        }
        if (FROM_REGISTER.contains(row)) {
            word = word & ~0xf | choose(STATUSES);
        }
        if (FROM_IMMEDIATE.contains(row) && (word & 1 << 16) != 0) {
            word = word & ~0xfff | status() & 0xff & ~THUMB;
        }
        if (WITH_MODE.contains(row)) {
            word = word & ~FIELD | mode();
        }
        if (COPROCESSOR.contains(row)) {
            word = CoprocessorRegisters.choose(row, word, user, random);
        }
        return word;
    }

    /** MOVS pc and SUBS pc, of a register that holds the address of a pad: with other operations qemu does not return. */
    private int exceptionReturn() {
        int register = random.nextInt(3) == 0 ? 4 : 14;
        int operands =
                random.nextBoolean() ? 13 << 21 | register : 1 << 25 | 2 << 21 | register << 16 | 4 * random.nextInt(4);
        return ALWAYS << 28 | operands | 1 << 20 | 15 << 12;
    }

    /** An instruction that processes have too; none that branches. */
    private int ordinary() {
        while (true) {
            ArmEncoding row = plain.get(random.nextInt(plain.size()));
            int word = row.randomize(random);
            boolean memory =
                    row.opcode().name().startsWith("LD") || row.opcode().name().startsWith("ST");
            if (memory) {
                word = word & ~0xf_0000 | choose(POINTERS) << 16;
            }
            if (row.conditional()) {
                word = word & 0xfff_ffff | ALWAYS << 28;
            }
            Instruction instruction = Decoder.decode(word);
            boolean branches = instruction.rd() == 15 || memory && (word & 1 << 15) != 0 && isMultiple(row);
            if (instruction.encoding() == row && instruction.opcode() == row.opcode() && !branches) {
                return word;
            }
        }
    }

    private static boolean isMultiple(Encoding row) {
        return row.opcode() == Opcode.LDM || row.opcode() == Opcode.STM;
    }

    private void thumbCode(PrivilegedCase drawnCase) {
        int length = 1 + random.nextInt(MOST_INSTRUCTIONS);
        int[] halves = new int[length + 1];
        for (int i = 0; i < length; i++) {
            halves[i] = random.nextBoolean() ? thumbSystem() : thumbOrdinary();
        }
        halves[length] = choose(new int[] {0xdf00, 0xbe00, 0xde00}) | random.nextInt(256);
        Arrays.fill(drawnCase.code, 0xde00_de00);
        for (int i = 0; i < halves.length; i++) {
            int shift = Short.SIZE * (i & 1);
            drawnCase.code[i / 2] = drawnCase.code[i / 2] & ~(0xffff << shift) | halves[i] << shift;
        }
        drawnCase.length = halves.length;
    }

    private int thumbSystem() {
        SystemEncoding row = thumbRows.get(random.nextInt(thumbRows.size()));
        return row.randomize(random);
    }

    private int thumbOrdinary() {
        while (true) {
            ThumbEncoding row = thumbPlain.get(random.nextInt(thumbPlain.size()));
            int word = row.randomize(random);
            Instruction instruction = Decoder.decodeThumb(word);
            boolean branches = instruction.rd() == 15 || (instruction.registers() & 1 << 15) != 0;
            if (instruction.opcode() == row.opcode() && !branches) {
                return word;
            }
        }
    }
}
