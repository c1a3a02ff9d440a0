package dev.lockstep.translator;

import dev.lockstep.engine.Engine;
import dev.lockstep.engine.EngineStatistics;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.isa.Encoding;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.linkage.Mode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random instructions in random states against qemu-arm: registers, the whole status register, the VFP, the thread id, the
 * pc and memory after each, in the interpreter and in translated code. Both sides execute an instruction at the same guest
 * address, so the pc may be an operand. The seed's remainder by four chooses instruction set and order of data.
 *
 * <p>What is not compared, and why:
 *
 * <table>
 * <caption>Left out</caption>
 * <tr><td>SVC, BKPT, undefined and UNPREDICTABLE words</td><td>a system call: our kernel's or Linux's; exceptions</td></tr>
 * <tr><td>unaligned LDM, STM, LDRD, STRD, SWP, LDREX, STREX, VLDR, VSTR, VLDM, VSTM</td><td>alignment faults; qemu 7.2 does
 * not check all of them</td></tr>
 * <tr><td>STREX of another size than the LDREX before</td><td>UNPREDICTABLE; qemu compares the loaded value with the
 * memory, we the address alone</td></tr>
 * <tr><td>STREX after another store to the address</td><td>qemu's comparison of values fails where the monitor of the
 * architecture is still armed; here nothing is between the two</td></tr>
 * <tr><td>short vectors of singles with a stride of 2 (code 3)</td><td>qemu 7.2 has a stride of 4 there; code 1, which it
 * takes for a stride of 2, is compared</td></tr>
 * <tr><td>VMOV, VABS, VNEG, VSQRT from one short vector of doubles to another</td><td>qemu 7.2 advances the wrong
 * register</td></tr>
 * <tr><td>FPSCR bits 26 and 27 set</td><td>not in VFPv2; qemu 7.2 keeps what is written</td></tr>
 * <tr><td>stores relative to the pc</td><td>they would overwrite the slots of other cases; code that changes is another
 * campaign's concern</td></tr>
 * <tr><td>loads relative to the pc from the words that end cases</td><td>those differ between the sides</td></tr>
 * <tr><td>loads of the pc from addresses that are no multiple of 4; targets with the lowest bits 10</td><td>
 * UNPREDICTABLE</td></tr>
 * <tr><td>BX pc in Thumb state</td><td>goes to what ends a case; sequences have it</td></tr>
 * </table>
 */
final class InstructionCampaign {
    /** Instructions of a batch, and states that each is executed in: it is translated once. */
    private static final int SLOTS = 21_000;

    private static final int STATES = 4;

    private final CaseHarness harness;
    private final Findings findings;
    private final Engine interpreter = new InterpretingEngine(Profile.NONE);
    private final TranslatingEngine paged =
            new TranslatingEngine(Profile.NONE, 1).withPromotion(PromotionPolicy.never());
    private final TranslatingEngine flat =
            new TranslatingEngine(Profile.NONE, 1).withPromotion(PromotionPolicy.always());
    private final Set<Encoding> drawn = new HashSet<>();
    private long trampolines;

    /** A campaign that keeps its files in a directory. */
    InstructionCampaign(Path directory, Findings findings) throws IOException, InterruptedException {
        harness = new CaseHarness(directory);
        this.findings = findings;
    }

    private static CodeState state(long seed) {
        return new CodeState((seed & 1) != 0, Mode.of(Math.floorMod(seed >> 1, 3)));
    }

    /** One batch. */
    void batch(long seed) throws IOException, InterruptedException {
        CodeState state = state(seed);
        CaseGenerator generator = new CaseGenerator(new SplittableRandom(seed), state, SLOTS);
        List<InstructionCase> slots = new ArrayList<>(SLOTS);
        List<InstructionCase> cases = new ArrayList<>(SLOTS * STATES);
        for (int slot = 0; slot < SLOTS; slot++) {
            InstructionCase next = generator.next(slot);
            drawn.add(next.instruction().encoding());
            slots.add(next);
            cases.add(next);
            for (int again = 1; again < STATES; again++) {
                cases.add(generator.again(next));
            }
        }
        List<CaseResult> expected = runInQemu(cases, slots, seed);
        String name = "qemu instructions, " + (state.thumb() ? "Thumb" : "ARM and VFP")
                + (state.bigEndian() ? ", big-endian data, " : ", ");
        TranslatingEngine translator = state.mode() == Mode.FLAT ? flat : paged;
        compare(name + "interpreter", interpreter, slots, cases, expected, seed);
        trampolines += compare(
                name + (state.mode() == Mode.FLAT ? "translator, flat memory" : "translator"),
                translator,
                slots,
                cases,
                expected,
                seed);
    }

    /** Splits the cases until those are found that qemu does not survive. */
    private List<CaseResult> runInQemu(List<InstructionCase> cases, List<InstructionCase> slots, long seed)
            throws IOException, InterruptedException {
        List<CaseResult> results = harness.run(cases, slots);
        List<InstructionCase> suspects = cases;
        if (results.isEmpty()) {
            while (suspects.size() > 1) {
                List<InstructionCase> half = suspects.subList(0, suspects.size() / 2);
                suspects = harness.run(half, slots).isEmpty()
                        ? half
                        : suspects.subList(suspects.size() / 2, suspects.size());
            }
            findings.differ(
                    "qemu does not survive%n%s".formatted(suspects.get(0).describe()), seed);
        }
        return results;
    }

    /** Adds what an engine does otherwise; returns how many branches were spent on getting hot. */
    private long compare(
            String name,
            Engine engine,
            List<InstructionCase> slots,
            List<InstructionCase> cases,
            List<CaseResult> expected,
            long seed) {
        CaseMachine machine = new CaseMachine(engine, slots);
        for (int k = 0; k < expected.size(); k++) {
            InstructionCase each = cases.get(k);
            String found;
            try {
                CaseResult result = machine.run(each);
                found = result.equals(expected.get(k)) ? "" : result.toString();
            } catch (IllegalStateException e) {
                found = e.getMessage();
            }
            if (!found.isEmpty()) {
                findings.differ(
                        "%s: %s%n  qemu:   %s%n  ours:   %s".formatted(name, each.describe(), expected.get(k), found),
                        seed);
            }
        }
        findings.count(name, expected.size());
        return machine.trampolines();
    }

    /** The rows of the table that were drawn so far. */
    Set<Encoding> drawn() {
        return drawn;
    }

    /** Instructions that the translating engine left to its interpreter, as a share of the translated ones. */
    double interpretedShare() {
        EngineStatistics one = paged.statistics();
        EngineStatistics other = flat.statistics();
        return (double) (one.interpreted() + other.interpreted() - trampolines)
                / (one.translated() + other.translated());
    }
}
