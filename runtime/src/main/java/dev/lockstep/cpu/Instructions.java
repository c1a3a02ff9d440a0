package dev.lockstep.cpu;

import dev.lockstep.memory.Page;

/** The instructions of one page as far as they were decoded, apart for the two states: one byte can be code of both. */
final class Instructions {
    private static final int ARM_SLOTS = Page.BYTES / 4;
    private static final int THUMB_SLOTS = Page.BYTES / 2;
    private static final Decoded[] NONE = {};

    private Decoded[] arm = NONE;
    private Decoded[] thumb = NONE;

    /** Index of the instruction at an address in the slots of a state: one for each word, or halfword in Thumb state. */
    static int index(int address, boolean inThumb) {
        return inThumb ? address >>> 1 & (THUMB_SLOTS - 1) : address >>> 2 & (ARM_SLOTS - 1);
    }

    /** The slots of one state by {@link #index}; null where nothing was decoded yet. */
    Decoded[] of(boolean inThumb) {
        if (inThumb) {
            thumb = thumb.length == 0 ? new Decoded[THUMB_SLOTS] : thumb;
            return thumb;
        }
        arm = arm.length == 0 ? new Decoded[ARM_SLOTS] : arm;
        return arm;
    }

    /** The instruction that was decoded at an address, or null. */
    Decoded at(int address, boolean inThumb) {
        Decoded[] slots = inThumb ? thumb : arm;
        boolean starts = inThumb || (address & 3) == 0;
        return slots.length == 0 || !starts ? null : slots[index(address, inThumb)];
    }

    /** Whether something decoded, of either state, starts at an address and reaches at least so many bytes. */
    boolean reaches(int address, int bytes) {
        return reaches(at(address, false), bytes) || reaches(at(address, true), bytes);
    }

    private static boolean reaches(Decoded instruction, int bytes) {
        return instruction != null && instruction.size >= bytes;
    }

    /** Forgets what starts at an address and reaches at least so many bytes. */
    void drop(int address, int bytes) {
        if (reaches(at(address, false), bytes)) {
            arm[index(address, false)] = null;
        }
        if (reaches(at(address, true), bytes)) {
            thumb[index(address, true)] = null;
        }
    }
}
