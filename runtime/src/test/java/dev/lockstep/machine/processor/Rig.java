package dev.lockstep.machine.processor;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.machine.bus.Device;
import dev.lockstep.machine.bus.PhysicalMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A processor with a megabyte of RAM, for tests: code at {@value #CODE}, handlers that branch to themselves. */
final class Rig implements Lines {
    static final int CODE = 0x8000;
    static final int DATA = 0x4000;
    static final int DEVICE = 0x20000000;
    static final int MASKS = Modes.MASK_A | Modes.MASK_I | Modes.MASK_F;

    /** b . */
    private static final int STAY = 0xeafffffe;

    private static final int VECTORS = 8;

    final List<String> reports = new ArrayList<>();
    final PhysicalMemory memory = new PhysicalMemory(1 << 20, (address, store) -> {});
    final Arm1176 processor = new Arm1176(memory, this, false, reports::add);
    final CpuState cpu = processor.cpu();
    final Modes modes = processor.modes();
    boolean irq;
    boolean fiq;

    Rig() {
        for (int vector = 0; vector < VECTORS; vector++) {
            put(Integer.BYTES * vector, STAY);
            put(0x1000 + Integer.BYTES * vector, STAY);
        }
        cpu.r[CpuState.PC] = CODE;
    }

    @Override
    public boolean irq() {
        return irq;
    }

    @Override
    public boolean fiq() {
        return fiq;
    }

    @Override
    public void awaitInput() {
        throw new AssertionError("nothing here polls for input");
    }

    /** Words at an address. */
    Rig put(int address, int... words) {
        for (int i = 0; i < words.length; i++) {
            memory.write(address + Integer.BYTES * i, words[i], Integer.BYTES);
        }
        return this;
    }

    /** Code where the pc begins. */
    Rig code(int... words) {
        return put(CODE, words);
    }

    int word(int address) {
        return memory.read(address, Integer.BYTES);
    }

    /** Puts the processor in a mode, with the masks given. */
    Rig in(Mode mode, int masks) {
        modes.become(mode.number() | masks);
        return this;
    }

    /** Retires so many instructions; an exception takes none. */
    Ending run(long instructions) {
        return processor.run(processor.now() + instructions, Optional::empty);
    }

    /** Runs until the first exception has been taken, whose handler then spins. */
    Rig runToException() {
        run(20);
        return this;
    }

    /** A device that counts what was read: the first load gives 1. */
    Rig attachCounter() {
        return attachCounter(DEVICE);
    }

    /** The same elsewhere, of one register. */
    Rig attachCounter(int address) {
        memory.attach(address, address == DEVICE ? 64 : 4, new Device() {
            private int reads;

            @Override
            public int read(int offset) {
                return ++reads;
            }

            @Override
            public void write(int offset, int value) {
                reads = value;
            }
        });
        return this;
    }
}
