package dev.lockstep.machine.cp15;

/** A core whose time and lines a test sets. */
public final class FixedHooks implements SystemHooks {
    long cycles;
    boolean irq;
    boolean fiq;
    boolean abort;
    int waits;
    int controlChanges;

    @Override
    public void waitForInterrupt() {
        waits++;
    }

    @Override
    public long cycleCount() {
        return cycles;
    }

    @Override
    public boolean irqPending() {
        return irq;
    }

    @Override
    public boolean fiqPending() {
        return fiq;
    }

    @Override
    public boolean abortPending() {
        return abort;
    }

    @Override
    public void controlChanged() {
        controlChanges++;
    }
}
