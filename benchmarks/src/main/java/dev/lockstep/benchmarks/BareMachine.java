package dev.lockstep.benchmarks;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.engine.Engine;
import dev.lockstep.engine.InterpretingEngine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.image.Segment;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import dev.lockstep.translator.TranslatingEngine;
import java.nio.file.Path;

/** Loads programs for an engine without a kernel. */
final class BareMachine {
    private static final long MEMORY = 1 << 28;
    private static final long HEAP = 1 << 20;
    private static final int ARGUMENTS = 64;

    private BareMachine() {}

    /**
     * A prebuilt program, of the folder that the system property {@code lockstep.home} names, else the current one.
     *
     * @param name below user-code/prebuilt, with its extension
     */
    static Image prebuilt(String name) throws ImageException {
        Path prebuilt = Path.of(System.getProperty("lockstep.home", "."), "user-code", "prebuilt");
        return ImageReader.read(prebuilt.resolve(name)).get(0);
    }

    /**
     * An engine by its name in benchmarks.
     *
     * @param name interpreter or translated
     */
    static Engine engine(String name, Profile profile) {
        return name.equals("interpreter") ? new InterpretingEngine(profile) : new TranslatingEngine(profile);
    }

    /** A processor at the entry of a program, in memory of its own, with a heap of 1 MB. */
    static CpuState load(Image image, Engine engine) {
        AddressSpaces memory = new AddressSpaces(MEMORY);
        AddressSpace space = memory.create();
        for (Segment segment : image.segments()) {
            space.map(segment.address(), segment.memoryBytes(), segment.rights());
            space.load(segment.address(), segment.content());
        }
        space.map(image.heapStart(), HEAP, Rights.READ_WRITE);
        space.map(image.stackTop() - image.stackBytes(), image.stackBytes(), Rights.READ_WRITE);
        CpuState cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(image.symbols()));
        cpu.r[CpuState.SP] = image.stackTop() - ARGUMENTS;
        cpu.r[CpuState.PC] = image.entry();
        return cpu;
    }
}
