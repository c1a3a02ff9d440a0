package dev.lockstep.translator;

import static dev.lockstep.translator.InstructionCase.WINDOW_BYTES;
import static dev.lockstep.translator.InstructionCase.WINDOW_PAGE;
import static dev.lockstep.translator.InstructionCase.WINDOW_PAGE_BYTES;

import dev.lockstep.cpu.CpuState;
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
 * relative to the pc get from the instruction to the dump and back without touching a register. The order of data is that
 * of the case from the jump to the dump, and little-endian elsewhere.
 */
final class CaseHarness {
    private static final int CASES = 0x0100_0000;
    private static final int OUTPUT = 0x0400_0000;

    /** Where the program starts, where a case with big-endian data is entered, and where one ends. */
    private static final int START = Landings.END;

    private static final int BIG_ENDIAN_ENTRY = Landings.END + 4;
    private static final int DUMP = Landings.END + 12;

    /** r0 to r14, cpsr, first jump, second jump, size and address of the exclusive load, fpscr, thread id; d0 to d15. */
    private static final int CASE_WORDS = 22;

    private static final int DOUBLES_BYTES = 16 * Long.BYTES;
    private static final int CASE_BYTES = Integer.BYTES * CASE_WORDS + DOUBLES_BYTES + WINDOW_BYTES;

    /** r0 to r14, cpsr, landing or -1, fpscr, thread id; d0 to d15. */
    private static final int RESULT_WORDS = 19;

    private static final int RESULT_BYTES = Integer.BYTES * RESULT_WORDS + DOUBLES_BYTES + WINDOW_BYTES;

    private static final String SOURCE =
            """
                    .arm
                    .arch   armv6k
                    .fpu    vfpv2
                    .set    number, 0
            landings:
                    .rept   128
                    str     r0, save
                    mov     r0, #number
                    str     r0, landed
                    b       saved
                    .set    number, number + 1
                    .endr
                    .set    number, 32
                    .rept   32                      @ landings in Thumb state
                    .thumb
                    nop
                    nop
                    bx      pc
                    nop
                    .arm
                    b       landings + 16 * number
                    .set    number, number + 1
                    .endr
                    b       start
                    setend  be                      @ entry with big-endian data
                    ldr     pc, second
                    str     r0, save                @ dump
            saved:  mrs     r0, cpsr
                    setend  le
                    str     r0, status
                    tst     r0, #0x200              @ what was stored before was big-endian as well
                    ldrne   r0, save
                    revne   r0, r0
                    strne   r0, save
                    ldrne   r0, landed
                    revne   r0, r0
                    strne   r0, landed
                    ldr     r0, output
                    add     r0, r0, #4
                    stmia   r0, {r1-r14}
                    ldr     r1, save
                    str     r1, [r0, #-4]
                    ldr     r1, status
                    str     r1, [r0, #56]
                    ldr     r1, landed
                    str     r1, [r0, #60]
                    vmrs    r1, fpscr
                    str     r1, [r0, #64]
                    mrc     p15, 0, r1, c13, c0, 2
                    str     r1, [r0, #68]
                    add     r0, r0, #72
                    vstmia  r0!, {d0-d15}
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
                    add     r1, r0, #88
                    vldmia  r1!, {d0-d15}
                    ldr     r10, window
                    .rept   4
                    ldmia   r1!, {r2-r9}
                    stmia   r10!, {r2-r9}
                    .endr
                    str     r1, case
                    ldr     r1, [r0, #64]
                    str     r1, first
                    ldr     r1, [r0, #68]
                    str     r1, second
                    ldr     r1, [r0, #80]
                    vmsr    fpscr, r1
                    ldr     r1, [r0, #84]
                    mcr     p15, 0, r1, c13, c0, 2
                    clrex
                    ldr     r1, [r0, #72]
                    ldr     r2, [r0, #76]
                    ldr     r3, [r0, #60]
                    tst     r3, #0x200
                    beq     ordered
                    setend  be
            ordered:
                    cmp     r1, #1
                    ldrexbeq r4, [r2]
                    cmp     r1, #2
                    ldrexheq r4, [r2]
                    cmp     r1, #4
                    ldrexeq r4, [r2]
                    cmp     r1, #8
                    ldrexdeq r4, r5, [r2]
                    setend  le
                    msr     cpsr_fs, r3
                    ldmia   r0, {r0-r14}
                    ldr     pc, first
            finish: ldr     r1, results
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
            status: .word   0
            first:  .word   0
            second: .word   0
            output: .word   0x04000000
            results: .word  0x04000000
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
        new ArmElf()
                .with(Landings.SLOTS, CaseCode.forQemu(slots, DUMP))
                .with(Landings.ARM, codeFor(cases.size()))
                .withZeros(WINDOW_PAGE, WINDOW_PAGE_BYTES)
                .with(CASES, input(cases))
                .withZeros(OUTPUT, RESULT_BYTES * cases.size())
                .write(elf, START);
        int status = QemuArm.run(elf, output);
        byte[] results = Files.readAllBytes(output);
        return status == 0 && results.length == RESULT_BYTES * cases.size() ? parse(results, cases) : List.of();
    }

    private byte[] codeFor(int cases) {
        byte[] content = Arrays.copyOf(code, code.length + Integer.BYTES);
        words(content).putInt(code.length, CASES + cases * CASE_BYTES);
        return content;
    }

    private static byte[] input(List<InstructionCase> cases) {
        byte[] content = new byte[CASE_BYTES * cases.size()];
        ByteBuffer words = words(content);
        for (InstructionCase each : cases) {
            for (int register : each.registers) {
                words.putInt(register);
            }
            int entry = each.state.entryPoint(each.address());
            boolean big = each.state.bigEndian();
            words.putInt(each.cpsr).putInt(big ? BIG_ENDIAN_ENTRY : entry).putInt(Integer.reverseBytes(entry));
            words.putInt(each.exclusiveBytes).putInt(each.exclusiveAddress);
            words.putInt(each.fpscr).putInt(each.threadId);
            for (long bits : each.doubles) {
                words.putLong(bits);
            }
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
            int fpscr = words.getInt();
            int threadId = words.getInt();
            long[] doubles = new long[each.doubles.length];
            for (int number = 0; number < doubles.length; number++) {
                doubles[number] = words.getLong();
            }
            byte[] window = new byte[WINDOW_BYTES];
            words.get(window);
            boolean thumb = landed < 0 ? each.state.thumb() : Landings.isThumb(landed);
            int status = thumb ? cpsr | CpuState.THUMB : cpsr;
            results.add(new CaseResult(registers, pc(each, landed), status, doubles, fpscr, threadId, window));
        }
        return results;
    }

    /** Where a case ended; the number of the landing itself if it is not the one that was meant. */
    private static int pc(InstructionCase each, int landed) {
        if (landed < 0) {
            return each.following();
        }
        return Landings.number(each.target, each.targetThumb) == landed ? each.target : landed;
    }

    private static ByteBuffer words(byte[] content) {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }
}
