package dev.lockstep.translator;

import java.nio.file.*;

final class IsaFuzz {
    public static void main(String[] a) throws Exception {
        Findings f = new Findings();
        InstructionCampaign c = new InstructionCampaign(Files.createTempDirectory("isa"), f);
        long seed = Long.parseLong(a[0]);
        int n = Integer.parseInt(a[1]);
        for (int k = 0; k < n; k++) {
            long t = System.nanoTime();
            c.batch(seed + k, a.length < 3);
            System.out.println("batch " + (seed + k) + " " + (System.nanoTime() - t) / 1000000 + " ms " + f.found());
        }
        f.print(seed);
        System.out.println(c.interpretedShare());
        System.out.println(f.differences());
    }
}
