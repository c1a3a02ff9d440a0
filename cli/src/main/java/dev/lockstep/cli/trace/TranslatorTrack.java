package dev.lockstep.cli.trace;

import dev.lockstep.translator.TranslatorListener;

/** What the translator of one hart does, on that hart's track. Hands everything on to another listener. */
final class TranslatorTrack implements TranslatorListener {
    private static final String CATEGORY = "translator";

    private final EventFile file;
    private final EventText event = new EventText();
    private final int thread;
    private final HartTime time;
    private final boolean durations;
    private final TranslatorListener other;

    /**
     * Events on a track.
     *
     * @param time of the same hart
     * @param durations whether times of the host may be told
     */
    TranslatorTrack(EventFile file, int hart, HartTime time, boolean durations, TranslatorListener other) {
        this.file = file;
        this.time = time;
        this.durations = durations;
        this.other = other;
        thread = hart + 1;
    }

    private EventText slice(String name, long nanos) {
        long begin = time.nextBefore(durations ? nanos : 0);
        return event.begin("X", CATEGORY, name, thread)
                .withTime("ts", begin)
                .withTime("dur", time.next() - begin)
                .arguments();
    }

    private EventText instant(String name) {
        return event.begin("i", CATEGORY, name, thread)
                .withTime("ts", time.next())
                .with("s", "t")
                .arguments();
    }

    @Override
    public void regionTranslated(String function, int address, int instructions, int bytecodeBytes, long nanos) {
        file.write(slice("translate " + function, nanos)
                .withHex("address", address)
                .with("instructions", instructions)
                .with("bytecodeBytes", bytecodeBytes));
        other.regionTranslated(function, address, instructions, bytecodeBytes, nanos);
    }

    @Override
    public void regionDropped(String function, int address) {
        file.write(instant("drop " + function).withHex("address", address));
        other.regionDropped(function, address);
    }

    @Override
    public void promoted(String process, String reason, long bytes, long nanos) {
        file.write(slice("promote to flat memory", nanos).with("reason", reason).with("bytes", bytes));
        other.promoted(process, reason, bytes, nanos);
    }

    @Override
    public void demoted(String process, String reason, long bytes, long nanos) {
        file.write(slice("demote to pages", nanos).with("reason", reason).with("bytes", bytes));
        other.demoted(process, reason, bytes, nanos);
    }

    @Override
    public void codeCacheAsked(String key, boolean hit, long bytes, long nanos) {
        file.write(slice("code cache " + (hit ? "hit" : "miss"), nanos)
                .with("key", key)
                .with("bytes", bytes));
        other.codeCacheAsked(key, hit, bytes, nanos);
    }

    @Override
    public void codeCacheStored(String key, long bytes, long nanos) {
        file.write(slice("code cache stored", nanos).with("key", key).with("bytes", bytes));
        other.codeCacheStored(key, bytes, nanos);
    }
}
