package dev.lockstep.translator;

import static dev.lockstep.translator.InstructionCase.LANDINGS;
import static dev.lockstep.translator.InstructionCase.LANDING_BYTES;
import static dev.lockstep.translator.InstructionCase.LANDING_COUNT;
import static dev.lockstep.translator.InstructionCase.SLOTS;
import static dev.lockstep.translator.InstructionCase.SLOT_BYTES;
import static dev.lockstep.translator.InstructionCase.WINDOW_BYTES;
import static dev.lockstep.translator.InstructionCase.WINDOW_PAGE;
import static dev.lockstep.translator.InstructionCase.WINDOW_PAGE_BYTES;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An ARM program that executes cases under Linux: for each it fills the window, arms or opens the exclusive monitor, loads
 * flags and registers, jumps to the slot, and dumps registers, flags, where it ended, and the window. Only loads and stores
 * relative to the pc get from the instruction to the dump and back without touching a register.
 */
final class CaseHarness {
    private static final int CASES = 0x0100_0000;
    private static final int OUTPUT = 0x0400_0000;

    /** r0 to r14, cpsr, slot address, size and address of the exclusive load. */
    private static final int CASE_WORDS = 19;

    private static final int CASE_BYTES = Integer.BYTES * CASE_WORDS + WINDOW_BYTES;

    /** r0 to r14, cpsr, landing or -1. */
    private static final int RESULT_WORDS = 17;

    private static final int RESULT_BYTES = Integer.BYTES * RESULT_WORDS + WINDOW_BYTES;
    private static final int BRANCH = 0xea000000;

    private static final String SOURCE =
            """
                    .arm
                    .arch   armv6k
                    .set    number, 0
                    .rept   16                      @ landings
                    str     r0, save
                    mov     r0, #number
                    str     r0, landed
                    b       saved
                    .set    number, number + 1
                    .endr
            dump:   str     r0, save
            saved:  ldr     r0, output
                    add     r0, r0, #4
                    stmia   r0, {r1-r14}
                    ldr     r1, save
                    str     r1, [r0, #-4]
                    mrs     r1, cpsr
                    str     r1, [r0, #56]
                    ldr     r1, landed
                    str     r1, [r0, #60]
                    add     r0, r0, #64
                    ldr     r1, window
                    .rept   4
                    ldmia   r1!, {r2-r9}
                    stmia   r0!, {r2-r9}
                    .endr
                    str     r0, output
            start:  ldr     r0, case
                    ldr     r1, end
                    cmp     r0, r1
                    beq     finish
                    mvn     r2, #0
                    str     r2, landed
                    add     r1, r0, #76
                    ldr     r10, window
                    .rept   4
                    ldmia   r1!, {r2-r9}
                    stmia   r10!, {r2-r9}
                    .endr
                    str     r1, case
                    ldr     r1, [r0, #64]
                    str     r1, slot
                    clrex
                    ldr     r1, [r0, #68]
                    ldr     r2, [r0, #72]
                    cmp     r1, #1
                    ldrexbeq r4, [r2]
                    cmp     r1, #2
                    ldrexheq r4, [r2]
                    cmp     r1, #4
                    ldrexeq r4, [r2]
                    cmp     r1, #8
                    ldrexdeq r4, r5, [r2]
                    ldr     r1, [r0, #60]
                    msr     cpsr_fs, r1
                    ldmia   r0, {r0-r14}
                    ldr     pc, slot
            finish: ldr     r1, first
                    ldr     r5, output
            write:  subs    r2, r5, r1
                    beq     exit
                    mov     r0, #1
                    mov     r7, #4
                    svc     #0
                    cmp     r0, #0
                    ble     exit
                    add     r1, r1, r0
                    b       write
            exit:   mov     r0, #0
                    mov     r7, #1
                    svc     #0
                    .balign 4096                    @ stores to a page of code would make qemu translate it anew
            save:   .word   0
            landed: .word   0
            slot:   .word   0
            output: .word   0x04000000
            first:  .word   0x04000000
            window: .word   0x00500fc0
            case:   .word   0x01000000
            end:                                    @ appended: end of the cases
            """;

    private final Path directory;
    private final byte[] code;

    /** Assembles the program; files go into a directory. */
    CaseHarness(Path directory) throws IOException, InterruptedException {
        this.directory = directory;
        code = QemuArm.assemble(SOURCE, directory);
    }

    /**
     * What qemu makes of cases.
     *
     * @return one result a case, or none at all if qemu did not survive them
     */
    List<CaseResult> run(List<InstructionCase> cases, List<InstructionCase> slots)
            throws IOException, InterruptedException {
        Path elf = directory.resolve("cases.elf");
        Path output = directory.resolve("results");
        int dump = LANDINGS + LANDING_BYTES * LANDING_COUNT;
        int start = dump + startOffset();
        new ArmElf()
                .with(SLOTS, slotWords(slots, dump))
                .with(LANDINGS, codeFor(cases.size()))
                .withZeros(WINDOW_PAGE, WINDOW_PAGE_BYTES)
                .with(CASES, input(cases))
                .withZeros(OUTPUT, RESULT_BYTES * cases.size())
                .write(elf, start);
        int status = QemuArm.run(elf, output);
        byte[] results = Files.readAllBytes(output);
        return status == 0 && results.length == RESULT_BYTES * cases.size() ? parse(results, cases) : List.of();
    }

    /** From {@code dump} to {@code start}: 13 instructions besides the 8 that copy the window. */
    private static int startOffset() {
        return Integer.BYTES * (13 + 8);
    }

    private byte[] codeFor(int cases) {
        byte[] content = Arrays.copyOf(code, code.length + Integer.BYTES);
        words(content).putInt(code.length, CASES + cases * CASE_BYTES);
        return content;
    }

    private static byte[] slotWords(List<InstructionCase> slots, int dump) {
        byte[] content = new byte[SLOT_BYTES * slots.size()];
        ByteBuffer words = words(content);
        for (InstructionCase each : slots) {
            int end = each.address() + Integer.BYTES;
            words.putInt(each.word).putInt(BRANCH | (dump - end - 8) >> 2 & 0xffffff);
        }
        return content;
    }

    private static byte[] input(List<InstructionCase> cases) {
        byte[] content = new byte[CASE_BYTES * cases.size()];
        ByteBuffer words = words(content);
        for (InstructionCase each : cases) {
            for (int register : each.registers) {
                words.putInt(register);
            }
            words.putInt(each.cpsr).putInt(each.address());
            words.putInt(each.exclusiveBytes).putInt(each.exclusiveAddress);
            words.put(each.window);
        }
        return content;
    }

    private static List<CaseResult> parse(byte[] output, List<InstructionCase> cases) {
        ByteBuffer words = words(output);
        List<CaseResult> results = new ArrayList<>(cases.size());
        for (InstructionCase each : cases) {
            int[] registers = new int[InstructionCase.PC];
            for (int number = 0; number < registers.length; number++) {
                registers[number] = words.getInt();
            }
            int cpsr = words.getInt();
            int landed = words.getInt();
            byte[] window = new byte[WINDOW_BYTES];
            words.get(window);
            int pc = landed < 0 ? each.address() + Integer.BYTES : LANDINGS + LANDING_BYTES * landed;
            results.add(new CaseResult(registers, pc, cpsr, window));
        }
        return results;
    }

    private static ByteBuffer words(byte[] content) {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }
}
