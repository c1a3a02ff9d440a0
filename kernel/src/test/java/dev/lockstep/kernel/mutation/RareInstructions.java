package dev.lockstep.kernel.mutation;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.Rights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A program of instructions that compilers seldom make, each in a loop that twelve times changes their operands. */
final class RareInstructions {
    static final String NAME = "rare";

    private static final int CODE = 0x10000;
    private static final int DATA = 0x20000;

    /** What the test resource mutation/RareInstructions.s assembles to. */
    private static final int[] WORDS = {
        0xe3a0b00c, 0xe59f410c, 0xe59f510c, 0xe3a0a802, 0xe0946005, 0xe0b57004, 0xe0d78006, 0xe2f8904d,
        0xe1b001a4, 0xe19013e5, 0xe0810594, 0xe0e10495, 0xe0a76091, 0xe0460597, 0xe0226190, 0xe10225c0,
        0xe7032110, 0xe7533110, 0xe6532f91, 0xe6832fb1, 0xe1058055, 0xe6a88013, 0xe789f312, 0xe6829413,
        0xe6e89472, 0xe6bf8879, 0xe6bf8f32, 0xe6ff8fb3, 0xe16f7f18, 0xe10f6000, 0xe58a0004, 0xe5ca2005,
        0xe1ca30b6, 0xe1da60d5, 0xe1da70f6, 0xe1ca20f8, 0xe1ca00d4, 0xe10a6097, 0xe19a8f9f, 0xe18a9f94,
        0xe8aa000f, 0xe93a00c3, 0xee004a10, 0xeef80ac0, 0xee201aa0, 0xee711a20, 0xeef41a41, 0xeef1fa10,
        0x42866001, 0xee117a90, 0xedca1a04, 0xe59a8010, 0xeb00000b, 0xe31b0001, 0x0b000009, 0xe1540005,
        0x82844003, 0xb2844005, 0xe0244000, 0xe0855002, 0xe25bb001, 0x1affffc5, 0xe3a00001, 0xe3a01003,
        0xef000000, 0xe92d4030, 0xe59f4010, 0xe0245001, 0xe0833005, 0xe8bd8030, 0x89abcdef, 0x7fff0003,
        0x12345678,
    };

    private RareInstructions() {}

    static Image image() {
        ByteBuffer code = ByteBuffer.allocate(Integer.BYTES * WORDS.length).order(ByteOrder.LITTLE_ENDIAN);
        code.asIntBuffer().put(WORDS);
        return new Image(
                NAME,
                Image.Format.ELF,
                List.of(
                        new Segment(CODE, code.array(), code.capacity(), Rights.READ_EXECUTE),
                        new Segment(DATA, new byte[0], 0x1000, Rights.READ_WRITE)),
                CODE,
                0x30000,
                0x40000000,
                0xc0000000,
                0x10000,
                Optional.empty(),
                1,
                new Symbols(Map.of(CODE, "_start", CODE + 4 * (WORDS.length - 9), "leaf"), Map.of()));
    }
}
