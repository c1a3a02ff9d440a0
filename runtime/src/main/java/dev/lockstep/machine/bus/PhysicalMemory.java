package dev.lockstep.machine.bus;

import dev.lockstep.memory.Page;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.zip.CRC32C;

/**
 * What is at the physical addresses: RAM from 0, and the devices attached; and the time that devices live by. RAM is in
 * chunks of 1 MB, made when first touched. Nothing here allocates otherwise once all devices are attached.
 */
public final class PhysicalMemory {
    /** log2 of a chunk's size. */
    public static final int CHUNK_SHIFT = 20;

    /** Bytes in a chunk of RAM. */
    public static final int CHUNK_BYTES = 1 << CHUNK_SHIFT;

    private static final int CHUNK_MASK = CHUNK_BYTES - 1;
    private static final int BITS_IN_BYTE = 8;
    private static final int WORD = 4;
    private static final byte[] UNTOUCHED = {};

    /** By address >>> CHUNK_SHIFT; {@link #UNTOUCHED} where nothing was read or written yet. */
    private final byte[][] chunks;

    private final Unmodelled unmodelled;

    /** By rising address, without overlaps. */
    private Attached[] devices = {};

    private IntConsumer deviceStores = address -> {};
    private DeviceListener listener = (address, value, store) -> {};
    private long now;

    /** The earliest of all devices' due(), and of their polls(); valid while {@link #dueKnown}. */
    private long due;

    private long poll;

    private boolean dueKnown;

    private record Attached(int address, int bytes, Device device) {
        boolean covers(int wanted) {
            return Integer.compareUnsigned(wanted - address, bytes) < 0;
        }
    }

    /**
     * RAM of zeros and no devices.
     *
     * @param ramBytes a positive multiple of {@link #CHUNK_BYTES}
     */
    public PhysicalMemory(int ramBytes, Unmodelled unmodelled) {
        if (ramBytes <= 0 || (ramBytes & CHUNK_MASK) != 0) {
            throw new IllegalArgumentException("RAM of " + ramBytes + " bytes; wanted: whole megabytes");
        }
        this.chunks = new byte[ramBytes >>> CHUNK_SHIFT][];
        Arrays.fill(chunks, UNTOUCHED);
        this.unmodelled = unmodelled;
    }

    /** Bytes of RAM. */
    public int ramBytes() {
        return chunks.length << CHUNK_SHIFT;
    }

    /**
     * Puts a device at an address, which it sees as offset 0.
     *
     * @param address a multiple of 4, not in RAM
     * @param bytes a multiple of 4; no other device's range may overlap
     */
    public void attach(int address, int bytes, Device device) {
        for (Attached other : devices) {
            if (other.covers(address) || other.covers(address + bytes - 1) || address == other.address) {
                throw new IllegalArgumentException("two devices at " + Integer.toHexString(address));
            }
        }
        devices = Arrays.copyOf(devices, devices.length + 1);
        devices[devices.length - 1] = new Attached(address, bytes, device);
        Arrays.sort(devices, (left, right) -> Integer.compareUnsigned(left.address, right.address));
        dueKnown = false;
    }

    public boolean isRam(int address) {
        return address >>> CHUNK_SHIFT < chunks.length;
    }

    /** Whether RAM or a device's register is there. */
    public boolean answers(int address) {
        int word = address & -WORD;
        for (Attached attached : devices) {
            if (attached.covers(word)) {
                return attached.device.has(word - attached.address);
            }
        }
        return isRam(address);
    }

    /** Where RAM lies: the array that holds this address, at index {@link #at}. It stays the same. */
    public byte[] chunk(int address) {
        byte[] chunk = chunks[address >>> CHUNK_SHIFT];
        return chunk == UNTOUCHED ? touch(address) : chunk;
    }

    /** The index of an address in its {@link #chunk}. */
    public int at(int address) {
        return address & CHUNK_MASK;
    }

    /**
     * A load from RAM or a device.
     *
     * @param address need not be aligned in RAM; a device's register is the word that the first byte lies in
     * @param bytes 1, 2 or 4
     * @return zero-extended; 0 where nothing is
     */
    public int read(int address, int bytes) {
        if (!isRam(address)) {
            return narrowed(readDevice(address), address, bytes);
        }
        if ((address & bytes - 1) != 0) {
            int value = 0;
            for (int i = bytes - 1; i >= 0; i--) {
                value = value << BITS_IN_BYTE | read(address + i, 1);
            }
            return value;
        }
        byte[] chunk = chunk(address);
        return switch (bytes) {
            case 1 -> Page.getByte(chunk, at(address));
            case 2 -> Page.getShort(chunk, at(address));
            default -> Page.getInt(chunk, at(address));
        };
    }

