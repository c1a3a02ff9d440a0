package dev.lockstep.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lockstep.isa.ArmEncoding;
import dev.lockstep.isa.Encoding;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.ThumbEncoding;
import dev.lockstep.isa.VfpEncoding;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.MemoryFault;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of an instruction's accesses is what it does then. */
final class DataAccessTest {
    private static final int PC = 0x8000;
    private static final int WORDS = 400;

    private final AddressSpaces spaces = new AddressSpaces(1 << 20);
    private final Recorder recorder = new Recorder();
    private final CpuState cpu = new CpuState(spaces.tlb(), spaces.create(), new CodeSpace(), recorder);

    /** Memory in which everything is zero, that remembers who touched it. */
    private static final class Recorder implements SystemPort {
        private final Set<Integer> loaded = new TreeSet<>();
        private final Set<Integer> stored = new TreeSet<>();

        @Override
        public int load(CpuState cpu, int address, int bytes) {
            for (int i = 0; i < bytes; i++) {
                loaded.add(address + i);
            }
            return 0;
        }

        @Override
        public void store(CpuState cpu, int address, int value, int bytes) {
            for (int i = 0; i < bytes; i++) {
                stored.add(address + i);
            }
        }

        @Override
        public int misaligned(int address, int mask) {
            throw new MemoryFault(MemoryFault.Kind.ALIGNMENT, address);
        }

        @Override
        public int fetchAddress(int address) {
            return address;
        }

        @Override
        public int halfword(int physicalAddress) {
            return 0;
        }

        @Override
        public int word(int physicalAddress) {
            return 0;
        }

        @Override
        public void codeAppeared(CpuState cpu) {
            // Nothing is kept.
        }

        @Override
        public boolean hasFloatingPoint() {
            return true;
        }

        @Override
        public boolean hasFloatingPointForAll() {
            return true;
        }

        @Override
        public void actAsUser(CpuState cpu, boolean user) {
            // Rights are not looked at.
        }

        @Override
        public int execute(CpuState cpu, Instruction instruction, int next) {
            return next;
        }

        @Override
        public int returnFromException(CpuState cpu, int next, int target) {
            return target;
        }
    }

    @Test
    void saysWhatEveryInstructionAccesses() {
        long seed = 1;
        Random random = new Random(seed);
        long accesses = Stream.<Encoding[]>of(ArmEncoding.values(), ThumbEncoding.values(), VfpEncoding.values())
                .flatMap(Arrays::stream)
                .filter(encoding -> !encoding.privileged())
                .mapToLong(encoding -> accesses(encoding, random, seed))
                .sum();

        assertTrue(accesses > 10_000, accesses + " accesses were compared");
    }

    private long accesses(Encoding encoding, Random random, long seed) {
        long accesses = 0;
        for (int i = 0; i < WORDS; i++) {
            Instruction instruction = encoding.decode(encoding.randomize(random));
            randomize(random, instruction);
            DataAccess access = new DataAccess();
            access.find(cpu, instruction);
            assertTrue(
                    access.bytes() == 0 || DataAccess.isAskedOf(instruction.opcode()),
                    () -> instruction.opcode() + " accesses memory");
            recorder.loaded.clear();
            recorder.stored.clear();
            try {
                new PlainInstruction(instruction).execute(cpu, PC);
            } catch (MemoryFault misaligned) {
                continue;
            }
            String what = "%s %08x, seed %d".formatted(instruction.opcode(), instruction.word(), seed);
            assertEquals(range(access, access.loads()), recorder.loaded, what);
            assertEquals(range(access, access.stores()), recorder.stored, what);
            accesses += access.bytes();
        }
        return accesses;
    }

    private void randomize(Random random, Instruction instruction) {
        for (int r = 0; r < CpuState.PC; r++) {
            cpu.r[r] = random.nextInt() & ~(random.nextInt() & 7);
        }
        cpu.r[CpuState.PC] = PC;
        cpu.setCpsr(random.nextInt() & 0xf80f0200 | CpuState.USER_MODE | (instruction.thumb() ? CpuState.THUMB : 0));
        cpu.exclusive = random.nextBoolean();
        cpu.exclusiveAddress = cpu.r[instruction.rn() & 15];
        cpu.stop = null;
    }

    private static Set<Integer> range(DataAccess access, boolean accessed) {
        Set<Integer> bytes = new TreeSet<>();
        for (int i = 0; accessed && i < access.bytes(); i++) {
            bytes.add(access.address() + i);
        }
        return bytes;
    }
}
