package dev.lockstep.kernel.process;

/** How many processes there are on one hart, and how many there were. */
public final class ProcessCounts {
    private int living;
    private int livingOfHere;
    private int mostLiving;
    private int unreaped;
    private long forks;
    private long execs;
    private long ends;
    private long migrations;

    ProcessCounts() {}

    /** One has begun. */
    void begun() {
        unreaped++;
        living++;
        livingOfHere++;
        mostLiving = Math.max(mostLiving, livingOfHere);
    }

    /** One has forked. */
    void forked() {
        forks++;
    }

    /** One has another image. */
    void replaced() {
        execs++;
    }

    /** One has ended here. */
    void ended() {
        living--;
        ends++;
    }

    /** One that began here has ended, here or elsewhere. */
    void endedOfHere() {
        livingOfHere--;
    }

    /** One that began here, and has ended, is forgotten. */
    void forgotten() {
        unreaped--;
    }

    /** One has come from another hart. */
    void arrived() {
        living++;
    }

    /** One has gone to another hart. */
    void left() {
        living--;
        migrations++;
    }

    /** How many have not ended, and are here. */
    public int living() {
        return living;
    }

    /** The most of those that began here that have lived at one time. */
    public int mostLiving() {
        return mostLiving;
    }

    /** Those that began here and have not ended, or were not waited for. */
    public int unreaped() {
        return unreaped;
    }

    /** Forks that gave a child. */
    public long forks() {
        return forks;
    }

    /** Execs that gave a new image. */
    public long execs() {
        return execs;
    }

    /** How many have ended here. */
    public long ends() {
        return ends;
    }

    /** How many have gone to another hart. */
    public long migrations() {
        return migrations;
    }
}
