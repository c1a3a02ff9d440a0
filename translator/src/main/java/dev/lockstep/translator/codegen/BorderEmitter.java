package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.translator.analysis.Block;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.ConstantFlow;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.analysis.Registers;
import dev.lockstep.translator.linkage.GuestCall;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.Type;

/** Emits how control crosses a region's border: the processor's fields to locals and back, and guest calls. */
final class BorderEmitter {
    private static final Handle LINK = new Handle(
            H_INVOKESTATIC,
            Type.getInternalName(GuestCall.class),
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;I)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private final Region region;
    private final Assembly code;
    private final FlagEmitter flags;
    private final EventEmitter events;
    private final ExitEmitter exits;
    private final ConstantFlow constants;
    private final Label onward;
    private final int named;

    /**
     * An emitter for one method.
     *
     * @param hashes whether all registers are needed, for a hash
     * @param onward where the method returns the pc local, with the fields up to date
     */
    BorderEmitter(
            Region region,
            boolean hashes,
            Assembly code,
            FlagEmitter flags,
            EventEmitter events,
            ExitEmitter exits,
            Label onward) {
        this.region = region;
        this.code = code;
        this.flags = flags;
        this.events = events;
        this.exits = exits;
        this.onward = onward;
        constants = new ConstantFlow(region);
        named = hashes
                ? 0x7fff
                : region.blocks().values().stream()
                        .flatMap(block -> block.instructions().stream())
                        .mapToInt(Registers::named)
                        .reduce(0, (a, b) -> a | b);
    }

    /** Processor fields to locals: the budget, the hashes, and the registers that the region names. */
    void load() {
        code.getField("budget").store(Local.BUDGET);
        for (int rest = named; rest != 0; rest &= rest - 1) {
            int register = Integer.numberOfTrailingZeros(rest);
            code.getField("r" + register).store(Local.register(register));
        }
        events.load();
    }

    /** Locals to processor fields: the budget, the hashes, the flags, and a set of registers. */
    void save(int set) {
        exits.saveRest();
        exits.saveRegisters(set);
        flags.saveLast();
    }

    /** Calls the region at an entry point; all is saved. */
    void call(int target) {
        code.push(target).store(Local.PC);
        nest();
        code.method().visitInvokeDynamicInsn("call", GuestCall.TYPE.toMethodDescriptorString(), LINK, target);
        code.store(Local.PC);
    }

    /** Calls the region at the entry point in the pc local; all is saved. */
    void callIndirectly() {
        nest();
        code.push(region.state().mode().number());
        code.call(GuestCall.class, "indirect", "(Ldev/lockstep/cpu/CpuState;III)I")
                .store(Local.PC);
    }

    /** Pushes the arguments of a call to where the pc local says; returns onward where calls are nested too deep. */
    private void nest() {
        code.load(Local.DEPTH).push(GuestCall.MAX_DEPTH).jump(IF_ICMPGE, onward);
        code.loadCpu().load(Local.PC).load(Local.DEPTH).push(1).op(IADD);
    }

    /** Goes on behind a call, at an entry point, if that is where it returned to, else returns onward. */
    void afterCall(int next) {
        code.load(Local.PC).push(next).jump(IF_ICMPNE, onward);
        flags.forget();
        load();
        Block block = region.block(CodeState.address(next));
        if (block != null) {
            expectConstants(block, onward);
        }
    }

    /**
     * Jumps unless the registers hold what a block is to be entered with. HotSpot then knows the addresses of tables and
     * variables, and that they, with any index that fits the table, are in flat memory.
     */
    void expectConstants(Block block, Label otherwise) {
        constants.atStart(block).forEach((register, value) -> code.load(Local.register(register))
                .push(value)
                .jump(IF_ICMPNE, otherwise));
    }
}
