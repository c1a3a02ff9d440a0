package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.cpu.CpuState;
import dev.lockstep.isa.Instruction;
import dev.lockstep.isa.Opcode;
import dev.lockstep.translator.analysis.Block;
import dev.lockstep.translator.analysis.CallingLoops;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.DirtyFlow;
import dev.lockstep.translator.analysis.FlagFlow;
import dev.lockstep.translator.analysis.FlagFlow.Form;
import dev.lockstep.translator.analysis.Neighbours;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.analysis.Registers;
import dev.lockstep.translator.analysis.StackPointers;
import dev.lockstep.translator.analysis.Transfer;
import dev.lockstep.translator.codegen.ExitEmitter.Changed;
import dev.lockstep.translator.codegen.InstructionEmitter.Outcome;
import dev.lockstep.translator.linkage.TranslatedRegion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/**
 * Emits the one method of a region:
 *
 * <pre>
 *   prologue     processor fields to locals
 *   head         switch on the pc local: which entry
 *   blocks       ascending; each subtracts its length from the budget, entries test it first
 *   exits        budgets that do not suffice, faults, what the interpreter must do: see {@link ExitEmitter}
 *   onward       return the pc local: the fields are up to date
 * </pre>
 */
final class RegionEmitter {
    /** An address that no block has. */
    private static final int NO_BLOCK = 1;

    private final Region region;
    private final Flavour flavour;
    private final SourceMap lines;
    private final MethodVisitor method;
    private final Assembly code;
    private final FlagEmitter flags;
    private final FlagFlow flagFlow;
    private final DirtyFlow dirtyFlow;
    private final StackPointers stackPointers;
    private final EventEmitter events;
    private final MemoryEmitter memory;
    private final InstructionEmitter instructions;
    private final ExitEmitter exits;
    private final FaultRanges faults;
    private final BorderEmitter border;

    /** Addresses of the blocks before which everything is saved. */
    private final Set<Integer> settled;

    private final Map<Integer, Label> blockLabels = new HashMap<>();
    private final Label head = new Label();
    private final Label onward = new Label();

    /** Address of the block that is emitted next. */
    private int following;

    /**
     * An emitter for one method.
     *
     * @param owner internal name of the class that it belongs to
     * @param mostExits different exits at most: each writes back another set of registers
     */
    RegionEmitter(Region region, Flavour flavour, String owner, SourceMap lines, MethodVisitor method, int mostExits) {
        this.region = region;
        this.flavour = flavour;
        this.lines = lines;
        this.method = method;
        code = new Assembly(region, method);
        flags = new FlagEmitter(code);
        settled = CallingLoops.heads(region);
        flagFlow = new FlagFlow(region, settled);
        dirtyFlow = new DirtyFlow(region, settled);
        stackPointers = new StackPointers(region);
        events = new EventEmitter(code, flags, flavour);
        exits = new ExitEmitter(code, flags, events, entryPoint(region.base()), mostExits);
        faults = new FaultRanges(region, dirtyFlow, flagFlow, exits);
        memory = new MemoryEmitter(owner, code, flags, exits, flavour.observed());
        instructions = new InstructionEmitter(region, code, flags, memory);
        border = new BorderEmitter(region, flavour.hashes(), code, flags, events, exits, onward);
        region.blocks().values().forEach(block -> blockLabels.put(block.address(), new Label()));
    }

    /** Emits the whole method and returns a label at its end, whose offset is the method's size. */
    Label emit() {
        method.visitCode();
        lines.atRoot(method);
        prologue();
        code.load(Local.PC).push(region.rootEntryPoint());
        code.jump(IF_ICMPEQ, blockLabels.get(region.root())).mark(head);
        dispatch();
        for (Block block : region.blocks().values()) {
            Map.Entry<Long, Block> next = region.blocks().higherEntry(block.address() & 0xffffffffL);
            following = next == null ? NO_BLOCK : next.getKey().intValue();
            emit(block);
        }
        lines.atRoot(method);
        exits.emit();
        code.mark(onward).load(Local.PC).op(IRETURN);
        Label end = new Label();
        method.visitLabel(end);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return end;
    }

    private void prologue() {
        code.load(1).store(Local.PC).load(2).store(Local.DEPTH);
        memory.begin();
        code.push(0).store(Local.PLACE).push(0).store(Local.ADDRESS).push(0).store(Local.SCRATCH);
        flags.begin();
        border.load();
    }

    /** Saves before a block where that is to be done. */
    private void settle(int target, int dirty) {
        if (settled.contains(target)) {
            exits.saveRegisters(dirty);
            flags.save();
            flags.forget();
        }
    }

