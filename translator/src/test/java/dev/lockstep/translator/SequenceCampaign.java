package dev.lockstep.translator;

import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.Opcode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random sequences with loops, branches and calls in both instruction sets against qemu-arm, which logs its registers before
 * each instruction: registers, the whole status register and the VFP after each, memory at the end of those that come to an
 * end.
 *
 * <table>
 * <caption>Left out</caption>
 * <tr><td>LDREX, STREX and their forms</td><td>qemu compares the loaded value with the memory, we the address alone; with
 * other stores between the two they differ. {@link InstructionCampaign} has them in pairs.</td></tr>
 * <tr><td>MSR</td><td>may change bit E; see there</td></tr>
 * <tr><td>FMXR</td><td>may choose a short vector that qemu 7.2 gets wrong, or set a bit that it should not keep; see
 * there</td></tr>
 * <tr><td>what follows a fault of ours, or a branch to somewhere else</td><td>qemu 7.2 does not check every
 * alignment</td></tr>
 * <tr><td>memory of sequences that return to their end by chance</td><td>from a stack that they have damaged; an address
 * with the lowest bits 10 is UNPREDICTABLE in ARM state: ours clears them, qemu 7.2 does not</td></tr>
 * </table>
 */
final class SequenceCampaign {
    /** Sequences of a batch. */
    private static final long SEQUENCES = 20;

    private static final int LONGEST = 1000;
    private static final int START = 0x0010_0000;
    private static final int END = 0x0024_0000;
    private static final String RECORD = "R00=";
    private static final int STATUS = 16;

    private static final Set<Opcode> EXCLUDED = EnumSet.of(
            Opcode.LDREX,
            Opcode.LDREXB,
            Opcode.LDREXH,
            Opcode.LDREXD,
            Opcode.STREX,
            Opcode.STREXB,
            Opcode.STREXH,
            Opcode.STREXD,
            Opcode.MSR,
            Opcode.FMXR);

    /** Loads the state that is appended: where to go, cpsr, r0 to r14, fpscr, d0 to d15. */
    private static final String START_SOURCE =
            """
                    .arm
                    .arch   armv6k
                    .fpu    vfpv2
                    ldr     r0, state + 68
                    vmsr    fpscr, r0
                    adr     r0, state + 72
                    vldmia  r0, {d0-d15}
                    ldr     r0, state + 4
                    msr     cpsr_fs, r0
                    adr     r0, state + 8
                    ldmia   r0, {r0-r14}
                    ldr     pc, state
            state:
            """;

    /** Writes the data. */
    private static final String END_SOURCE =
            """
                    .arm
                    .arch   armv6k
                    setend  le
                    ldr     r1, data
                    ldr     r2, bytes
                    mov     r0, #1
                    mov     r7, #4
                    svc     #0
                    mov     r0, #0
                    mov     r7, #1
                    svc     #0
            data:   .word   0x00500000
            bytes:  .word   0x00004000
            """;

    private static final int STATE_BYTES = 18 * Integer.BYTES + 16 * Long.BYTES;

