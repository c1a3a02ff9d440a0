package dev.lockstep.machine.bcm2835;

/**
 * The receiving half of a UART: a FIFO into which characters come from the line, each in its time. While it is full the far
 * end waits: nothing is lost.
 */
final class Receiver {
    /** How often the host is asked for input, when it had none. */
    private static final long POLL = 100L * Clocks.CYCLES_PER_MICROSECOND;

    private final SerialLine line;
    private final Fifo fifo;
    private final Runnable arrived;
    private final Runnable quiet;
    private long nextLook;

    /**
     * An empty one.
     *
     * @param arrived is called behind each character that came
     * @param quiet is called when none has come
     */
    Receiver(SerialLine line, int depth, Runnable arrived, Runnable quiet) {
        this.line = line;
        this.fifo = new Fifo(depth);
        this.arrived = arrived;
        this.quiet = quiet;
    }

    Fifo fifo() {
        return fifo;
    }

    /** When it is worth while to look for a character again, in cycles. */
    long nextLook() {
        return nextLook;
    }

    /** A character has come; the FIFO must not be full. */
    void take(int character) {
        fifo.add(character);
        arrived.run();
    }

    /**
     * Takes what has come by now.
     *
     * @param cyclesPerCharacter 0 for no time at all
     */
    void advance(long now, long cyclesPerCharacter) {
        while (nextLook <= now && !fifo.isFull()) {
            int character = line.receive();
            if (character >= 0) {
                take(character);
                nextLook = now + cyclesPerCharacter;
            } else {
                nextLook = now + POLL;
                quiet.run();
            }
        }
    }
}
