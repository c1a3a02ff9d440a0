package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.memory.MemoryFault;
import dev.lockstep.translator.analysis.FlagFlow.Form;
import dev.lockstep.translator.linkage.RegionExit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Emits the ways out of a region that are hardly ever taken: budgets that do not suffice, faults, and what only the
 * interpreter can execute.
 *
 * <p>Each writes back just those registers that may have changed where it is taken. One shared by all would need every
 * register everywhere, so that HotSpot would load all of them when the region is entered and keep them to its end. Yet
 * there are only a few, for each takes room in the method: where they differ little, they write back what either needs.
 */
final class ExitEmitter {
    /** What the pc local holds when the place local tells where to go on, in the interpreter; no entry point. */
    private static final int AT_PLACE = 6;

    /** The same, for an access that is not one to flat memory, or not aligned; it is counted. */
    private static final int OUTSIDE = 10;

    /** What another form of the flags costs in registers. */
    private static final int DIFFERENT_FORM = 3;

    private final Assembly code;
    private final MethodVisitor method;
    private final FlagEmitter flags;
    private final EventEmitter events;
    private final int base;
    private final int mostSets;

    private final Map<Changed, Label> exits = new TreeMap<>();
    private final Map<Changed, Label> handlers = new TreeMap<>();
    private final Map<Changed, Label> outsides = new TreeMap<>();

    /** By the entry point to go on at. */
    private final Map<Integer, Stub> stubs = new TreeMap<>();

    private record Stub(Label label, Changed changed) {}

    /**
     * What is to be written back.
     *
     * @param registers one bit each
     * @param flags the form that they are in
     */
    record Changed(int registers, Form flags) implements Comparable<Changed> {
        @Override
        public int compareTo(Changed other) {
            return Comparator.comparingInt(Changed::registers)
                    .thenComparing(Changed::flags)
                    .compare(this, other);
        }

        Changed or(Changed other) {
            return new Changed(registers | other.registers, flags.meet(other.flags));
        }

        int distance(Changed other) {
            return Integer.bitCount(registers ^ other.registers) + (flags == other.flags ? 0 : DIFFERENT_FORM);
        }
    }

    /**
     * Exits of one method.
     *
     * @param base entry point that distances of a {@link Place} are counted from
     * @param mostSets different sets of registers at most
     */
    ExitEmitter(Assembly code, FlagEmitter flags, EventEmitter events, int base, int mostSets) {
        this.code = code;
        this.flags = flags;
        this.events = events;
        this.base = base;
        this.mostSets = mostSets;
        method = code.method();
    }

    /** Where to jump when the budget does not suffice at an entry; one call for each. */
    Label stub(int entryPoint, Changed changed) {
        Stub stub = new Stub(new Label(), changed);
        stubs.put(entryPoint, stub);
        return stub.label;
    }

    /** Where to jump when the pc local holds where to go on. */
    Label exit(Changed changed) {
        return exits.computeIfAbsent(changed, any -> new Label());
    }

    /** Leaves the instruction that the place local tells to the interpreter. */
    void interpret(Changed changed) {
        code.push(AT_PLACE).store(Local.PC).goTo(exit(changed));
    }

    /**
     * Where to jump to leave the instruction that the place local tells to the interpreter, because it cannot access
     * memory like others; that is counted.
     */
    Label outside(Changed changed) {
        return outsides.computeIfAbsent(changed, any -> new Label());
    }

    /** Leaves the instruction that faults between two labels to the interpreter. Neither has been visited yet. */
    void guard(Label from, Label to, Changed changed) {
        Label handler = handlers.computeIfAbsent(changed, any -> new Label());
        method.visitTryCatchBlock(from, to, handler, Type.getInternalName(MemoryFault.class));
        method.visitTryCatchBlock(from, to, handler, Type.getInternalName(RegionExit.class));
    }

