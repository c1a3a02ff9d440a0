package dev.lockstep.translator;

import java.nio.file.*;

final class IsaFuzz {
    public static void main(String[] a) throws Exception {
        Findings f = new Findings();
        long seed = Long.parseLong(a[0]);
        int n = Integer.parseInt(a[1]);
        long t = System.nanoTime();
        var c = new SequenceCampaign(Files.createTempDirectory("isa"), f);
        c.batch(seed, n);
        System.out.println((System.nanoTime() - t) / 1000000 + " ms " + f.found());
        f.print(seed);
        System.out.println(c.endedShare());
        System.out.println(f.differences());
    }
}
