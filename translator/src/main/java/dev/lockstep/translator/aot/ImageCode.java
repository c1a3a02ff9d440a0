package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.memory.Page;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.InstructionSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/** A program's code and data as they stand in its image. */
final class ImageCode implements InstructionSource {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Image image;

    ImageCode(Image image) {
        this.image = image;
    }

    @Override
    public Optional<Instruction> instruction(int entryPoint) {
        int address = CodeState.address(entryPoint);
        if (CodeState.thumb(entryPoint)) {
            return thumbInstruction(address);
        }
        return (address & 3) != 0
                ? Optional.empty()
                : find(address, 4, true).map(found -> Decoder.decode(found.word()));
    }

    private Optional<Instruction> thumbInstruction(int address) {
        Optional<Integer> first = find(address, 2, true).map(Place::halfword);
        if (first.isEmpty() || !Decoder.isThumbPrefix(first.get())) {
            return first.map(Decoder::decodeThumb);
        }
        return find(address + 2, 2, true).map(second -> Decoder.decodeThumb(first.get() << 16 | second.halfword()));
    }

    @Override
    public Optional<Integer> constant(int address) {
        return (address & 3) == 0 && image.segments().stream().noneMatch(segment -> mayStore(segment, address))
                ? word(address)
                : Optional.empty();
    }

    /** Segments that share a page share its rights. */
    private static boolean mayStore(Segment segment, int address) {
        long page = (address & 0xffffffffL) >>> Page.SHIFT;
        long start = segment.address() & 0xffffffffL;
        return segment.rights().write()
                && start >>> Page.SHIFT <= page
                && page <= start + segment.memoryBytes() - 1 >>> Page.SHIFT;
    }

    @Override
    public Optional<Integer> word(int address) {
        return find(address, 4, false).map(Place::word);
    }

    /** A halfword of data, zero-extended; empty where nothing can be loaded. */
    Optional<Integer> halfword(int address) {
        return find(address, 2, false).map(Place::halfword);
    }

    /** Whether code at an address may be translated ahead of time. */
    boolean holds(int address) {
        return find(address, 2, true).isPresent();
    }

    /** Bytes in a segment. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Place(byte[] content, int offset) {
        int word() {
            return (int) INT.get(content, offset);
        }

        int halfword() {
            return (short) SHORT.get(content, offset) & 0xffff;
        }
    }

    private Optional<Place> find(int address, int bytes, boolean executable) {
        for (Segment segment : image.segments()) {
            long offset = (address & 0xffffffffL) - (segment.address() & 0xffffffffL);
            if (offset >= 0 && offset + bytes <= segment.content().length) {
                return executable && !isCode(segment)
                        ? Optional.empty()
                        : Optional.of(new Place(segment.content(), (int) offset));
            }
        }
        return Optional.empty();
    }

    /** A small program may execute its data too, but what stands there when it does is its own affair. */
    private boolean isCode(Segment segment) {
        return segment.rights().execute() && (image.format() == Image.Format.ELF || segment.address() == image.entry());
    }
}
