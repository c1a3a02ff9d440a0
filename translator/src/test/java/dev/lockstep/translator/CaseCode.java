package dev.lockstep.translator;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * The code of the slots, for either side. A slot has an instruction, what ends the case behind it, and literals, which both
 * sides have in common:
 *
 * <pre>
 *   ARM, qemu   instruction           b dump                          literal    literal
 *   ARM, ours   instruction           svc                             literal    literal
 *   Thumb, qemu instruction, nop (or  bx pc, nop                      b dump     literal
 *               nop, instruction)                                     (ARM)
 *   Thumb, ours instruction, svc (or  svc, b to the literal                      literal
 *               svc, instruction)
 * </pre>
 *
 * Literals are system calls of any number, so that on our side each slot follows one: then many slots become one region,
 * each with an entry of its own.
 */
final class CaseCode {
    static final int SVC = 0xef000000;
    static final short THUMB_SVC = (short) 0xdf00;
    static final int BRANCH = 0xea000000;
    static final short BX_PC = 0x4778;
    static final short THUMB_NOP = 0x46c0;

    /** From the seventh byte of a slot to the literal. */
    private static final short TO_LITERAL = (short) 0xe001;

    private CaseCode() {}

    /** The slots as qemu gets them. */
    static byte[] forQemu(List<InstructionCase> cases, int dump) {
        ByteBuffer code = buffer(cases);
        for (int block = 0; block < Landings.blocks(cases.size()); block++) {
            for (int index = 0; index < Landings.IN_ISLAND; index++) {
                int address = Landings.islandAddress(block, index);
                int landing = Landings.armAddress(Landings.islandNumber(block, index));
                code.position(address - Landings.SLOTS);
                code.putShort(BX_PC).putShort(THUMB_NOP).putInt(branch(address + 4, landing));
            }
        }
        for (InstructionCase each : cases) {
            int end = each.slotAddress() + 4;
            code.position(each.slotAddress() - Landings.SLOTS);
            if (each.state.thumb()) {
                thumb(code, each, THUMB_NOP);
                code.putShort(BX_PC).putShort(THUMB_NOP).putInt(branch(end + 4, dump));
            } else {
                code.putInt(each.word).putInt(branch(end, dump)).putInt(each.literals[0]);
            }
            code.putInt(each.literals[1]);
        }
        return code.array();
    }

    /** The slots as our engines get them. */
    static byte[] forUs(List<InstructionCase> cases) {
        ByteBuffer code = buffer(cases);
        while (code.hasRemaining()) {
            code.putShort(THUMB_SVC);
        }
        for (InstructionCase each : cases) {
            code.position(each.slotAddress() - Landings.SLOTS);
            if (each.state.thumb()) {
                thumb(code, each, THUMB_SVC);
                code.putShort(THUMB_SVC).putShort(TO_LITERAL).putInt(0);
            } else {
                code.putInt(each.word).putInt(SVC).putInt(each.literals[0]);
            }
            code.putInt(each.literals[1]);
        }
        return code.array();
    }

    private static void thumb(ByteBuffer code, InstructionCase each, short filler) {
        if (each.instruction().size() == 4) {
            code.putShort((short) (each.word >>> 16)).putShort((short) each.word);
        } else {
            code.putShort(each.offset == 0 ? (short) each.word : filler);
            code.putShort(each.offset == 0 ? filler : (short) each.word);
        }
    }

    /** An ARM branch. */
    static int branch(int from, int to) {
        return BRANCH | (to - from - 8) >> 2 & 0xffffff;
    }

    private static ByteBuffer buffer(List<InstructionCase> cases) {
        return ByteBuffer.allocate(Landings.bytes(cases.size())).order(ByteOrder.LITTLE_ENDIAN);
    }
}