    private void dispatch() {
        List<Block> entries =
                region.blocks().values().stream().filter(Block::entry).toList();
        // A lookupswitch wants its keys ascending as signed numbers.
        int[] keys = entries.stream()
                .mapToInt(block -> entryPoint(block.address()))
                .sorted()
                .toArray();
        Label[] labels = new Label[keys.length];
        for (int k = 0; k < keys.length; k++) {
            labels[k] = new Label();
        }
        Label exit = exits.exit(new Changed(dirtyAtComputedJumps(), Form.FIELDS));
        exits.forgetPlace();
        code.load(Local.PC);
        method.visitLookupSwitchInsn(exit, keys, labels);
        for (int k = 0; k < keys.length; k++) {
            Block block = region.block(CodeState.address(keys[k]));
            code.mark(labels[k]);
            border.expectConstants(block, exit);
            flags.enter(flagFlow.atStart(block), exit);
            code.goTo(blockLabels.get(block.address()));
        }
    }

    /** What may have changed when control comes to the head from within. */
    private int dirtyAtComputedJumps() {
        int dirty = 0;
        for (Block block : region.blocks().values()) {
            if (settled.isEmpty() && transfer(block.last()) == Transfer.COMPUTED) {
                dirty |= dirtyFlow.atEnd(block);
            }
        }
        return dirty;
    }

    private void emit(Block block) {
        code.mark(blockLabels.get(block.address()));
        int dirty = dirtyFlow.atStart(block);
        flags.setForm(flagFlow.atStart(block));
        if (block.entry()) {
            code.load(Local.BUDGET).push(block.longestPath());
            code.jump(IF_ICMPLT, exits.stub(entryPoint(block.address()), new Changed(dirty, flags.form())));
        }
        method.visitIincInsn(Local.BUDGET, -block.length());
        List<Instruction> body = block.instructions();
        int pointers = stackPointers.atStart(block);
        Neighbours neighbours = new Neighbours(block);
        int index = 0;
        while (index < body.size() && transfer(body.get(index)) == Transfer.NEXT) {
            int end = endOfRun(body, index);
            Label skip = new Label();
            lines.at(block.addressOf(index), method);
            if (body.get(index).conditional()) {
                flags.jumpUnless(body.get(index).condition(), skip);
            }
            Form before = flags.form();
            for (int k = index; k < end; k++) {
                memory.at(dirty, pointers, neighbours.at(k));
                emitPlain(block, k);
                pointers = stackPointers.after(body.get(k), pointers);
                dirty = dirtyFlow.after(body.get(k), dirty);
            }
            if (body.get(index).conditional()) {
                flags.setForm(before.meet(flags.form()));
            }
            code.mark(skip);
            for (int k = index; k < end; k++) {
                events.retire(block.addressOf(k), block.addressOf(k + 1));
            }
            index = end;
        }
        memory.at(dirty, pointers, Optional.empty());
        if (index < body.size()) {
            emitTransfer(block, index, dirty);
        } else {
            goTo(block.end(), dirty);
        }
    }

    /** End of the instructions after {@code index} that can share its test of the condition. */
    private int endOfRun(List<Instruction> body, int index) {
        Instruction first = body.get(index);
        int end = index + 1;
        if (first.conditional() && !flavour.hashes()) {
            while (end < body.size()
                    && body.get(end).condition() == first.condition()
                    && !Registers.writesFlags(body.get(end - 1))
                    && transfer(body.get(end)) == Transfer.NEXT) {
                end++;
            }
        }
        return end;
    }

    private void emitPlain(Block block, int index) {
        Instruction i = block.instructions().get(index);
        int at = block.addressOf(index);
        lines.at(at, method);
        if (Registers.accessesMemory(i) && !memory.isLocated()) {
            setPlace(block, index);
        }
        faults.before(at, method);
        instructions.emit(i, at);
        faults.after(at, method);
        if (instructions.statusChanged()) {
            events.updateStatus();
        }
    }

    private void setPlace(Block block, int index) {
        code.push(Place.of(block.length() - index, region.base(), block.addressOf(index)))
                .store(Local.PLACE);
    }

    private Transfer transfer(Instruction i) {
        return Registers.transfer(i, region.state());
    }

    private int entryPoint(int address) {
        return region.state().entryPoint(address);
    }

