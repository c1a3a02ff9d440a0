package dev.lockstep.kernel.diff;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.StepObserver;
import java.util.ArrayList;
import java.util.List;

/** How registers, and the flags in the status register, are called. */
final class RegisterNames {
    private static final String FLAGS = "NZCVQ";
    private static final int GE_SHIFT = 16;
    private static final int GE_MASK = 0xf;
    private static final int NAMED = 0xf80f0000;

    private RegisterNames() {}

    static String name(int number) {
        return switch (number) {
            case CpuState.SP -> "sp";
            case CpuState.LR -> "lr";
            case CpuState.PC -> "pc";
            case StepObserver.CPSR -> "cpsr";
            default -> "r" + number;
        };
    }

    static String hex(int value) {
        return "0x%08x".formatted(value);
    }

    /**
     * A part of the status register.
     *
     * @param name N, Z, C, V, Q, GE, or cpsr for the rest
     * @param value as text
     */
    record Part(String name, String value) {}

    /** The parts of a status register that another one has otherwise. */
    static List<Part> differing(int status, int other) {
        List<Part> parts = new ArrayList<>();
        for (int k = 0; k < FLAGS.length(); k++) {
            int shift = 31 - k;
            if (((status ^ other) >>> shift & 1) != 0) {
                parts.add(new Part(FLAGS.substring(k, k + 1), Integer.toString(status >>> shift & 1)));
            }
        }
        if (((status ^ other) >>> GE_SHIFT & GE_MASK) != 0) {
            String bits = Integer.toBinaryString(status >>> GE_SHIFT & GE_MASK | GE_MASK + 1)
                    .substring(1);
            parts.add(new Part("GE", bits));
        }
        if (((status ^ other) & ~NAMED) != 0) {
            parts.add(new Part("cpsr", hex(status)));
        }
        return parts;
    }

    static String changedFlags(int before, int status) {
        List<String> texts = differing(status, before).stream()
                .map(part -> part.name() + "=" + part.value())
                .toList();
        return String.join(" ", texts);
    }
}
