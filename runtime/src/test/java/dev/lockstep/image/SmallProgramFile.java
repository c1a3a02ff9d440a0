package dev.lockstep.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A small program that tests bend: a valid one, any of whose header words can be overwritten. */
final class SmallProgramFile {
    static final int CODE_ADDRESS = 0x400000;
    static final int DATA_ADDRESS = 0x500000;

    private final ByteBuffer bytes;

    /** Code and data of these lengths with recognisable content, bss after the data. */
    SmallProgramFile(int codeBytes, int dataBytes, int bssBytes) {
        bytes = ByteBuffer.allocate(40 + codeBytes + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0xfaf0faf0).putInt(40);
        bytes.putInt(40).putInt(CODE_ADDRESS).putInt(codeBytes);
        bytes.putInt(40 + codeBytes).putInt(DATA_ADDRESS).putInt(dataBytes);
        bytes.putInt(DATA_ADDRESS + dataBytes).putInt(bssBytes);
        for (int i = 0; bytes.hasRemaining(); i++) {
            bytes.put((byte) (i < codeBytes ? i + 1 : -i));
        }
    }

    /**
     * Overwrites a header word.
     *
     * @param word its number, from 0
     */
    SmallProgramFile with(int word, long value) {
        bytes.putInt(4 * word, (int) value);
        return this;
    }

    byte[] bytes() {
        return bytes.array().clone();
    }
}
