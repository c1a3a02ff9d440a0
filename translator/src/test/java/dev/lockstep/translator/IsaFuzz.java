package dev.lockstep.translator;

import dev.lockstep.equivalence.Profile;
import java.nio.file.*;

final class IsaFuzz {
    public static void main(String[] a) throws Exception {
        Findings f = new Findings();
        long seed = Long.parseLong(a[0]);
        int n = Integer.parseInt(a[1]);
        AgreementCampaign g = new AgreementCampaign(f);
        for (Profile p : Profile.values()) {
            long t = System.nanoTime();
            g.whole(p, seed, n);
            g.cuts(p, seed, n / 10);
            System.out.println(p + " " + (System.nanoTime() - t) / 1000000 + " ms " + f.found());
        }
        f.print(seed);
        System.out.println(g.interpretedShare());
        System.out.println(f.differences());
    }
}
