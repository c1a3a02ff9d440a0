package dev.lockstep.machine.oracle;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.isa.SystemEncoding;
import dev.lockstep.machine.processor.InstructionListener;
import dev.lockstep.machine.processor.Mode;
import java.util.EnumSet;
import java.util.Set;

/**
 * Watches our machine execute a case, and notices what the architecture leaves open, or what qemu 7.2 does otherwise:
 *
 * <ul>
 *   <li>what needs an SPSR, or transfers registers of user mode, in user or system mode: UNPREDICTABLE;
 *   <li>RFE in user mode: UNPREDICTABLE;
 *   <li>several words at an address that is not a multiple of 4: qemu does not check that;
 *   <li>a status with J, which begins a state that nobody has, or with bit 20, which only qemu has;
 *   <li>execution elsewhere than in the case's own code, in its own state, and the pads.
 * </ul>
 */
final class LeftOpen implements InstructionListener {
    private static final Set<SystemEncoding> WITH_SPSR = EnumSet.of(
            SystemEncoding.MRS_SPSR,
            SystemEncoding.MSR_SPSR_REGISTER,
            SystemEncoding.MSR_SPSR_IMMEDIATE,
            SystemEncoding.SRS,
            SystemEncoding.LDM_USER,
            SystemEncoding.STM_USER,
            SystemEncoding.LDM_RETURN);

    private static final Set<SystemEncoding> MULTIPLE =
            EnumSet.of(SystemEncoding.RFE, SystemEncoding.LDM_USER, SystemEncoding.STM_USER, SystemEncoding.LDM_RETURN);

    private static final Set<SystemEncoding> FROM_REGISTER =
            EnumSet.of(SystemEncoding.MSR_CPSR_REGISTER, SystemEncoding.MSR_SPSR_REGISTER);

    private static final int INCREMENT = 1 << 23;
    private static final int BEFORE = 1 << 24;

    private final OurMachine machine;
    private int slot;
    private boolean thumb;
    private boolean found;

    /** Begins to watch. */
    LeftOpen(OurMachine machine) {
        this.machine = machine;
        machine.onInstruction(this);
    }

    /** The case of a number begins. */
    void begin(int number, boolean isThumb) {
        thumb = isThumb;
        slot = PrivilegedLayout.CODE + PrivilegedLayout.SLOT_BYTES * number;
        found = false;
    }

    /** Whether the case did any of this. */
    boolean found() {
        return found;
    }

    @Override
    public void executes(int pc, Instruction instruction, long time) {
        CpuState cpu = machine.cpu();
        if (!isCase(pc)) {
            boolean runner = pc >= PrivilegedLayout.START && pc < PrivilegedLayout.NEXT_CASE;
            boolean vector = pc >= 0 && pc < 0x20 && !cpu.thumb() && (cpu.cpsr() & 0x1f) != Mode.USR.number();
            found |= !runner && !vector;
            return;
        }
        if (!instruction.thumb()) {
            found |= isOpen(instruction, cpu);
        }
    }

    private boolean isCase(int pc) {
        boolean own = pc >= slot
                && pc < slot + PrivilegedLayout.SLOT_BYTES
                && machine.cpu().thumb() == thumb;
        return own || pc >>> 20 == PrivilegedLayout.PADS >>> 20;
    }

    private boolean isOpen(Instruction instruction, CpuState cpu) {
        int mode = cpu.cpsr() & 0x1f;
        boolean withoutSpsr = mode == Mode.USR.number() || mode == Mode.SYS.number();
        boolean unaligned = (cpu.r[instruction.rn()] & 3) != 0;
        if (!(instruction.encoding() instanceof SystemEncoding row)) {
            boolean returns = instruction.rd() == CpuState.PC && instruction.setFlags();
            boolean multiple = instruction.opcode() == Opcode.LDM || instruction.opcode() == Opcode.STM;
            return returns && withoutSpsr || multiple && unaligned;
        }
        return WITH_SPSR.contains(row) && withoutSpsr
                || MULTIPLE.contains(row) && unaligned
                || FROM_REGISTER.contains(row) && isForeign(cpu.r[instruction.rm()])
                || row == SystemEncoding.RFE && (mode == Mode.USR.number() || returnsToForeign(instruction, cpu));
    }

    private static boolean isForeign(int status) {
        return (status & PrivilegedGenerator.FOREIGN) != 0;
    }

    /** Whether the status that RFE loads is one: the second word, in the order of data. */
    private boolean returnsToForeign(Instruction instruction, CpuState cpu) {
        int base = cpu.r[instruction.rn()];
        boolean increment = (instruction.word() & INCREMENT) != 0;
        boolean before = (instruction.word() & BEFORE) != 0;
        int start = increment ? base : base - 2 * Integer.BYTES;
        int address = (before == increment ? start + Integer.BYTES : start) + Integer.BYTES;
        boolean memory = address >= PrivilegedLayout.CODE && address < PrivilegedLayout.MEMORY_BYTES;
        return memory && isForeign(cpu.inDataOrder(machine.word(address)));
    }
}
