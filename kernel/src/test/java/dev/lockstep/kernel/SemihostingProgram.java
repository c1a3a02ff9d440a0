package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Assembles programs that make semihosting calls and print what those gave: numbers in decimal, each with a space behind
 * it. Names and parameter blocks lie at the end of the page {@link Assembler#DATA}; the rest of it is free.
 */
final class SemihostingProgram {
    static final int OPEN = 0x01;
    static final int CLOSE = 0x02;
    static final int WRITEC = 0x03;
    static final int WRITE0 = 0x04;
    static final int WRITE = 0x05;
    static final int READ = 0x06;
    static final int READC = 0x07;
    static final int ISERROR = 0x08;
    static final int ISTTY = 0x09;
    static final int SEEK = 0x0a;
    static final int FLEN = 0x0c;
    static final int TMPNAM = 0x0d;
    static final int REMOVE = 0x0e;
    static final int RENAME = 0x0f;
    static final int CLOCK = 0x10;
    static final int TIME = 0x11;
    static final int SYSTEM = 0x12;
    static final int ERRNO = 0x13;
    static final int GET_CMDLINE = 0x15;
    static final int HEAPINFO = 0x16;
    static final int EXIT = 0x18;
    static final int EXIT_EXTENDED = 0x20;
    static final int ELAPSED = 0x30;
    static final int TICKFREQ = 0x31;

    static final int SVC = 0x123456;
    static final int BUFFER = Assembler.DATA;
    static final int NAME = Assembler.DATA + 0xd00;
    static final int SECOND_NAME = Assembler.DATA + 0xe00;
    static final int BLOCK = Assembler.DATA + 0xf00;

    private static final int WRITE_CALL = 9;
    private static final int PUT_INT_CALL = 131;
    private static final int PUT_CALL = 128;

    private final Assembler assembler = new Assembler();

    /** For what is no semihosting. */
    Assembler assembler() {
        return assembler;
    }

    /** Stores bytes, filled up with zeros to whole words. */
    SemihostingProgram put(int address, String text) {
        byte[] bytes = (text + "\0\0\0").getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int[] values = new int[bytes.length / Integer.BYTES];
        for (int i = 0; i < values.length; i++) {
            values[i] = words.getInt();
        }
        return putWords(address, values);
    }

    private SemihostingProgram putWords(int address, int... words) {
        assembler.constant(4, address);
        for (int i = 0; i < words.length; i++) {
            assembler.constant(5, words[i]).store(5, 4, i * Integer.BYTES);
        }
        return this;
    }

    /** A call with a value in r1. */
    SemihostingProgram plain(int operation, int argument) {
        assembler.constant(1, argument).mov(0, operation).svc(SVC);
        return this;
    }

    /** A call with a parameter block. */
    SemihostingProgram call(int operation, int... words) {
        return putWords(BLOCK, words).plain(operation, BLOCK);
    }

    SemihostingProgram open(String name, int mode) {
        return put(NAME, name).call(OPEN, NAME, mode, name.length());
    }

    SemihostingProgram write(int handle, String text) {
        return put(BUFFER, text).call(WRITE, handle, BUFFER, text.length());
    }

    SemihostingProgram remove(String name) {
        return put(NAME, name).call(REMOVE, NAME, name.length());
    }

    SemihostingProgram rename(String from, String to) {
        return put(NAME, from).put(SECOND_NAME, to).call(RENAME, NAME, from.length(), SECOND_NAME, to.length());
    }

    /** Prints r0. */
    SemihostingProgram show() {
        assembler.move(1, 0).mov(0, PUT_INT_CALL).svc(0).call(PUT_CALL, ' ');
        return this;
    }

    /** Prints the errno of the last call that failed. */
    SemihostingProgram showErrno() {
        return plain(ERRNO, 0).show();
    }

    SemihostingProgram showWord(int address) {
        assembler.constant(4, address).load(0, 4, 0);
        return show();
    }

    /** Prints bytes of memory as they are. */
    SemihostingProgram showText(int address, int bytes) {
        assembler.call(WRITE_CALL, 1, address, bytes);
        return this;
    }

    /** The program, which exits with 0 unless it did before. */
    Image elf() {
        return assembler.exit(0).elf("p");
    }
}
