package dev.lockstep.isa;

import java.util.List;
import java.util.stream.Stream;

/** The rows of the instruction table, by state. */
final class Rows {
    private Rows() {}

    static List<Encoding> arm() {
        return Stream.<Encoding>concat(Stream.of(ArmEncoding.values()), Stream.of(VfpEncoding.values()))
                .toList();
    }

    static List<Encoding> thumb() {
        return List.of(ThumbEncoding.values());
    }

    static List<Encoding> all() {
        return Stream.concat(arm().stream(), thumb().stream()).toList();
    }
}