    /** The last instruction of a block, which may go elsewhere. */
    private void emitTransfer(Block block, int index, int before) {
        Instruction i = block.instructions().get(index);
        int dirty = before | Registers.written(i);
        int at = block.addressOf(index);
        int next = at + i.size();
        lines.at(at, method);
        Label skip = new Label();
        if (i.conditional()) {
            flags.jumpUnless(i.condition(), skip);
        }
        Form form = flags.form();
        int behind = following;
        if (i.conditional()) {
            // What happens if the condition does not hold comes next.
            following = NO_BLOCK;
        }
        switch (transfer(i)) {
            case BRANCH -> {
                int target = CodeState.address(Registers.target(i, at));
                events.retire(at, target);
                branch(target, dirty);
            }
            case CALL -> call(i, at, dirty);
            case INDIRECT_CALL -> indirectCall(i, at, dirty);
            case RETURN -> {
                computePc(block, index);
                border.save(dirty);
                code.goTo(onward);
            }
            case TO_ARM -> {
                int target = Registers.target(i, at);
                changeState();
                events.retire(at, CodeState.address(target));
                border.save(dirty);
                border.call(target);
                code.goTo(onward);
            }
            case COMPUTED -> {
                emitSwitch(block, at, dirty);
                computePc(block, index);
                if (!settled.isEmpty()) {
                    exits.saveRegisters(dirty);
                }
                flags.save();
                flags.forget();
                code.goTo(head);
            }
            case DATA_ORDER -> changeDataOrder(i, at, dirty);
            case LEAVE -> {
                setPlace(block, index);
                if (i.opcode() == Opcode.SVC) {
                    code.loadCpu().push(i.immediate()).putField("callComment");
                }
                exits.interpret(new Changed(before, flags.form()));
            }
            case NEXT -> {}
        }
        if (i.conditional()) {
            following = behind;
            code.mark(skip);
            flags.setForm(form);
            events.retire(at, next);
            goTo(next, before);
        }
    }

    /** Goes to the known cases of a switch; falls through with any other. */
    private void emitSwitch(Block block, int at, int dirty) {
        List<Integer> cases = block.cases();
        if (cases.isEmpty()) {
            return;
        }
        Label other = new Label();
        Map<Integer, Label> labels = new TreeMap<>();
        Label[] table = cases.stream()
                .map(target ->
                        region.block(target) == null ? other : labels.computeIfAbsent(target, any -> new Label()))
                .toArray(Label[]::new);
        code.load(Local.register(block.last().rm()));
        method.visitTableSwitchInsn(0, table.length - 1, other, table);
        labels.forEach((target, label) -> {
            code.mark(label);
            events.retire(at, target);
            Form form = flags.form();
            settle(target, dirty);
            flags.setForm(form);
            code.goTo(blockLabels.get(target));
        });
        code.mark(other);
    }

    private void computePc(Block block, int index) {
        Instruction i = block.instructions().get(index);
        int at = block.addressOf(index);
        setPlace(block, index);
        faults.before(at, method);
        Outcome outcome = instructions.emit(i, at);
        faults.after(at, method);
        if (outcome != Outcome.PC_SET) {
            throw new IllegalStateException(i.opcode() + " does not set the pc");
        }
        if (instructions.statusChanged()) {
            events.updateStatus();
        }
        events.retireToPc(at);
    }

    private void call(Instruction i, int at, int dirty) {
        int next = entryPoint(at + i.size());
        int target = Registers.target(i, at);
        code.push(next).store(Local.register(14));
        if (i.opcode() == Opcode.BLX_IMMEDIATE) {
            changeState();
        }
        events.retire(at, CodeState.address(target));
        border.save(dirty);
        border.call(target);
        afterCall(next);
    }

    /** To the other instruction set. */
    private void changeState() {
        code.changeState();
        events.updateStatus();
    }

    private void afterCall(int next) {
        border.afterCall(next);
        goTo(CodeState.address(next), 0);
    }

    private void indirectCall(Instruction i, int at, int dirty) {
        int next = entryPoint(at + i.size());
        code.load(Local.register(i.rm()));
        instructions.transfers().setPcInterworking();
        code.push(next).store(Local.register(14));
        events.updateStatus();
        events.retireToPc(at);
        border.save(dirty);
        border.callIndirectly();
        afterCall(next);
    }

    /** Goes on with the code for the other order, which the engine must find. */
    private void changeDataOrder(Instruction i, int at, int dirty) {
        int next = at + i.size();
        code.loadCpu().push(i.immediate());
        code.method().visitMethodInsn(INVOKEVIRTUAL, Assembly.CPU_STATE, "setBigEndian", "(Z)V", false);
        events.updateStatus();
        events.retire(at, next);
        code.loadCpu();
        method.visitFieldInsn(GETFIELD, Assembly.CPU_STATE, "r", "[I");
        code.push(CpuState.PC).push(next).op(IASTORE);
        border.save(dirty);
        code.push(TranslatedRegion.ORDER_CHANGED).store(Local.PC).goTo(onward);
    }

    /** A branch that retired: within the region, or a tail call. */
    private void branch(int target, int dirty) {
        if (region.block(target) != null) {
            settle(target, dirty);
            goToBlock(target);
        } else {
            border.save(dirty);
            border.call(entryPoint(target));
            code.goTo(onward);
        }
    }

    /** Goes to a block of the region, by a jump if it is not the one that is emitted next. */
    private void goToBlock(int address) {
        if (address != following) {
            code.goTo(blockLabels.get(address));
        }
    }

    /** Goes to the next address in line. */
    private void goTo(int next, int dirty) {
        if (region.block(next) != null) {
            settle(next, dirty);
            goToBlock(next);
        } else {
            border.save(dirty);
            code.push(entryPoint(next)).store(Local.PC).goTo(onward);
        }
    }
}
