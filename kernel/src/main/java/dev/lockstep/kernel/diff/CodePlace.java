package dev.lockstep.kernel.diff;

import dev.lockstep.image.Image;
import dev.lockstep.image.dwarf.SourceLine;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import dev.lockstep.isa.Instruction;
import java.util.Optional;

/**
 * An instruction in a program.
 *
 * @param image of the program
 * @param address of the instruction
 * @param word the instruction as {@link Decoder} takes it; empty where it cannot be read
 * @param thumb whether it is executed in Thumb state
 */
record CodePlace(Image image, int address, Optional<Integer> word, boolean thumb) {
    /** The instruction that is at an address of a process now. */
    static CodePlace read(ProcessView view, Image image, int address, boolean thumb) {
        Optional<Integer> first = view.code(address);
        boolean whole = !thumb || first.filter(Decoder::isThumbPrefix).isPresent();
        Optional<Integer> second = whole ? view.code(address + Short.BYTES) : Optional.of(0);
        Optional<Integer> word = first.isEmpty() || second.isEmpty()
                ? Optional.empty()
                : Optional.of(word(first.get(), second.get(), thumb, whole));
        return new CodePlace(image, address, word, thumb);
    }

    private static int word(int first, int second, boolean thumb, boolean whole) {
        if (!whole) {
            return first;
        }
        return thumb ? first << Short.SIZE | second : second << Short.SIZE | first;
    }

    Optional<Instruction> instruction() {
        return word.map(bits -> thumb ? Decoder.decodeThumb(bits) : Decoder.decode(bits));
    }

    String text() {
        return instruction()
                .map(instruction -> Disassembler.disassemble(instruction, address))
                .orElse("(unreadable)");
    }

    String function() {
        return image.symbols().describe(address);
    }

    Optional<SourceLine> line() {
        return image.symbols().lines().at(address);
    }

    /** Something like {@code main+0x1c (hello.c:12)}; may be empty. */
    String where() {
        return (function() + line().map(line -> " (" + line + ")").orElse("")).strip();
    }
}
