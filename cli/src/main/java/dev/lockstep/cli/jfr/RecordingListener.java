package dev.lockstep.cli.jfr;

import dev.lockstep.translator.TranslatorListener;

/** Makes an event of everything that the translator tells. */
final class RecordingListener implements TranslatorListener {
    @Override
    public void regionTranslated(String function, int address, int instructions, int bytecodeBytes, long nanos) {
        RegionTranslated event = new RegionTranslated();
        event.function = function;
        event.address = address & 0xffffffffL;
        event.instructions = instructions;
        event.bytecode = bytecodeBytes;
        event.time = nanos;
        event.commit();
    }

    @Override
    public void regionDropped(String function, int address) {
        RegionDropped event = new RegionDropped();
        event.function = function;
        event.address = address & 0xffffffffL;
        event.commit();
    }

    @Override
    public void promoted(String process, String reason, long bytes, long nanos) {
        memoryChanged(process, true, reason, bytes, nanos);
    }

    @Override
    public void demoted(String process, String reason, long bytes, long nanos) {
        memoryChanged(process, false, reason, bytes, nanos);
    }

    private static void memoryChanged(String process, boolean flat, String reason, long bytes, long nanos) {
        MemoryChanged event = new MemoryChanged();
        event.process = process;
        event.flat = flat;
        event.reason = reason;
        event.bytes = bytes;
        event.time = nanos;
        event.commit();
    }

    @Override
    public void codeCacheAsked(String key, boolean hit, long bytes, long nanos) {
        codeCacheUsed(key, hit ? "hit" : "miss", bytes, nanos);
    }

    @Override
    public void codeCacheStored(String key, long bytes, long nanos) {
        codeCacheUsed(key, "stored", bytes, nanos);
    }

    private static void codeCacheUsed(String key, String result, long bytes, long nanos) {
        CodeCacheUsed event = new CodeCacheUsed();
        event.key = key;
        event.result = result;
        event.bytes = bytes;
        event.time = nanos;
        event.commit();
    }
}
