package dev.lockstep.kernel;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * One of our programs in qemu, with the part of our kernel that it needs played through the gdb stub: qemu never sees its
 * system calls. Memory that only our kernel would give it is mapped by Linux calls that its own SVC instruction is made to
 * execute, with all registers restored afterwards.
 */
final class QemuProcess implements AutoCloseable {
    private static final int SVC = 0xef000000;
    private static final int PC = 15;
    private static final int LR = 14;
    private static final int PAGE = 4096;
    private static final int STACK_BYTES = 64 << 10;

    private static final int MMAP2 = 192;
    private static final int READ_WRITE = 3;
    private static final int PRIVATE_FIXED_ANONYMOUS = 0x32;

    private static final int EXIT = 1;
    private static final int SBRK = 5;
    private static final int WRITE = 9;

    private final Image image;
    private final GdbStub stub;
    private final int svc;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private int heapEnd;
    private int mappedEnd;
    private int[] registers;
    private boolean call;
    private Optional<Integer> exitCode = Optional.empty();

    /**
     * A process before its first instruction.
     *
     * @param initial r0 to r15, cpsr
     * @param stack what is on the stack, from sp on
     */
    QemuProcess(Image image, Path elf, Path directory, int[] initial, byte[] stack)
            throws IOException, InterruptedException {
        this.image = image;
        heapEnd = image.heapStart();
        mappedEnd = heapEnd;
        svc = findSvc(image);
        stub = new GdbStub(elf, directory);
        map(image.stackTop() - STACK_BYTES, STACK_BYTES);
        stub.write(initial[13], stack);
        stub.setRegisters(initial);
        registers = initial;
    }

    private static int findSvc(Image image) {
        for (Segment segment : image.segments()) {
            ByteBuffer words = ByteBuffer.wrap(segment.content()).order(ByteOrder.LITTLE_ENDIAN);
            for (int offset = 0; offset + Integer.BYTES <= words.capacity(); offset += Integer.BYTES) {
                if (segment.rights().execute() && words.getInt(offset) == SVC) {
                    return segment.address() + offset;
                }
            }
        }
        throw new IllegalStateException(image.name() + " contains no svc #0");
    }

    private void map(int address, int bytes) {
        int[] saved = stub.registers();
        int[] arguments = Arrays.copyOf(saved, saved.length);
        arguments[0] = address;
        arguments[1] = bytes;
        arguments[2] = READ_WRITE;
        arguments[3] = PRIVATE_FIXED_ANONYMOUS;
        arguments[4] = -1;
        arguments[5] = 0;
        arguments[7] = MMAP2;
        // qemu stops after the instruction behind the call, which returns from the function around it.
        arguments[LR] = svc;
        arguments[PC] = svc;
        stub.setRegisters(arguments);
        stub.step();
        int result = stub.registers()[0];
        if (result != address) {
            throw new IllegalStateException(
                    "qemu maps %d bytes at %08x, wanted %08x".formatted(bytes, result, address));
        }
        stub.setRegisters(saved);
    }

    /** Lets one instruction retire; false when it is the call that ends the process. */
    boolean step() {
        call = registers[PC] == svc;
        if (!call) {
            stub.step();
            registers = stub.registers();
            return true;
        }
        if (registers[0] == EXIT) {
            exitCode = Optional.of(registers[1] & 0xff);
            return false;
        }
        int result = serve(registers[0], registers[1], registers[2], registers[3]);
        registers = Arrays.copyOf(registers, registers.length);
        registers[0] = result;
        registers[PC] += Integer.BYTES;
        stub.setRegisters(registers);
        return true;
    }

    private int serve(int number, int first, int second, int third) {
        switch (number) {
            case SBRK:
                return moveHeapEnd(first);
            case WRITE:
                if (first != 1) {
                    throw new IllegalStateException(image.name() + " writes to descriptor " + first);
                }
                output.writeBytes(stub.read(second, third));
                return third;
            default:
                throw new IllegalStateException(image.name() + " makes call " + number + ", which is not played here");
        }
    }

    private int moveHeapEnd(int bytes) {
        int old = heapEnd;
        heapEnd += bytes;
        if (bytes < 0) {
            throw new IllegalStateException(image.name() + " gives memory back, which is not played here");
        }
        int end = (heapEnd + PAGE - 1) & -PAGE;
        if (end != mappedEnd) {
            map(mappedEnd, end - mappedEnd);
            mappedEnd = end;
        }
        return old;
    }

    /** r0 to r15, cpsr as they are now. */
    int[] registers() {
        return registers;
    }

    /** Whether the last instruction was a system call. */
    boolean called() {
        return call;
    }

    /** What it has written to standard output. */
    byte[] output() {
        return output.toByteArray();
    }

    /** Its exit code, once it has ended. */
    Optional<Integer> exitCode() {
        return exitCode;
    }

    @Override
    public void close() throws IOException {
        stub.close();
    }
}
