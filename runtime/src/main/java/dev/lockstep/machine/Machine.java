package dev.lockstep.machine;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.GuardedSystemInterpreter;
import dev.lockstep.image.KernelImage;
import dev.lockstep.image.Segment;
import dev.lockstep.machine.bcm2835.Board;
import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.bus.PhysicalMemory;
import dev.lockstep.machine.processor.Arm1176;
import dev.lockstep.machine.processor.Ending;
import dev.lockstep.machine.processor.Lines;
import dev.lockstep.memory.Page;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A Raspberry Pi with a kernel in it: processor, memory and board together. It is entered as the firmware does it: in
 * supervisor mode with A, I and F masked, MMU and caches off, r0 = 0, r1 = the machine's number, r2 = where the ATAGs are.
 */
public final class Machine {
    /** Where the firmware puts a raw image, and enters it. */
    public static final int DEFAULT_ADDRESS = 0x8000;

    /** The number of a BCM2708 among Linux's machines. */
    private static final int MACHINE_NUMBER = 0xc42;

    private static final int ATAGS = 0x100;
    private static final int ATAG_NONE = 0;
    private static final int ATAG_CORE = 0x54410001;
    private static final int ATAG_MEM = 0x54410002;
    private static final int ATAG_CMDLINE = 0x54410009;
    private static final int MEGABYTE = 20;

    private final PhysicalMemory memory;
    private final Board board;
    private final Arm1176 processor;
    private final Marker marker;
    private final Warnings warnings;

    /**
     * A machine in which nothing is loaded.
     *
     * @param megabytes of RAM, 1 to 512
     * @param coherent whether forgotten TLB maintenance is forgiven
     * @param options of the board; its output should be {@code marker}
     * @param marker ends the run when it has found its text
     * @param warnings is told, in a line each and once each, of accesses to what is not there; of a thousand at most.
     *     A guest that accesses a thousand places where nothing is has lost its way, and the run ends
     */
    public Machine(int megabytes, boolean coherent, BoardOptions options, Marker marker, Consumer<String> warnings) {
        this.marker = marker;
        this.warnings = new Warnings(warnings);
        memory = new PhysicalMemory(megabytes << MEGABYTE, this::unmodelled);
        board = new Board(memory, options);
        processor = new Arm1176(memory, lines(board), coherent, this::undefined);
        writeTags(options.commandLine());
    }

    private static Lines lines(Board board) {
        return new Lines() {
            @Override
            public boolean irq() {
                return board.irq();
            }

            @Override
            public boolean fiq() {
                return board.fiq();
            }

            @Override
            public void awaitInput() {
                board.awaitInput();
            }
        };
    }

    private void unmodelled(int address, boolean store) {
        OptionalInt channel = board.movingChannel();
        if (channel.isPresent()) {
            warnings.unmodelledByDma(address, store, channel.getAsInt());
        } else {
            warnings.unmodelled(address, store, processor.instructionAddress());
        }
    }

    private void undefined(String access) {
        warnings.undefined(access, processor.instructionAddress());
    }

    /** Core, memory and, where there is one, the command line, as the firmware tells them. */
    private void writeTags(String commandLine) {
        IntStream.Builder words = IntStream.builder();
        IntStream.of(5, ATAG_CORE, 0, 0, 0, 4, ATAG_MEM, memory.ramBytes(), 0).forEach(words);
        if (!commandLine.isEmpty()) {
            int textWords = commandLine.length() / Integer.BYTES + 1; // with a zero, and more to the word's end
            ByteBuffer text = ByteBuffer.allocate(Integer.BYTES * textWords).order(ByteOrder.LITTLE_ENDIAN);
            text.put(commandLine.getBytes(StandardCharsets.US_ASCII)).rewind();
            words.add(2 + textWords).add(ATAG_CMDLINE);
            IntStream.range(0, textWords).map(i -> text.getInt()).forEach(words);
        }
        words.add(0).add(ATAG_NONE);
        int[] tags = words.build().toArray();
        for (int i = 0; i < tags.length; i++) {
            memory.write(ATAGS + Integer.BYTES * i, tags[i], Integer.BYTES);
        }
    }

    /** The processor, to look at. */
    public Arm1176 processor() {
        return processor;
    }

    /** What is at physical addresses. */
    public PhysicalMemory memory() {
        return memory;
    }

    /**
     * Puts an image in memory and makes its first word the next instruction.
     *
     * @return false where it does not fit into RAM, with nothing done
     */
    public boolean load(byte[] image, int address) {
        if (!fits(address, image.length)) {
            return false;
        }
        copy(image, address);
        enterAt(address);
        return true;
    }

    /**
     * Puts the segments of an executable at their physical addresses, and makes its entry point the next instruction.
     *
     * @return false where one does not fit into RAM, with nothing done
     */
    public boolean load(KernelImage image) {
        for (Segment segment : image.segments()) {
            if (!fits(segment.address(), segment.memoryBytes())) {
                return false;
            }
        }
        for (Segment segment : image.segments()) {
            copy(segment.content(), segment.address());
        }
        enterAt(image.entry());
        return true;
    }

    private boolean fits(int address, long bytes) {
        return (address & 0xffffffffL) + bytes <= memory.ramBytes();
    }

    private void copy(byte[] content, int address) {
        for (int i = 0; i < content.length; i++) {
            Page.putByte(memory.chunk(address + i), memory.at(address + i), content[i]);
        }
    }

    private void enterAt(int address) {
        CpuState cpu = processor.cpu();
        cpu.r[0] = 0;
        cpu.r[1] = MACHINE_NUMBER;
        cpu.r[2] = ATAGS;
        cpu.r[CpuState.PC] = cpu.interworkingBranch(address);
    }

    /**
     * Runs until something ends it. May be called again after {@link Ending.Kind#LIMIT}.
     *
     * @param limit instructions since the machine was made
     */
    public Ending run(long limit) {
        Ending ending = processor.run(limit, this::ended);
        board.flush();
        return ending;
    }

    /**
     * Executes one instruction, or takes one exception, or waits for an interrupt.
     *
     * @param limit as in {@link #run}
     * @return why nothing was done; empty as a rule
     */
    public Optional<Ending> step(long limit) {
        return processor.step(limit, this::ended);
    }

    /**
     * Goes on until an instruction that is guarded is next, or earlier.
     *
     * @param limit as in {@link #run}
     * @return as {@link #step}
     */
    public Optional<Ending> stride(long limit, GuardedSystemInterpreter guarded) {
        return processor.stride(limit, this::ended, guarded);
    }

    /** Makes all output visible, after {@link #step} and {@link #stride}. */
    public void flush() {
        board.flush();
    }

    private Optional<Ending> ended() {
        if (marker.found()) {
            return Optional.of(new Ending(Ending.Kind.MARKER, "sent \"" + marker.text() + "\""));
        }
        Optional<String> lost = warnings.lost();
        if (lost.isPresent()) {
            int sp = processor.cpu().r[CpuState.SP];
            return Optional.of(new Ending(Ending.Kind.WILD, "the guest %s, sp 0x%08x".formatted(lost.get(), sp)));
        }
        return board.ended().map(what -> new Ending(Ending.Kind.BOARD, what));
    }
}
