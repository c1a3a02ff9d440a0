package dev.lockstep.translator;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.Fault;
import dev.lockstep.cpu.StopReason;
import dev.lockstep.engine.Engine;
import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Symbols;
import dev.lockstep.memory.AddressSpace;
import dev.lockstep.memory.AddressSpaces;
import dev.lockstep.memory.Rights;
import java.util.Arrays;

/** Executes one wild program once with one engine, and goes on behind instructions that do not retire. */
final class WildMachine {
    private final Engine engine;
    private final Profile profile;
    private final AddressSpace space;
    private final CpuState cpu;
    private long executed;
    private int faults;
    private int starts;

    WildMachine(WildProgram program, Engine engine, Profile profile) {
        this.engine = engine;
        this.profile = profile;
        AddressSpaces memory = new AddressSpaces(1 << 18);
        space = memory.create();
        load(WildProgram.entry(0, false), program.entries(), Rights.READ_EXECUTE);
        load(WildProgram.CODE, program.code, Rights.ALL);
        load(WildProgram.FIXED, program.fixed, Rights.READ_EXECUTE);
        load(WildProgram.DATA, program.data, Rights.READ_WRITE);
        load(WildProgram.READ_ONLY, new byte[WildProgram.PAGE], Rights.READ_ONLY);
        load(WildProgram.TOP, program.top, Rights.ALL);
        cpu = new CpuState(memory.tlb(), space, engine.newCodeSpace(Symbols.none()));
        System.arraycopy(program.registers, 0, cpu.r, 0, program.registers.length);
        cpu.setCpsr(program.cpsr);
        start();
        System.arraycopy(program.doubles, 0, cpu.vfp.d, 0, cpu.vfp.d.length);
        cpu.vfp.writeFpscr(program.fpscr);
    }

    private void load(int address, byte[] content, Rights rights) {
        space.map(address, content.length, rights);
        space.load(address, content);
    }

    /** Goes on for at most so many instructions, or to one that does not retire. */
    EngineState run(int budget) {
        cpu.budget = budget;
        cpu.tag = space.tag();
        StopReason reason = engine.run(cpu);
        executed += budget - cpu.budget;
        EngineState state = EngineState.of(cpu, executed, memory(), reason);
        if (reason == StopReason.CALL) {
            cpu.retireCall(profile, false);
        } else if (reason == StopReason.FAULT) {
            goOn();
        }
        return state;
    }

    /** Behind the instruction that faulted; from another start where none can be fetched, or this happens often. */
    private void goOn() {
        faults++;
        if (cpu.fault.kind() == Fault.Kind.EXECUTE || faults % 8 == 0) {
            start();
        } else {
            cpu.r[CpuState.PC] += cpu.thumb() ? 2 : 4;
        }
    }

    private void start() {
        cpu.r[CpuState.PC] = WildProgram.entry(starts++ % WildProgram.STARTS, cpu.bigEndian());
        cpu.setCpsr(cpu.cpsr() & ~CpuState.THUMB);
    }

    private int memory() {
        return hash(WildProgram.CODE, WildProgram.CODE_BYTES)
                ^ 31 * hash(WildProgram.DATA, WildProgram.DATA_BYTES)
                ^ 37 * hash(WildProgram.TOP, WildProgram.PAGE);
    }

    private int hash(int address, int bytes) {
        byte[] content = new byte[bytes];
        space.read(address, content, 0, bytes);
        return Arrays.hashCode(content);
    }
}