    /**
     * A store to RAM or a device; lost where nothing is.
     *
     * @param address as in {@link #read}
     * @param value the bytes beyond those stored do not matter
     * @param bytes 1, 2 or 4
     */
    public void write(int address, int value, int bytes) {
        if (!isRam(address)) {
            int shift = (address & WORD - 1) * BITS_IN_BYTE;
            writeDevice(address, narrowed(value, 0, bytes) << shift);
            return;
        }
        if ((address & bytes - 1) != 0) {
            for (int i = 0; i < bytes; i++) {
                write(address + i, value >>> i * BITS_IN_BYTE, 1);
            }
            return;
        }
        byte[] chunk = chunk(address);
        switch (bytes) {
            case 1 -> Page.putByte(chunk, at(address), value);
            case 2 -> Page.putShort(chunk, at(address), value);
            default -> Page.putInt(chunk, at(address), value);
        }
    }

    /** A word's store by a device and not by the processor: what {@link #onDeviceStore} was given is told. */
    public void writeByDevice(int address, int value, int bytes) {
        write(address, value, bytes);
        if (isRam(address)) {
            deviceStores.accept(address);
        }
    }

    /** Whom to tell the address of each store to RAM that a device makes: instructions decoded from there are stale. */
    public void onDeviceStore(IntConsumer listener) {
        deviceStores = listener;
    }

    /** From now on somebody is told of each access to a device. */
    public void onDeviceAccess(DeviceListener other) {
        listener = other;
    }

    /** Time has come to this cycle; what devices have due by then happens. Must be called before each access to a device. */
    public void advance(long cycle) {
        now = cycle;
        while (due() <= cycle) {
            dueKnown = false;
            for (Attached attached : devices) {
                attached.device.advance(cycle);
            }
        }
    }

    /** The cycle at which {@link #advance} must be called next, at the latest; {@link Long#MAX_VALUE} with nothing due. */
    public long due() {
        findDue();
        return Math.min(due, poll);
    }

    /** Whether a device looks for input, and nothing else is ever due. */
    public boolean awaitsInputOnly() {
        findDue();
        return due == Long.MAX_VALUE && poll != Long.MAX_VALUE;
    }

    /** How often, at least, all devices that have something due have come round; 0 with nothing due, or input to look for. */
    public long rounds() {
        findDue();
        if (due == Long.MAX_VALUE || poll != Long.MAX_VALUE) {
            return 0;
        }
        long rounds = Long.MAX_VALUE;
        for (Attached attached : devices) {
            boolean has = attached.device.due() != Long.MAX_VALUE;
            rounds = has ? Math.min(rounds, attached.device.rounds()) : rounds;
        }
        return rounds;
    }

    private void findDue() {
        if (!dueKnown) {
            due = Long.MAX_VALUE;
            poll = Long.MAX_VALUE;
            for (Attached attached : devices) {
                due = Math.min(due, attached.device.due());
                poll = Math.min(poll, attached.device.poll());
            }
            dueKnown = true;
        }
    }

    /** Input has come, or will never come: what devices have due may be different now. */
    public void inputChanged() {
        dueKnown = false;
    }

    /** A hash of all RAM. */
    public long ramHash() {
        CRC32C sum = new CRC32C();
        long hash = 0;
        for (byte[] chunk : chunks) {
            sum.update(chunk);
            hash = 31 * hash + Arrays.hashCode(chunk);
        }
        return hash << Integer.SIZE ^ sum.getValue();
    }

    private int readDevice(int address) {
        int word = address & -WORD;
        for (Attached attached : devices) {
            if (attached.covers(word)) {
                int offset = word - attached.address;
                if (!attached.device.has(offset)) {
                    break;
                }
                attached.device.advance(now);
                dueKnown = false;
                int value = attached.device.read(offset);
                listener.accessed(word, value, false);
                return value;
            }
        }
        unmodelled.access(address, false);
        return 0;
    }

    private void writeDevice(int address, int value) {
        int word = address & -WORD;
        for (Attached attached : devices) {
            if (attached.covers(word)) {
                int offset = word - attached.address;
                if (!attached.device.has(offset)) {
                    break;
                }
                attached.device.advance(now);
                dueKnown = false;
                listener.accessed(word, value, true);
                attached.device.write(offset, value);
                return;
            }
        }
        unmodelled.access(address, true);
    }

    private byte[] touch(int address) {
        byte[] chunk = new byte[CHUNK_BYTES];
        chunks[address >>> CHUNK_SHIFT] = chunk;
        return chunk;
    }

    /** The bytes at an address of the word that holds it, zero-extended. */
    private static int narrowed(int word, int address, int bytes) {
        int value = word >>> (address & WORD - 1) * BITS_IN_BYTE;
        return bytes == WORD ? value : value & (1 << bytes * BITS_IN_BYTE) - 1;
    }
}
