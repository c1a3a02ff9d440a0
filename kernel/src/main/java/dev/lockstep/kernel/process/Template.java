package dev.lockstep.kernel.process;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.MemoryFault;
import dev.lockstep.memory.MemoryParcel;
import dev.lockstep.memory.Rights;
import java.util.Optional;

/**
 * An image as all its processes share it: its pages as loaded, which each process copies when it writes, and what was
 * decoded and translated of them.
 *
 * <p>The pages are there only while a process uses the image, so that the last one leaves no frame behind. The code
 * stays as long as the kernel: a program that is executed again and again is translated once.
 */
public final class Template {
    private final Image image;
    private final CodeSpace code;
    private final AddressSpaces memory;
    private AddressSpace pristine;
    private int users;

    Template(Image image, CodeSpace code, AddressSpaces memory) {
        this.image = image;
        this.code = code;
        this.memory = memory;
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

    /**
     * One more program that runs uses the image.
     *
     * @throws MemoryFault OUT_OF_MEMORY, with nothing changed
     */
    void share() {
        if (pristine == null) {
            pristine = load();
        }
        users++;
    }

    /** Memory for one more process that uses the image: as loaded, with an empty stack. */
    AddressSpace newSpace() {
        return pristine.fork();
    }

    /** What a process that uses the image has in memory, for another hart; empty when that is too much. */
    Optional<MemoryParcel> pack(int root) {
        return memory.pack(root, pristine);
    }

    /** The page tables of a process from another hart that uses the image. */
    int unpack(MemoryParcel parcel) {
        return memory.unpack(parcel, pristine);
    }

    /** One of those fewer uses the image. */
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
}
