package dev.lockstep.kernel.mutation;

import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.isa.Decoder;
import dev.lockstep.isa.Disassembler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
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
    private static final String HASH = "hash ";

    /**
     * Compares process by process, each step by step and then by its end.
     *
     * @param wanted of the right run
     * @param found of the other, whose damages count
     * @return empty when they are equal
     */
    static Optional<Finding> of(String program, Map<String, int[]> wanted, Map<String, int[]> found) {
        for (String name : wanted.keySet()) {
            if (name.startsWith(HASH)) {
                String path = name.substring(HASH.length());
                int step = Arrays.mismatch(wanted.get(name), found.getOrDefault(name, new int[0]));
                if (step >= 0) {
                    return Optional.of(step(program, path, step, wanted, found));
                }
            }
        }
        for (String name : wanted.keySet()) {
            boolean compared = name.startsWith("end ") || name.equals("failed");
            if (compared && !Arrays.equals(wanted.get(name), found.get(name))) {
                return Optional.of(new Finding(name, "", -1));
            }
        }
        return found.containsKey("failed") && !wanted.containsKey("failed")
                ? Optional.of(new Finding("failure", "", -1))
                : Optional.empty();
    }

    private static Finding step(
            String program, String path, int step, Map<String, int[]> wanted, Map<String, int[]> found) {
        String what = path + " step " + (step + 1);
        int[] distances = found.getOrDefault("after " + path, new int[0]);
        int[] addresses = wanted.get("at " + path);
        int distance = step < distances.length ? distances[step] : -1;
        String text = step < addresses.length ? instruction(program, addresses[step]) : "";
        return step < distances.length
                ? new Finding(what, text, distance)
                : new Finding(what + " is missing", text, -1);
    }

    private static String instruction(String program, int address) {
        try {
            Image image = World.image(program);
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
