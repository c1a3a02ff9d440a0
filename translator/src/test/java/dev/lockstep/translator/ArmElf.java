package dev.lockstep.translator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A static ARM executable for Linux in the making: segments that may be read, written and executed. */
final class ArmElf {
    private static final int HEADER = 52;
    private static final int PROGRAM_HEADER = 32;
    private static final int PAGE = 4096;
    private static final int RWX = 7;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Segment(int address, byte[] content, int memoryBytes) {}

    private final List<Segment> segments = new ArrayList<>();

    /** Adds a segment with content at an address on a page boundary. */
    ArmElf with(int address, byte[] content) {
        segments.add(new Segment(address, content, content.length));
        return this;
    }

    /** Adds a segment of zeros at an address on a page boundary. */
    ArmElf withZeros(int address, int bytes) {
        segments.add(new Segment(address, new byte[0], bytes));
        return this;
    }

    /** Writes the file; segments must have been added by ascending address. */
    void write(Path file, int entry) throws IOException {
        int size = PAGE;
        for (Segment segment : segments) {
            size += roundUp(segment.content.length);
        }
        ByteBuffer elf = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        elf.put(new byte[] {0x7f, 'E', 'L', 'F', 1, 1, 1}).position(16);
        elf.putShort((short) 2)
                .putShort((short) 40)
                .putInt(1)
                .putInt(entry)
                .putInt(HEADER)
                .putInt(0);
        elf.putInt(0x05000000).putShort((short) HEADER).putShort((short) PROGRAM_HEADER);
        elf.putShort((short) segments.size()).putShort((short) 40);
        elf.position(HEADER);
        int offset = PAGE;
        for (Segment segment : segments) {
            elf.putInt(1).putInt(offset).putInt(segment.address).putInt(segment.address);
            elf.putInt(segment.content.length)
                    .putInt(segment.memoryBytes)
                    .putInt(RWX)
                    .putInt(PAGE);
            offset += roundUp(segment.content.length);
        }
        offset = PAGE;
        for (Segment segment : segments) {
            elf.position(offset).put(segment.content);
            offset += roundUp(segment.content.length);
        }
        Files.write(file, elf.array());
        if (!file.toFile().setExecutable(true)) {
            throw new IOException(file + " cannot be made executable, which qemu wants");
        }
    }

    private static int roundUp(int bytes) {
        return (bytes + PAGE - 1) & -PAGE;
    }
}
