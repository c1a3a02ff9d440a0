package dev.lockstep.machine.bcm2835;

import java.util.function.IntConsumer;

/** The sending half of a UART: a FIFO and the shift register that empties it, a character in its time. */
final class Transmitter {
    private static final long IDLE = Long.MAX_VALUE;

    private final Fifo fifo;
    private final IntConsumer wire;

    /** What is being shifted out; valid unless {@link #end} is {@link #IDLE}. */
    private int shifted;

    /** The cycle at which the shift register will be empty. */
    private long end = IDLE;

    /**
     * An idle one.
     *
     * @param wire is given each character when its last bit is out
     */
    Transmitter(int depth, IntConsumer wire) {
        this.fifo = new Fifo(depth);
        this.wire = wire;
    }

    Fifo fifo() {
        return fifo;
    }

    /** Whether nothing is waiting and nothing is being shifted. */
    boolean idle() {
        return end == IDLE && fifo.isEmpty();
    }

    /** When a character will have been sent; {@link Long#MAX_VALUE} with none on its way. */
    long due() {
        return end;
    }

    /**
     * Shifts out what can be by now.
     *
     * @param cyclesPerCharacter 0 for no time at all
     */
    void advance(long now, long cyclesPerCharacter) {
        if (end == IDLE) {
            load(now, cyclesPerCharacter);
        }
        while (end <= now) {
            long ended = end;
            end = IDLE;
            wire.accept(shifted);
            load(ended, cyclesPerCharacter);
        }
    }

    private void load(long from, long cycles) {
        if (!fifo.isEmpty()) {
            shifted = fifo.remove();
            end = from + cycles;
        }
    }
}
