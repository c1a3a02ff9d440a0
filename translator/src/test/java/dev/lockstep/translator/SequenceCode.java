package dev.lockstep.translator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Code of both instruction sets in the making, with branches to labels that may come later. */
final class SequenceCode {
    private static final short NOP = 0x46c0;
    private static final int BL = 0xf000_f800;
    private static final int BLX = 0xf000_e800;
    private static final int ARM_BLX = 0xfa000000;
    private static final int ARM_B = 0x0a000000;
    private static final int LINK = 1 << 24;

    /** A branch to be completed: where, its word without the distance, and whether it is of Thumb state. */
    private record Branch(int at, int word, boolean thumb, int label) {}

    private final int start;
    private final List<Short> halfwords = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();

    /** Code from an address on. */
    SequenceCode(int start) {
        this.start = start;
    }

    /** The address of what comes next. */
    int here() {
        return start + 2 * halfwords.size();
    }

    /** Adds a word of ARM state. */
    void arm(int word) {
        halfwords.add((short) word);
        halfwords.add((short) (word >>> 16));
    }

    /** Adds an instruction of Thumb state, of two halfwords if the upper one is not zero. */
    void thumb(int word) {
        if (word >>> 16 != 0) {
            halfwords.add((short) (word >>> 16));
        }
        halfwords.add((short) word);
    }

    /** Goes on at a multiple of four. */
    void align() {
        if ((here() & 2) != 0) {
            halfwords.add(NOP);
        }
    }

    /** A label that has no place yet. */
    int label() {
        labels.add(0);
        return labels.size() - 1;
    }

    /** Gives a label its place: here. */
    void place(int label) {
        place(label, here());
    }

    void place(int label, int address) {
        labels.set(label, address);
    }

    /** A branch within ARM state. */
    void armBranch(int condition, boolean link, int label) {
        branches.add(new Branch(here(), condition | ARM_B | (link ? LINK : 0), false, label));
        arm(0);
    }

    /** A call from ARM to Thumb state. */
    void armExchange(int label) {
        branches.add(new Branch(here(), ARM_BLX, false, label));
        arm(0);
    }

    /** A short branch of Thumb state; condition 14 is none. */
    void thumbBranch(int condition, int label) {
        branches.add(new Branch(here(), condition == 14 ? 0xe000 : 0xd000 | condition << 8, true, label));
        thumb(0);
    }

    /** A call from Thumb state. */
    void thumbCall(boolean exchange, int label) {
        branches.add(new Branch(here(), exchange ? BLX : BL, true, label));
        thumb(BL);
    }

    /** The code, with all branches complete. */
    byte[] bytes() {
        align();
        ByteBuffer code = ByteBuffer.allocate(2 * halfwords.size()).order(ByteOrder.LITTLE_ENDIAN);
        halfwords.forEach(code::putShort);
        for (Branch branch : branches) {
            int target = labels.get(branch.label);
            int at = branch.at - start;
            if (!branch.thumb) {
                code.putInt(at, armWord(branch, target));
            } else if (branch.word >>> 16 == 0) {
                code.putShort(at, (short) thumbHalfword(branch, target));
            } else {
                int pc = branch.at + 4;
                int distance = target - (branch.word == BLX ? pc & ~3 : pc);
                code.putShort(at, (short) (branch.word >>> 16 | distance >> 12 & 0x7ff));
                code.putShort(at + 2, (short) (branch.word | distance >> 1 & 0x7ff));
            }
        }
        return code.array();
    }

    private static int armWord(Branch branch, int target) {
        int distance = target - branch.at - 8;
        int half = branch.word == ARM_BLX ? distance << 23 & LINK : 0;
        return branch.word | half | distance >> 2 & 0xffffff;
    }

    private static int thumbHalfword(Branch branch, int target) {
        int distance = target - branch.at - 4;
        int bits = branch.word == 0xe000 ? 11 : 8;
        if (distance < -1 << bits || distance >= 1 << bits) {
            throw new IllegalStateException("out of reach: " + distance + " bytes");
        }
        return branch.word | distance >> 1 & (1 << bits) - 1;
    }
}
