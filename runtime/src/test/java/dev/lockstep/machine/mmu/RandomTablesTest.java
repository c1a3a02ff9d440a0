package dev.lockstep.machine.mmu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random tables of both formats, control bits, domains and table splits: the MMU answers as a second walker does that is
 * written straight from the manual (ARM ARM B4.3, B4.5, B4.7; TRM 6.5 and 6.11), with a TLB that is emptied each time and
 * with one that never had anything stale in it.
 */
class RandomTablesTest {
    private static final int ROUNDS = 400;
    private static final int ACCESSES = 200;
    private static final List<Access> ACCESS = List.of(Access.READ, Access.WRITE, Access.FETCH);

    private final Map<Integer, Integer> memory = new HashMap<>();
    private int control;
    private int tableBase0;
    private int tableBase1;
    private int tableControl;
    private int domains;

    /** Dense random memory: what was never written is made up from its address. */
    private int word(int address, long seed) {
        return memory.computeIfAbsent(address, a -> descriptor(new Random(seed * 31 + a * 0x9e37_79b9L)));
    }

    /** Descriptors of all types; few faults, and bases within 64 MB so that second-level tables stay few. */
    private static int descriptor(Random random) {
        int bits = random.nextInt() & 0x03ff_ffff;
        int type = random.nextInt(8);
        return bits & ~3 | (type == 7 ? 0 : type >= 5 ? 3 : type & 1 | (type & 1 ^ 1) << 1);
    }

    @Test
    void shouldAnswerAsTheManualsWalker() {
        for (int round = 0; round < ROUNDS; round++) {
            check(round);
        }
    }

    private void check(long seed) {
        Random random = new Random(seed);
        memory.clear();
        control = 1 | random.nextInt() & (1 << 8 | 1 << 9 | 1 << 23 | 1 << 29);
        if (random.nextInt(3) != 0) {
            control &= ~(1 << 29);
        }
        tableBase0 = random.nextInt() & 0x03ff_ff80;
        tableBase1 = random.nextInt() & 0x03ff_c000;
        tableControl = random.nextInt(3) == 0 ? random.nextInt() & 0x37 : random.nextInt(8);
        domains = random.nextInt() | 0x5555_5555 & random.nextInt();
        Mmu mmu = new Mmu(address -> word(address, seed));
        mmu.registers().control(control);
        mmu.registers().tableBase0(tableBase0);
        mmu.registers().tableBase1(tableBase1);
        mmu.registers().tableControl(tableControl);
        mmu.registers().domains(domains);
        boolean empty = random.nextBoolean();
        int base = random.nextInt();
        for (int i = 0; i < ACCESSES; i++) {
            int address = random.nextInt(4) == 0 ? random.nextInt() : base + random.nextInt(0x20_0000);
            Access access = ACCESS.get(random.nextInt(3));
            boolean privileged = random.nextBoolean();
            if (empty) {
                mmu.invalidateTlb();
            } else if (spanned(address, seed)) {
                continue;
            }
            String expected = reference(address, access, privileged, seed);
            assertEquals(
                    expected,
                    answer(mmu, address, access, privileged),
                    () -> "seed " + seed + " at " + Integer.toHexString(address));
        }
    }

    /**
     * Whether the address is of a supersection or large page, whose sixteen descriptors are random here and so differ: with
     * entries kept, the answer depends on which was walked first.
     */
    private boolean spanned(int address, long seed) {
        for (int near = address & 0xff00_0000, i = 0; i < 16; i++) {
            int first = firstDescriptor(near + (i << 20), seed);
            if ((first & 3) == 2 && (first & 1 << 18) != 0) {
                return true;
            }
        }
        int first = firstDescriptor(address, seed);
        if ((first & 3) != 1) {
            return false;
        }
        for (int i = 0; i < 16; i++) {
            int near = address & 0xffff_0000 | i << 12;
            if ((word(first & ~0x3ff | near >>> 10 & 0x3fc, seed) & 3) == 1) {
                return true;
            }
        }
        return false;
    }

