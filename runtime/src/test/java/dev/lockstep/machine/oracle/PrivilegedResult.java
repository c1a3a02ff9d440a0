package dev.lockstep.machine.oracle;

import java.util.List;

/**
 * What a case leaves behind, as {@link PrivilegedLayout} orders it. qemu 7.2 differs in three things that are not compared:
 * BKPT leaves IFAR as it was, where the part tells the address (TRM table 6-12); IFSR has a domain, where the part has none
 * (TRM 3.2.18); and FPEXC has no EX.
 */
final class PrivilegedResult {
    static final int WORDS = PrivilegedLayout.WINDOW_AT / Integer.BYTES + PrivilegedLayout.WINDOW_WORDS;

    private static final List<String> NAMES = List.of(
            "vector cpsr r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r8_fiq r9_fiq r10_fiq r11_fiq r12_fiq sp lr sp_fiq lr_fiq"
                    .split(" "));

    private static final List<String> LATER_NAMES = List.of(
            "sp_irq lr_irq sp_svc lr_svc sp_abt lr_abt sp_und lr_und spsr_fiq spsr_irq spsr_svc spsr_abt spsr_und thread0 thread1 thread2 dfsr ifsr far ifar par fpexc"
                    .split(" "));

    private static final int FAULTS = PrivilegedLayout.INTERRUPTS / Integer.BYTES;
    private static final int INSTRUCTION_STATUS = FAULTS + 1;
    private static final int INSTRUCTION_ADDRESS = FAULTS + 3;
    private static final int VFP_STATUS = FAULTS + 5;
    private static final int DEBUG_EVENT = 2;
    private static final int DOMAIN = 0xf0;
    private static final int VFP_EXCEPTION = 1 << 31;

    private PrivilegedResult() {}

    /** What differs, a line each; empty if nothing does. */
    static String difference(int[] qemu, int[] ours) {
        StringBuilder text = new StringBuilder();
        boolean breakpoint = ours[INSTRUCTION_STATUS] == DEBUG_EVENT;
        for (int i = 0; i < WORDS; i++) {
            int differing = qemu[i] ^ ours[i];
            boolean agreed = i == INSTRUCTION_ADDRESS && breakpoint
                    || i == INSTRUCTION_STATUS && (differing & ~DOMAIN) == 0
                    || i == VFP_STATUS && differing == VFP_EXCEPTION;
            if (differing != 0 && !agreed) {
                text.append("%n  %s: qemu %08x, ours %08x".formatted(name(i), qemu[i], ours[i]));
            }
        }
        return text.toString();
    }

    private static String name(int word) {
        if (word < NAMES.size()) {
            return NAMES.get(word);
        }
        int later = word - NAMES.size();
        return later < LATER_NAMES.size() ? LATER_NAMES.get(later) : "result word " + word;
    }
}
