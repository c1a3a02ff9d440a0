package dev.lockstep.cpu;

/**
 * LDREX and STREX (ARM ARM A2.9). The monitor of one processor remembers one address; a store-exclusive succeeds when it
 * is armed for exactly that address, and opens it in any case. A process's own plain stores leave it armed
 * (A2.9.1, non-shared memory), system calls open it.
 */
public final class ExclusiveMonitor {
    private ExclusiveMonitor() {}

    /**
     * Loads and arms.
     *
     * @param bytes 1, 2, 4 or 8; the address should be a multiple
     * @return zero-extended; for 8 bytes the word at the lower address in the low half
     */
    public static long load(CpuState cpu, int base, int bytes) {
        int address = LoadStoreUnit.aligned(cpu, base, bytes - 1);
        long value =
                switch (bytes) {
                    case 1 -> LoadStoreUnit.load8(cpu, address);
                    case 2 -> Transfers.half(cpu, address);
                    case 4 -> Transfers.word(cpu, address);
                    default -> Arithmetic.join(Transfers.word(cpu, address + 4), Transfers.word(cpu, address));
                };
        cpu.exclusive = true;
        cpu.exclusiveAddress = address;
        return value;
    }

    /**
     * Stores if armed, and opens.
     *
     * @param bytes 1, 2, 4 or 8; the address should be a multiple
     * @return 0 if it stored, 1 if not
     */
    public static int store(CpuState cpu, int base, long value, int bytes) {
        int address = LoadStoreUnit.aligned(cpu, base, bytes - 1);
        boolean armed = cpu.exclusive && cpu.exclusiveAddress == address;
        if (armed) {
            switch (bytes) {
                case 1 -> LoadStoreUnit.store8(cpu, address, (int) value);
                case 2 -> Transfers.storeHalf(cpu, address, (int) value);
                case 4 -> Transfers.storeWord(cpu, address, (int) value);
                default -> {
                    Transfers.storeWord(cpu, address, (int) value);
                    Transfers.storeWord(cpu, address + 4, (int) (value >>> 32));
                }
            }
        }
        cpu.exclusive = false;
        return armed ? 0 : 1;
    }
}
