package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.analysis.InstructionSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Optional;

/** A program's code as it stands in its image. */
final class ImageCode implements InstructionSource {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final Image image;

    ImageCode(Image image) {
        this.image = image;
    }

    @Override
    public Optional<Instruction> instruction(int address) {
        return (address & 3) != 0 ? Optional.empty() : find(address, true).map(Decoder::decode);
    }

    @Override
    public Optional<Integer> word(int address) {
        return find(address, false);
    }

    private Optional<Integer> find(int address, boolean executable) {
        for (Segment segment : image.segments()) {
            long offset = (address & 0xffffffffL) - (segment.address() & 0xffffffffL);
            if (offset >= 0 && offset + 4 <= segment.content().length) {
                return executable && !segment.rights().execute()
                        ? Optional.empty()
                        : Optional.of((int) INT.get(segment.content(), (int) offset));
            }
        }
        return Optional.empty();
    }
}
