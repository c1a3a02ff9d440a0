package dev.lockstep.isa;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** GNU objdump as a second opinion on what words mean. */
final class Objdump {
    static final String TOOL = "arm-none-eabi-objdump";
    static final String PACKAGE = "binutils-arm-none-eabi";

    /** Address, colon, tab, one word, tab, text: a Thumb instruction or a byte of data has fewer digits. */
    private static final Pattern LINE = Pattern.compile(" *([0-9a-f]+):\t([0-9a-f]{8}) *\t(.*)");

    /** The same in Thumb state: one halfword or two. */
    private static final Pattern THUMB_LINE = Pattern.compile(" *([0-9a-f]+):\t([0-9a-f]{4})(?: [0-9a-f]{4})? *\t(.*)");

    /** Halfwords that a Thumb instruction has for itself: two, and what follows on an IT, which objdump believes in. */
    private static final int SLOT = 7;

    private static final short THUMB_NOP = 0x46C0;

    /** Where symbols are known, a branch names them after the bare target. */
    private static final Pattern SYMBOLIC_TARGET = Pattern.compile("(bl?x?\\S*) ([0-9a-f]+) <.*>");

    /**
     * What objdump says of one word.
     *
     * @param address where the word is, in bytes
     * @param text mnemonic, space, operands; empty if it is undefined
     * @param undefined whether it knows no such instruction
     * @param unpredictable whether it warns of it
     */
    record Line(int address, int word, String text, boolean undefined, boolean unpredictable) {
        boolean isData() {
            return text.startsWith(".word");
        }
    }

    private Objdump() {}

    /** Whether the tool can be started. */
    static boolean isInstalled() throws InterruptedException {
        try {
            return new ProcessBuilder(TOOL, "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /**
     * Disassembles words as ARMv6K instructions from address 0 on.
     *
     * @param directory a place for a file
     */
    static List<Line> disassemble(int[] words, Path directory) throws IOException, InterruptedException {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(words);
        Path file = Files.write(directory.resolve("words.bin"), bytes.array());
        List<Line> lines = run(LINE, "-D", "-z", "-b", "binary", "-m", "armv6k", file.toString());
        if (lines.size() != words.length) {
            throw new IOException(TOOL + " printed " + lines.size() + " lines for " + words.length + " words");
        }
        return lines;
    }

    /**
     * Disassembles Thumb instructions, which are half aligned to words and half not. A halfword that needs another gets
     * one of 0.
     *
     * @param words halfwords, or two with the first in the upper half
     * @param directory a place for a file
     */
    static List<Line> disassembleThumb(int[] words, Path directory) throws IOException, InterruptedException {
        ByteBuffer bytes =
                ByteBuffer.allocate(words.length * SLOT * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            boolean pair = word >>> Short.SIZE != 0;
            bytes.putShort((short) (pair ? word >>> Short.SIZE : word)).putShort((short) (pair ? word : 0));
            for (int i = 2; i < SLOT; i++) {
                bytes.putShort(THUMB_NOP);
            }
        }
        Path file = Files.write(directory.resolve("halfwords.bin"), bytes.array());
        List<Line> lines = new ArrayList<>();
        String[] arguments = {"-D", "-z", "-b", "binary", "-m", "armv6k", "-M", "force-thumb", file.toString()};
        for (Line line : run(THUMB_LINE, arguments)) {
            int slot = line.address() / (SLOT * Short.BYTES);
            if (line.address() % (SLOT * Short.BYTES) == 0) {
                lines.add(new Line(line.address(), words[slot], line.text(), line.undefined(), line.unpredictable()));
            }
        }
        if (lines.size() != words.length) {
            throw new IOException(TOOL + " printed " + lines.size() + " lines for " + words.length + " instructions");
        }
        return lines;
    }

    /** Disassembles the code of an ELF file for the architecture that it names. */
    static List<Line> disassemble(Path elf) throws IOException, InterruptedException {
        return run(LINE, "-d", "-z", elf.toString());
    }

    private static List<Line> run(Pattern pattern, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(TOOL, "-M", "reg-names-std"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Line> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.ISO_8859_1)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Matcher matcher = pattern.matcher(line);
                if (matcher.matches()) {
                    lines.add(line(matcher));
                }
            }
        }
        int status = process.waitFor();
        if (status != 0) {
            throw new IOException(command + ": status " + status);
        }
        return lines;
    }

    private static Line line(Matcher matcher) {
        String text = matcher.group(3);
        int comment = text.indexOf('@');
        String instruction = (comment < 0 ? text : text.substring(0, comment))
                .replace('\t', ' ')
                .strip();
        Matcher target = SYMBOLIC_TARGET.matcher(instruction);
        return new Line(
                Integer.parseUnsignedInt(matcher.group(1), 16),
                Integer.parseUnsignedInt(matcher.group(2), 16),
                target.matches() ? target.group(1) + " 0x" + target.group(2) : instruction,
                text.contains("<UNDEFINED>"),
                text.contains("<UNPREDICTABLE>"));
    }
}
