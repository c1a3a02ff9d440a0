package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.Rights;
import java.util.HashSet;
import java.util.Set;

/**
 * An image as all its processes share it: its pages as loaded, which each process copies when it writes, and what was
 * decoded and translated of them.
 *
 * <p>The pages are there only while a process uses the image, so that the last one leaves no frame behind. The code
 * stays as long as the kernel: a program that is executed again and again is translated once.
 */
public final class Template {
    private static final int LEAF_SHIFT = 19;
    private static final int LEAF_BYTES = 544;
    private static final int MIDDLE_SHIFT = 26;
    private static final int MIDDLE_BYTES = 544;
    private static final int RECORD_BYTES = 1024;

    private final Image image;
    private final CodeSpace code;
    private final AddressSpaces memory;
    private final long hostBytes;
    private AddressSpace pristine;
    private int users;

    Template(Image image, CodeSpace code, AddressSpaces memory) {
        this.image = image;
        this.code = code;
        this.memory = memory;
        hostBytes = estimateHostBytes(image);
        for (Segment segment : image.segments()) {
            if (segment.rights().execute() && isCode(segment)) {
                code.restrictTo(segment.address(), Math.max(segment.content().length, 1));
            }
        }
    }

    /** A small program may execute its data too; only what it is entered in counts as code that all have in common. */
    private boolean isCode(Segment segment) {
        return image.format() == Image.Format.ELF || segment.address() == image.entry();
    }

    public Image image() {
        return image;
    }

    /** What was decoded of the image; a process that uses it has to {@link CodeSpace#share} it. */
    CodeSpace code() {
        return code;
    }

    /** Host memory for the page tables and the record of a process with this image, estimated. */
    long hostBytes() {
        return hostBytes;
    }

    /**
     * Host memory for the page tables of more heap, estimated.
     *
     * @param from the highest end that the heap had so far
     * @param to its new end
     */
    static long hostBytesOfHeap(long from, long to) {
        return Math.max(0, ((to - 1) >>> LEAF_SHIFT) - ((from - 1) >>> LEAF_SHIFT)) * LEAF_BYTES;
    }

    /**
     * Memory for one more process that uses the image: as loaded, with an empty stack.
     *
     * @throws MemoryFault OUT_OF_MEMORY, with nothing changed
     */
    AddressSpace newSpace() {
        if (pristine == null) {
            pristine = load();
        }
        users++;
        return pristine.fork();
    }

    /** One more process uses the image: a forked one. */
    void share() {
        users++;
    }

    /** One process fewer uses the image. */
    void release() {
        users--;
        if (users == 0) {
            pristine.close();
            pristine = null;
        }
    }

    private AddressSpace load() {
        AddressSpace space = memory.create();
        try {
            for (Segment segment : image.segments()) {
                space.map(segment.address(), segment.memoryBytes(), segment.rights());
            }
            space.map(image.stackTop() - image.stackBytes(), image.stackBytes(), Rights.READ_WRITE);
            for (Segment segment : image.segments()) {
                space.load(segment.address(), segment.content());
            }
            return space;
        } catch (MemoryFault fault) {
            space.close();
            throw fault;
        }
    }

    private static long estimateHostBytes(Image image) {
        Set<Long> leaves = new HashSet<>();
        for (Segment segment : image.segments()) {
            addLeaves(leaves, segment.address(), segment.memoryBytes());
        }
        addLeaves(leaves, image.stackTop() - image.stackBytes(), image.stackBytes());
        Set<Long> middles = new HashSet<>();
        leaves.forEach(leaf -> middles.add(leaf >>> (MIDDLE_SHIFT - LEAF_SHIFT)));
        return RECORD_BYTES + (long) leaves.size() * LEAF_BYTES + (long) middles.size() * MIDDLE_BYTES;
    }

    private static void addLeaves(Set<Long> leaves, int address, long bytes) {
        long from = address & 0xffffffffL;
        for (long leaf = from >>> LEAF_SHIFT; leaf <= (from + bytes - 1) >>> LEAF_SHIFT; leaf++) {
            leaves.add(leaf);
        }
    }
}