    /** r0 to pc, cpsr, d0 to d15, fpscr. */
    private record Step(List<Integer> registers, List<Long> vfp) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            registers.forEach(each -> text.append("%08x ".formatted(each)));
            vfp.forEach(each -> text.append("%x ".formatted(each)));
            return text.toString();
        }
    }

    private final Path directory;
    private final Findings findings;
    private final byte[] start;
    private final byte[] end;
    private long sequences;
    private long ends;

    /** A campaign that keeps its files in a directory. */
    SequenceCampaign(Path directory, Findings findings) throws IOException, InterruptedException {
        this.directory = directory;
        this.findings = findings;
        start = QemuArm.assemble(START_SOURCE, directory);
        end = QemuArm.assemble(END_SOURCE, directory);
    }

    /** One batch. */
    void batch(long batchSeed) throws IOException, InterruptedException {
        for (long seed = SEQUENCES * batchSeed; seed < SEQUENCES * (batchSeed + 1); seed++) {
            sequence(new SequenceGenerator(new SplittableRandom(seed), SequenceCampaign::wanted).next(), batchSeed);
        }
    }

    private static boolean wanted(Encoding row) {
        return !EXCLUDED.contains(row.opcode());
    }

    private void sequence(Sequence sequence, long seed) throws IOException, InterruptedException {
        Path data = directory.resolve("data");
        List<Step> theirs = runInQemu(sequence, data);
        SequenceMachine machine = new SequenceMachine(sequence, new InterpretingEngine(Profile.NONE)).reset();
        EngineState state = machine.run(0);
        int step = 0;
        int previous = 0;
        boolean same = true;
        while (same && state.stop().equals("BUDGET") && step < LONGEST && sequence.contains(state.pc())) {
            Step ours = new Step(state.registers(), sequence.vfp() ? state.vfp().subList(0, 17) : List.of());
            String expected = step < theirs.size() ? theirs.get(step).toString() : "nothing";
            same = expected.equals(ours.toString());
            if (!same) {
                findings.differ(
                        "after %d instructions%n%s%n  qemu: %s%n  ours: %s"
                                .formatted(step, sequence.listing(), expected, ours),
                        seed);
            }
            previous = state.pc();
            state = machine.run(1);
            step++;
        }
        findings.count("qemu sequences, " + (sequence.vfp() ? "VFP" : sequence.thumb() ? "Thumb" : "ARM"), step);
        sequences++;
        if (same && previous == sequence.last() && Sequence.isEnd(state.pc())) {
            ends++;
            if (!Arrays.equals(machine.data(), Files.readAllBytes(data))) {
                findings.differ("memory at the end%n%s".formatted(sequence.listing()), seed);
            }
        }
    }

    /** The share of sequences that came to their end. */
    double endedShare() {
        return (double) ends / sequences;
    }

    /** The state before each instruction, as far as qemu got. */
    private List<Step> runInQemu(Sequence sequence, Path data) throws IOException, InterruptedException {
        Path elf = directory.resolve("sequence.elf");
        Path log = directory.resolve("log");
        byte[] startWithState = Arrays.copyOf(start, start.length + STATE_BYTES);
        ByteBuffer state = ByteBuffer.wrap(startWithState).order(ByteOrder.LITTLE_ENDIAN);
        state.position(start.length);
        state.putInt(sequence.thumb() ? Sequence.START | 1 : Sequence.START).putInt(sequence.cpsr());
        for (int number = 0; number < 15; number++) {
            state.putInt(sequence.registers()[number]);
        }
        state.putInt(sequence.fpscr());
        for (long bits : sequence.doubles()) {
            state.putLong(bits);
        }
        byte[] code = sequence.code().clone();
        ByteBuffer.wrap(code)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, CaseCode.branch(Sequence.ARM_END, END))
                .putShort(4, CaseCode.BX_PC)
                .putInt(8, CaseCode.branch(Sequence.CODE + 8, END));
        new ArmElf()
                .with(START, startWithState)
                .with(Sequence.CODE, code)
                .with(END, end)
                .with(Sequence.DATA, sequence.data())
                .write(elf, START);
        String filter = "0x%x+0x%x".formatted(Sequence.START, code.length - (Sequence.START - Sequence.CODE));
        String what = sequence.vfp() ? "cpu,fpu,nochain" : "cpu,nochain";
        QemuArm.run(elf, data, "-singlestep", "-d", what, "-dfilter", filter, "-D", log.toString());
        return parse(Files.readString(log), sequence.vfp());
    }

    /**
     * The log has lines of "R00=01234567 R01=..." and, after the sixteenth register, "PSR=01234567"; then, of the VFP,
     * "s00=01234567 s01=89abcdef d00=..." and "FPSCR: 01234567".
     */
    private static List<Step> parse(String log, boolean vfp) {
        List<Step> steps = new ArrayList<>();
        for (int at = log.indexOf(RECORD); at >= 0; ) {
            int next = log.indexOf(RECORD, at + 1);
            String text = log.substring(at, next < 0 ? log.length() : next);
            if (!text.contains(vfp ? "FPSCR: " : "PSR=") || !text.endsWith("\n")) {
                break; // qemu was killed while writing
            }
            List<Integer> registers = new ArrayList<>();
            int value = 0;
            for (int number = 0; number <= STATUS; number++) {
                value = text.indexOf('=', value) + 1;
                registers.add(Integer.parseUnsignedInt(text, value, value + 8, 16));
            }
            List<Long> doubles = new ArrayList<>();
            int fpscr = text.indexOf("FPSCR: ");
            for (int d = text.indexOf(" d"); d >= 0 && d < fpscr; d = text.indexOf(" d", d + 1)) {
                doubles.add(Long.parseUnsignedLong(text, d + 5, d + 21, 16));
            }
            if (fpscr >= 0) {
                doubles.add((long) Integer.parseUnsignedInt(text, fpscr + 7, fpscr + 15, 16));
            }
            steps.add(new Step(registers, doubles));
            at = next;
        }
        return steps;
    }
}
