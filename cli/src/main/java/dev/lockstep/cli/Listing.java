package dev.lockstep.cli;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes the words of a program with what they mean, in the form of objdump or as JSON. */
final class Listing {
    private static final int PIPELINE = 8;

    private final Image image;
    private final TextOutput out;
    private final boolean json;

    /**
     * A listing of nothing yet.
     *
     * @param json one object a line instead of text
     */
    Listing(Image image, TextOutput out, boolean json) {
        this.image = image;
        this.out = out;
        this.json = json;
    }

    /**
     * Lists a segment.
     *
     * @param offset of the first word within the segment, in bytes
     * @param most how many words at most
     * @return how many words
     */
    long show(Segment segment, long offset, long most) throws OutputClosedException {
        ByteBuffer content = ByteBuffer.wrap(segment.content()).order(ByteOrder.LITTLE_ENDIAN);
        content.position((int) offset);
        long shown = 0;
        if (!json && most > 0) {
            heading(segment, offset);
        }
        while (content.remaining() >= Integer.BYTES && shown < most) {
            int address = segment.address() + content.position();
            if (json) {
                object(address, content.getInt());
            } else {
                line(address, content.getInt());
            }
            shown++;
        }
        return shown;
    }

    private void heading(Segment segment, long offset) throws OutputClosedException {
        String start = "0x%08x".formatted(segment.address());
        out.line(out.faint("segment at " + start + ", " + segment.content().length + " bytes, " + segment.rights()));
        int first = (int) (segment.address() + offset);
        if (!image.symbols().startsFunction(first)
                && !image.symbols().describe(first).isEmpty()) {
            label(first);
        }
    }

    private void line(int address, int word) throws OutputClosedException {
        if (image.symbols().startsFunction(address)) {
            label(address);
        }
        Instruction instruction = Decoder.decode(word);
        String text = Disassembler.disassemble(instruction, address);
        int mnemonicEnd = text.indexOf(' ');
        String columns =
                mnemonicEnd < 0 ? text : text.substring(0, mnemonicEnd) + "\t" + text.substring(mnemonicEnd + 1);
        out.line("%8x:\t%08x \t%s%s".formatted(address, word, columns, target(instruction, address)));
    }

    private void label(int address) throws OutputClosedException {
        out.line("");
        out.line("%08x %s:".formatted(address, out.bold("<" + image.symbols().describe(address) + ">")));
    }

    private void object(int address, int word) throws OutputClosedException {
        out.line(new JsonObject()
                .withHex("address", address)
                .withHex("word", word)
                .with("text", Disassembler.disassemble(Decoder.decode(word), address))
                .with("symbol", image.symbols().describe(address))
                .toString());
    }

    /** The function that a branch goes to. */
    private String target(Instruction instruction, int address) {
        if (instruction.opcode() != Opcode.B && instruction.opcode() != Opcode.BL) {
            return "";
        }
        String symbol = image.symbols().describe(address + PIPELINE + instruction.immediate());
        return symbol.isEmpty() ? "" : " <" + symbol + ">";
    }
}
