package dev.lockstep.translator.analysis;

import dev.lockstep.isa.Instruction;
import java.util.List;

/**
 * A basic block: instructions that are executed one after the other, entered at the first only.
 *
 * @param address of the first instruction
 * @param instructions at least one; only the last may transfer control
 * @param successors addresses that control may go on to inside the region, without returns and jumps out of it
 * @param entry whether the region can be entered here: the root, targets of backward branches, return points of calls and
 *     system calls, targets of jump tables. Exactly these test the budget.
 * @param cases where a switch at its end goes, by the value of the last instruction's Rm from 0 on; otherwise it goes
 *     where that instruction says, which for a block that ends in no switch is always so
 * @param longestPath the most instructions that can execute from here to the next test of the budget
 */
public record Block(
        int address,
        List<Instruction> instructions,
        List<Integer> successors,
        boolean entry,
        List<Integer> cases,
        int longestPath) {

    /** Number of instructions. */
    public int length() {
        return instructions.size();
    }

    /** Address after the last instruction. */
    public int end() {
        return addressOf(instructions.size());
    }

    /** Length in bytes. */
    public int bytes() {
        return end() - address;
    }

    public Instruction last() {
        return instructions.get(instructions.size() - 1);
    }

    /** Address of the last instruction. */
    public int lastAddress() {
        return end() - last().size();
    }

    /** Address of the instruction at an index, or the end for the one after the last. */
    public int addressOf(int index) {
        int at = address;
        for (int k = 0; k < index; k++) {
            at += instructions.get(k).size();
        }
        return at;
    }
}
