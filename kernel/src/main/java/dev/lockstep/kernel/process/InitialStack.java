package dev.lockstep.kernel.process;

import dev.lockstep.image.Image;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * What an ELF program finds on its stack, as on Linux:
 *
 * <pre>
 *  sp -> argc | argv[0] .. argv[argc-1] | 0 | 0 (no environment) | 0 0 (end of auxv) | strings | top
 * </pre>
 *
 * <p>A small program finds nothing: its sp is the top.
 *
 * @param stackPointer a multiple of 8 for ELF programs
 * @param content the bytes from the stack pointer on
 */
@SuppressWarnings("ArrayRecordComponent") // made once, read once
record InitialStack(int stackPointer, byte[] content) {
    /** The most that arguments may take, with their pointers, in bytes. */
    static final int MAX_BYTES = 128 << 10;

    private static final int WORD = Integer.BYTES;
    private static final int FIXED_WORDS = 5;

    /** How much these arguments take, in bytes. */
    static long bytes(List<byte[]> arguments) {
        long bytes = (long) WORD * (FIXED_WORDS + arguments.size());
        for (byte[] argument : arguments) {
            bytes += argument.length + 1;
        }
        return bytes;
    }

    /** The arguments as one text, with a space between two. */
    static byte[] commandLine(List<byte[]> arguments) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte[] argument : arguments) {
            if (line.size() > 0) {
                line.write(' ');
            }
            line.writeBytes(argument);
        }
        return line.toByteArray();
    }

    /**
     * The stack of a new program.
     *
     * @param arguments argv, without the zero bytes at their ends; at most {@link #MAX_BYTES} together
     */
    static InitialStack of(Image image, List<byte[]> arguments) {
        int top = image.stackTop();
        if (image.format() == Image.Format.SMALL) {
            return new InitialStack(top, new byte[0]);
        }
        int stackPointer = top - (int) bytes(arguments) & -8;
        ByteBuffer content = ByteBuffer.allocate(top - stackPointer).order(ByteOrder.LITTLE_ENDIAN);
        int vectorBytes = WORD * (FIXED_WORDS + arguments.size());
        int string = stackPointer + vectorBytes;
        content.putInt(arguments.size());
        for (byte[] argument : arguments) {
            content.putInt(string);
            string += argument.length + 1;
        }
        content.position(vectorBytes);
        for (byte[] argument : arguments) {
            content.put(argument).put((byte) 0);
        }
        return new InitialStack(stackPointer, content.array());
    }
}