    private static String answer(Mmu mmu, int address, Access access, boolean privileged) {
        try {
            return Integer.toHexString(mmu.translate(address, access, privileged));
        } catch (Abort abort) {
            return abort.status().code() + " in " + abort.domain();
        }
    }

    /** ARM ARM B4.7.1: which base register, and where in its table. */
    private int firstDescriptor(int address, long seed) {
        int n = tableControl & 7;
        long va = Integer.toUnsignedLong(address);
        boolean one = n > 0 && va >= 1L << 32 - n;
        long base = one ? tableBase1 : tableBase0 & -(1L << 14 - n);
        return word((int) (base + (va >> 20) * 4), seed);
    }

    private String reference(int address, Access access, boolean privileged, long seed) {
        int n = tableControl & 7;
        long va = Integer.toUnsignedLong(address);
        boolean one = n > 0 && va >= 1L << 32 - n;
        if ((tableControl >> (one ? 5 : 4) & 1) == 1) {
            return "5 in 0";
        }
        int first = firstDescriptor(address, seed);
        boolean v6 = (control >> 23 & 1) == 1;
        int domain = first >> 5 & 15;
        if ((first & 3) == 2) {
            boolean big = (first >> 18 & 1) == 1;
            int offsetBits = big ? 24 : 20;
            int apx = v6 ? first >> 15 & 1 : 0;
            boolean xn = v6 && (first >> 4 & 1) == 1;
            int pa = (int) (first & -(1L << offsetBits) | va & (1L << offsetBits) - 1);
            return verdict(3, 9, 13, big ? 0 : domain, apx, first >> 10 & 3, xn, pa, access, privileged);
        }
        if ((first & 3) != 1) {
            return "5 in 0";
        }
        int second = word((first & 0xffff_fc00) + (int) (va >> 12 & 255) * 4, seed);
        int type = second & 3;
        if (type == 0) {
            return "7 in " + domain;
        }
        boolean large = type == 1;
        int offsetBits = large ? 16 : 12;
        int pa = (int) (second & -(1L << offsetBits) | va & (1L << offsetBits) - 1);
        int ap = second >> 4 & 3;
        int apx = 0;
        boolean xn = false;
        if (v6) {
            apx = second >> 9 & 1;
            xn = (large ? second >> 15 & 1 : second & 1) == 1;
        } else if (type != 3) {
            int subpage = (int) (va >> offsetBits - 2 & 3);
            ap = second >> 4 + 2 * subpage & 3;
        }
        return verdict(6, 11, 15, domain, apx, ap, xn, pa, access, privileged);
    }

    private String verdict(
            int accessStatus,
            int domainStatus,
            int permissionStatus,
            int domain,
            int apx,
            int ap,
            boolean xn,
            int pa,
            Access access,
            boolean privileged) {
        boolean force = (control >> 29 & 1) == 1 && (control >> 23 & 1) == 1;
        if (force && (ap & 1) == 0) {
            return accessStatus + " in " + domain;
        }
        int right = domains >> 2 * domain & 3;
        if (right == 0 || right == 2) {
            return domainStatus + " in " + domain;
        }
        if (right == 1 && !allowed(apx, ap, xn, access, privileged)) {
            return permissionStatus + " in " + domain;
        }
        return Integer.toHexString(pa);
    }

    private boolean allowed(int apx, int ap, boolean xn, Access access, boolean privileged) {
        boolean write = access == Access.WRITE;
        if (access == Access.FETCH && xn) {
            return false;
        }
        String s = (control >> 8 & 1) + "" + (control >> 9 & 1);
        String rights;
        if (apx == 0) {
            String none = s.equals("10") ? "r.." : s.equals("01") ? "r.r." : "....";
            rights = new String[] {none, "rw..", "rwr.", "rwrw"}[ap];
        } else {
            rights = new String[] {"....", "r...", "r.r.", "r.r."}[ap];
        }
        return rights.length() > (privileged ? 0 : 2) + (write ? 1 : 0)
                && rights.charAt((privileged ? 0 : 2) + (write ? 1 : 0)) == (write ? 'w' : 'r');
    }
}
