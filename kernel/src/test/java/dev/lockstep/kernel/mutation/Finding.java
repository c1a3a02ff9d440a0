package dev.lockstep.kernel.mutation;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The first difference between two runs of a program.
 *
 * @param what process and step, or what else differs
 * @param instruction at that step; empty where the difference is no step
 * @param distance steps of the whole run from the last damage to that step; negative where there was none before, or it is no
 *     step
 */
record Finding(String what, String instruction, int distance) {
    /** The first of {@link #all}. */
    static Optional<Finding> of(String program, Map<String, int[]> wanted, Map<String, int[]> found) {
        return all(program, wanted, found).stream().findFirst();
    }

    /**
     * Compares process by process, each step by step, then the ends.
     *
     * @param wanted of the right run
     * @param found of the other, whose damages count
     * @return at most one for the steps of each process, and for its end
     */
    static List<Finding> all(String program, Map<String, int[]> wanted, Map<String, int[]> found) {
        List<Finding> all = new ArrayList<>();
        for (String name : wanted.keySet()) {
            if (name.startsWith(World.HASH)) {
                String path = name.substring(World.HASH.length());
                int step = Arrays.mismatch(wanted.get(name), found.getOrDefault(name, new int[0]));
                if (step >= 0) {
                    all.add(step(program, path, step, wanted, found));
                }
            }
        }
        for (String name : wanted.keySet()) {
            if (name.startsWith(World.END) && !Arrays.equals(wanted.get(name), found.get(name))) {
                all.add(new Finding(name, "", -1));
            }
        }
        if (found.containsKey(World.FAILED) && !Arrays.equals(found.get(World.FAILED), wanted.get(World.FAILED))) {
            all.add(new Finding("failure", "", -1));
        }
        return all;
    }

    private static Finding step(
            String program, String path, int step, Map<String, int[]> wanted, Map<String, int[]> found) {
        int[] distances = found.getOrDefault(World.AFTER + path, new int[0]);
        int[] addresses = wanted.get(World.AT + path);
        int inherited = wanted.get(World.INHERITED + path)[0];
        boolean missing = step >= distances.length;
        String text = step < addresses.length ? instruction(program, addresses[step]) : "";
        return new Finding(Named.step(path, inherited + step + 1L), text, missing ? -1 : distances[step]);
    }

    private static String instruction(String program, int address) {
        try {
            Image image = Sides.image(program);
            return image.segments().stream()
                    .filter(segment ->
                            address >= segment.address() && address + 4 <= segment.address() + segment.content().length)
                    .map(segment -> ByteBuffer.wrap(segment.content())
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt(address - segment.address()))
                    .map(word -> Disassembler.disassemble(Decoder.decode(word), address))
                    .findFirst()
                    .orElse("");
        } catch (ImageException e) {
            throw new IllegalStateException(e);
        }
    }
}
