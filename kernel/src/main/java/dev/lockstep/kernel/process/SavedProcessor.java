package dev.lockstep.kernel.process;

import static dev.lockstep.kernel.process.ProcessRecords.CPSR;
import static dev.lockstep.kernel.process.ProcessRecords.EXCLUSIVE;
import static dev.lockstep.kernel.process.ProcessRecords.EXCLUSIVE_ADDRESS;
import static dev.lockstep.kernel.process.ProcessRecords.FORKED;
import static dev.lockstep.kernel.process.ProcessRecords.PC_HASH;
import static dev.lockstep.kernel.process.ProcessRecords.PROMOTION_DELAY;
import static dev.lockstep.kernel.process.ProcessRecords.REGISTERS;
import static dev.lockstep.kernel.process.ProcessRecords.REG_HASH;
import static dev.lockstep.kernel.process.ProcessRecords.SILENT_LONG;
import static dev.lockstep.kernel.process.ProcessRecords.SINCE_PROMOTION;
import static dev.lockstep.kernel.process.ProcessRecords.STATE;
import static dev.lockstep.kernel.process.ProcessRecords.THREAD_ID;

import dev.lockstep.cpu.CpuState;

/**
 * A processor in the words of a {@linkplain ProcessRecords record}: what a context switch stores and loads, and a fork copies.
 * Not there are memory and code, and the floating-point unit, which few use ({@link Belongings}).
 */
final class SavedProcessor {
    private SavedProcessor() {}

    /** Stores a processor to the record that begins at this index. */
    static void save(CpuState cpu, int[] words, int at) {
        // One by one: they were stored one by one a moment ago, and a processor reads such words late in pairs.
        int[] r = cpu.r;
        for (int k = 0; k < r.length; k++) {
            words[at + REGISTERS + k] = r[k];
        }
        words[at + CPSR] = cpu.cpsr();
        words[at + REG_HASH] = cpu.regHash;
        words[at + PC_HASH] = cpu.pcHash;
        ProcessRecords.putLong(words, at + SILENT_LONG, cpu.silent);
        words[at + THREAD_ID] = cpu.threadId;
        words[at + EXCLUSIVE_ADDRESS] = cpu.exclusiveAddress;
        words[at + SINCE_PROMOTION] = (int) Math.min(cpu.sincePromotion, Integer.MAX_VALUE);
        words[at + PROMOTION_DELAY] = (int) cpu.promotionDelay;
        words[at + STATE] =
                words[at + STATE] & ~(EXCLUSIVE | FORKED) | (cpu.exclusive ? EXCLUSIVE : 0) | (cpu.forked ? FORKED : 0);
    }

    /** Loads a processor from the record that begins at this index. */
    static void load(CpuState cpu, int[] words, int at) {
        System.arraycopy(words, at + REGISTERS, cpu.r, 0, cpu.r.length);
        cpu.setCpsr(words[at + CPSR]);
        cpu.regHash = words[at + REG_HASH];
        cpu.pcHash = words[at + PC_HASH];
        cpu.silent = ProcessRecords.getLong(words, at + SILENT_LONG);
        cpu.threadId = words[at + THREAD_ID];
        cpu.exclusiveAddress = words[at + EXCLUSIVE_ADDRESS];
        cpu.sincePromotion = words[at + SINCE_PROMOTION];
        cpu.promotionDelay = words[at + PROMOTION_DELAY];
        int state = words[at + STATE];
        cpu.exclusive = (state & EXCLUSIVE) != 0;
        cpu.forked = (state & FORKED) != 0;
    }
}
