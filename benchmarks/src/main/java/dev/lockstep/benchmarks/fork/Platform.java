package dev.lockstep.benchmarks.fork;

/** By what a program is run. */
enum Platform {
    /** Linux on this machine, with code of the host's compiler. */
    NATIVE("native", "native"),
    /** The same sources for Linux on ARM, under qemu-arm. */
    QEMU("qemu-arm", "qemu"),
    /** The same sources for Lockstep. */
    LOCKSTEP("lockstep", "lockstep"),
    /** And with the step hash of all registers after every instruction. */
    HASHED("hashed", "lockstep_hashed");

    private final String title;
    private final String key;

    Platform(String title, String key) {
        this.title = title;
        this.key = key;
    }

    /** For a reader. */
    String title() {
        return title;
    }

    /** For a program. */
    String key() {
        return key;
    }
}
