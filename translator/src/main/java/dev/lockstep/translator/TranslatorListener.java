package dev.lockstep.translator;

/**
 * Hears what the translator does while programs run. It is called by the thread that runs them, and only for things that
 * take far longer than a call.
 *
 * <p>Functions are named as by {@link dev.lockstep.image.Symbols#describe}; addresses are guest addresses; times are in
 * nanoseconds. Processes are named by their pid path.
 */
public interface TranslatorListener {
    /** Nobody listens. */
    TranslatorListener NONE = new TranslatorListener() {};

    /**
     * A region was translated and taken into use.
     *
     * @param function that it belongs to
     * @param address of its root
     * @param instructions of the guest
     * @param bytecodeBytes size of its Java method
     * @param nanos from finding that it is hot to being in use
     */
    default void regionTranslated(String function, int address, int instructions, int bytecodeBytes, long nanos) {}

    /** A region was taken out of use because its instructions were stored over, or were not what it was made from. */
    default void regionDropped(String function, int address) {}

    /**
     * A process got flat memory.
     *
     * @param process empty where it is not known
     * @param reason in a few words
     * @param bytes of the flat block
     */
    default void promoted(String process, String reason, long bytes, long nanos) {}

    /**
     * A process went back to pages.
     *
     * @param process empty where it is not known
     * @param reason in a few words
     * @param bytes that were copied
     */
    default void demoted(String process, String reason, long bytes, long nanos) {}

    /**
     * The code of a program was asked for in the code cache.
     *
     * @param key what names the entry
     * @param hit whether a sound one was there
     * @param bytes of the entry, 0 for a miss
     */
    default void codeCacheAsked(String key, boolean hit, long bytes, long nanos) {}

    /**
     * The code of a program was put into the code cache.
     *
     * @param key what names the entry
     * @param bytes of the entry
     */
    default void codeCacheStored(String key, long bytes, long nanos) {}
}
