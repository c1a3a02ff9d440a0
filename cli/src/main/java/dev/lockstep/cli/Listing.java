package dev.lockstep.cli;

import dev.lockstep.image.Image;
import dev.lockstep.image.Segment;
import dev.lockstep.image.Symbols;
import dev.lockstep.image.dwarf.SourceLine;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Writes the instructions and data words of a program with what they mean, in the form of objdump or as JSON. */
final class Listing {
    private final Image image;
    private final TextOutput out;
    private final boolean json;
    private final boolean source;

    /** The source line of the instruction before; empty at first. */
    private Optional<SourceLine> current = Optional.empty();

    /**
     * A listing of nothing yet.
     *
     * @param json one object a line instead of text
     * @param source whether the source lines are shown, where the image tells them
     */
    Listing(Image image, TextOutput out, boolean json, boolean source) {
        this.image = image;
        this.out = out;
        this.json = json;
        this.source = source;
    }

    /**
     * Lists a segment.
     *
     * @param offset of the first instruction within the segment, in bytes
     * @param most how many instructions and data words at most
     * @return how many
     */
    long show(Segment segment, long offset, long most) throws OutputClosedException {
        ByteBuffer content = ByteBuffer.wrap(segment.content()).order(ByteOrder.LITTLE_ENDIAN);
        content.position((int) offset);
        long shown = 0;
        if (!json && most > 0) {
            heading(segment, offset);
        }
        while (content.remaining() >= Short.BYTES && shown < most) {
            Item item = next(content, segment.address() + content.position());
            if (json) {
                object(item);
            } else {
                line(item);
            }
            shown++;
        }
        return shown;
    }

    /**
     * An instruction, or a word or halfword of data.
     *
     * @param digits its bits in hexadecimal, halfwords apart
     * @param text what it means
     * @param target the function that it branches to, or an empty string
     */
    private record Item(int address, int word, String digits, String text, String target) {}

    /** Takes the next item; the end of a segment may cut a word short. */
    private Item next(ByteBuffer content, int address) {
        boolean thumb = image.symbols().contentAt(address) == Symbols.Content.THUMB;
        boolean whole = content.remaining() >= Integer.BYTES && (address & 3) == 0;
        if (image.symbols().contentAt(address) == Symbols.Content.DATA || !thumb && !whole) {
            int bits = whole ? content.getInt() : content.getShort() & 0xffff;
            String digits = (whole ? "%08x" : "%04x").formatted(bits);
            return new Item(address, bits, digits, (whole ? ".word 0x" : ".short 0x") + digits, "");
        }
        Instruction instruction = thumb ? thumbInstruction(content) : Decoder.decode(content.getInt());
        String digits = (thumb && instruction.size() == Short.BYTES ? "%04x" : "%08x").formatted(instruction.word());
        if (thumb && instruction.size() == Integer.BYTES) {
            digits = digits.substring(0, 4) + " " + digits.substring(4);
        }
        String text = Disassembler.disassemble(instruction, address);
        return new Item(address, instruction.word(), digits, text, target(instruction, address));
    }

    private static Instruction thumbInstruction(ByteBuffer content) {
        int first = content.getShort() & 0xffff;
        if (!Decoder.isThumbPrefix(first) || content.remaining() < Short.BYTES) {
            return Decoder.decodeThumb(first);
        }
        int second = content.getShort(content.position()) & 0xffff;
        Instruction instruction = Decoder.decodeThumb(first << 16 | second);
        if (instruction.size() == Integer.BYTES) {
            content.getShort();
        }
        return instruction;
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

    private void line(Item item) throws OutputClosedException {
        if (image.symbols().startsFunction(item.address)) {
            label(item.address);
        }
        Optional<SourceLine> made = lineOf(item);
        if (made.isPresent() && !made.equals(current)) {
            out.line(out.faint("; " + made.get()));
        }
        current = made;
        String text = item.text;
        int mnemonicEnd = text.indexOf(' ');
        String columns =
                mnemonicEnd < 0 ? text : text.substring(0, mnemonicEnd) + "\t" + text.substring(mnemonicEnd + 1);
        out.line("%8x:\t%s \t%s%s".formatted(item.address, item.digits, columns, item.target));
    }

    private void label(int address) throws OutputClosedException {
        out.line("");
        out.line("%08x %s:".formatted(address, out.bold("<" + image.symbols().describe(address) + ">")));
    }

    private void object(Item item) throws OutputClosedException {
        JsonObject object = new JsonObject()
                .withHex("address", item.address)
                .withHex("word", item.word)
                .with("text", item.text)
                .with("symbol", image.symbols().describe(item.address));
        lineOf(item).ifPresent(line -> object.with("file", line.path()).with("line", line.line()));
        out.line(object.toString());
    }

    private Optional<SourceLine> lineOf(Item item) {
        return source ? image.symbols().lines().at(item.address) : Optional.empty();
    }

    /** The function that a branch goes to. */
    private String target(Instruction instruction, int address) {
        if (instruction.opcode() != Opcode.B && instruction.opcode() != Opcode.BL) {
            return "";
        }
        String symbol = image.symbols().describe(address + instruction.pipeline() + instruction.immediate());
        return symbol.isEmpty() ? "" : " <" + symbol + ">";
    }
}
