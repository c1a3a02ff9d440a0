package dev.lockstep.kernel.syscall;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.Granule;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Page;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Reads, checks and stores to what the arguments of a call point to. A bad pointer is the call's failure, never a fault. */
final class UserMemory {
    private static final int WORD = Integer.BYTES;

    private UserMemory() {}

    /**
     * A text that ends with a zero byte.
     *
     * @param most bytes that it may have
     * @param tooLong the errno when it has more
     * @return without the zero byte
     */
    static byte[] text(AddressSpace space, int address, int most, int tooLong) throws CallFailure {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int at = address;
        try {
            while (text.size() <= most) {
                int granule = space.readable(at);
                do {
                    int next = Page.getByte(space.bytes(granule), space.at(granule, at));
                    if (next == 0 && text.size() <= most) {
                        return text.toByteArray();
                    }
                    text.write(next);
                    at++;
                } while (Granule.offset(at) != 0 && text.size() <= most);
            }
        } catch (MemoryFault fault) {
            throw new CallFailure(Errno.EFAULT);
        }
        throw new CallFailure(tooLong);
    }

    /**
     * A vector of pointers to texts that ends with a null pointer.
     *
     * @param most bytes that texts and pointers may have together
     */
    static List<byte[]> texts(AddressSpace space, int address, int most) throws CallFailure {
        List<byte[]> texts = new ArrayList<>();
        int left = most - WORD;
        for (int at = address; ; at += WORD) {
            int pointer = word(space, at);
            if (pointer == 0) {
                return texts;
            }
            left -= WORD + 1;
            if (left < 0) {
                throw new CallFailure(Errno.E2BIG);
            }
            byte[] text = text(space, pointer, left, Errno.E2BIG);
            left -= text.length;
            texts.add(text);
        }
    }

    private static int word(AddressSpace space, int address) throws CallFailure {
        byte[] bytes = bytes(space, address, WORD);
        return (bytes[0] & 0xff) | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16 | bytes[3] << 24;
    }

    /** As many words, one after the other. */
    static int[] words(AddressSpace space, int address, int count) throws CallFailure {
        int[] words = new int[count];
        for (int i = 0; i < count; i++) {
            words[i] = word(space, address + i * WORD);
        }
        return words;
    }

    /** As many bytes. */
    static byte[] bytes(AddressSpace space, int address, int count) throws CallFailure {
        byte[] bytes = new byte[count];
        try {
            space.read(address, bytes, 0, count);
        } catch (MemoryFault fault) {
            throw new CallFailure(Errno.EFAULT);
        }
        return bytes;
    }

    /**
     * Stores bytes, all or none.
     *
     * @param bytes at least one
     * @throws CallFailure EFAULT or ENOMEM
     */
    static void store(CpuState cpu, int address, byte... bytes) throws CallFailure {
        if (writable(cpu, address, bytes.length) < bytes.length) {
            throw new CallFailure(Errno.EFAULT);
        }
        LoadStoreUnit.copyOut(cpu, bytes, 0, address, bytes.length);
    }

    /** Bytes from an address to the end of its page, at least 1. */
    static int toPageEnd(int address) {
        return Page.BYTES - (address & Page.BYTES - 1);
    }

    /** Stores words, all or none. */
    static void storeWords(CpuState cpu, int address, int... words) throws CallFailure {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * WORD).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        store(cpu, address, bytes.array());
    }

    /**
     * Whether the rights of its pages allow a store. It may still want memory.
     *
     * @param bytes at least 1, at most a page
     */
    static boolean storable(AddressSpace space, int address, int bytes) {
        return space.storable(address) && space.storable(address + bytes - 1);
    }

    /**
     * How many bytes from an address on can be stored to without a gap. Copies them first where they are shared,
     * so that the stores cannot fail.
     *
     * @param most where to stop, at least 1
     * @return 1 to {@code most}
     * @throws CallFailure EFAULT or ENOMEM when not even the first byte can be stored to
     */
    static int writable(CpuState cpu, int address, int most) throws CallFailure {
        int bytes = 0;
        while (bytes < most) {
            int at = address + bytes;
            try {
                cpu.space.writable(at);
                // The granule may have moved.
                cpu.tlb.forget(at);
            } catch (MemoryFault fault) {
                if (bytes > 0) {
                    return bytes;
                }
                throw new CallFailure(fault.kind() == MemoryFault.Kind.OUT_OF_MEMORY ? Errno.ENOMEM : Errno.EFAULT);
            }
            bytes += Granule.toEnd(at);
        }
        return most;
    }
}