    /** Emits everything that was jumped to; falls through with the pc local set and the processor's fields up to date. */
    void emit() {
        stubs.forEach((entryPoint, stub) -> {
            code.mark(stub.label).push(entryPoint).store(Local.PC);
            forgetPlace();
            code.goTo(exit(stub.changed));
        });
        outsides.forEach((changed, label) ->
                code.mark(label).push(OUTSIDE).store(Local.PC).goTo(exit(changed)));
        handlers.keySet().forEach(this::exit);
        Label tail = new Label();
        for (Group group : groups()) {
            emitHandlers(group.members);
            group.members.forEach(changed -> method.visitLabel(exit(changed)));
            code.mark(new Label());
            saveRegisters(group.all.registers);
            flags.setForm(group.all.flags);
            flags.save();
            code.goTo(tail);
        }
        code.mark(tail);
        resolvePlace();
        saveRest();
    }

    private void emitHandlers(List<Changed> members) {
        List<Label> labels = members.stream()
                .filter(handlers::containsKey)
                .map(handlers::get)
                .toList();
        if (!labels.isEmpty()) {
            labels.forEach(method::visitLabel);
            code.markHandler(new Label()).op(POP).push(AT_PLACE).store(Local.PC);
        }
    }

    /** Where the place does not matter: lest HotSpot keeps it, from where it did matter, on every way to an exit. */
    void forgetPlace() {
        code.push(0).store(Local.PLACE);
    }

    /** Where the pc local does not tell it, the place does. */
    private void resolvePlace() {
        Label resolved = new Label();
        if (!outsides.isEmpty()) {
            Label counted = new Label();
            code.load(Local.PC).push(OUTSIDE).jump(IF_ICMPNE, counted);
            code.loadCpu().getField("outside").push(1).op(IADD).putField("outside");
            code.push(AT_PLACE).store(Local.PC).mark(counted);
        }
        code.load(Local.PC).push(AT_PLACE).jump(IF_ICMPNE, resolved);
        code.load(Local.BUDGET)
                .load(Local.PLACE)
                .push(Place.REST_SHIFT)
                .op(IUSHR)
                .op(IADD)
                .store(Local.BUDGET);
        code.load(Local.PLACE).push(Place.DISTANCE_MASK).op(IAND).push(1).op(ISHL);
        code.push(base).op(IADD).store(Local.PC);
        code.loadCpu().push(1);
        method.visitFieldInsn(PUTFIELD, Assembly.CPU_STATE, "interpretNext", "Z");
        code.mark(resolved);
    }

    /** Registers from locals to the processor. */
    void saveRegisters(int set) {
        for (int rest = set; rest != 0; rest &= rest - 1) {
            int register = Integer.numberOfTrailingZeros(rest);
            code.loadCpu().load(Local.register(register)).putField("r" + register);
        }
    }

    /** The budget and the hashes from locals to the processor. */
    void saveRest() {
        code.loadCpu().load(Local.BUDGET).putField("budget");
        events.save();
    }

    /** The sets, put together until they are few enough: always the two that differ least. */
    private List<Group> groups() {
        List<Group> groups = new ArrayList<>();
        exits.keySet().forEach(changed -> groups.add(new Group(changed, List.of(changed))));
        while (groups.size() > mostSets) {
            int first = 0;
            int second = 1;
            int least = Integer.MAX_VALUE;
            for (int i = 0; i < groups.size(); i++) {
                for (int k = i + 1; k < groups.size(); k++) {
                    int distance = groups.get(i).all.distance(groups.get(k).all);
                    if (distance < least) {
                        least = distance;
                        first = i;
                        second = k;
                    }
                }
            }
            groups.set(first, groups.get(first).with(groups.remove(second)));
        }
        return groups;
    }

    /** Exits that share their code, which writes back what any of them has to. */
    private record Group(Changed all, List<Changed> members) {
        Group with(Group other) {
            List<Changed> both = new ArrayList<>(members);
            both.addAll(other.members);
            return new Group(all.or(other.all), both);
        }
    }
}
