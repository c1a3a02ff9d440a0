package dev.lockstep.translator.codegen;

import static org.objectweb.asm.Opcodes.*;

import dev.lockstep.memory.Page;
import dev.lockstep.memory.SoftTlb;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.Neighbours;
import dev.lockstep.translator.analysis.Neighbours.Neighbour;
import dev.lockstep.translator.codegen.ExitEmitter.Changed;
import dev.lockstep.translator.linkage.FlatAccess;
import dev.lockstep.translator.linkage.FlatConstants;
import dev.lockstep.translator.linkage.GuestMemory;
import dev.lockstep.translator.linkage.Mode;
import dev.lockstep.translator.linkage.RegionLoader;
import java.lang.invoke.VarHandle;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Emits accesses to guest memory. First an instruction's address is taken to a local, and it is seen to that all bytes
 * from there on can be accessed; then it loads and stores at offsets from it.
 *
 * <p>Flat memory is looked up in two windows of one array: first in the one that the base register most likely points to,
 * then in the other. An access to what is in neither is left to the interpreter. All of that stands in the region's method
 * and not in methods that it calls: HotSpot does not inline a call that is rarely made, and every register of the guest
 * that lives across one is then kept in memory, in all loops of the method. And where each access has branches of its own,
 * HotSpot leaves out the window in which it was never.
 *
 * <p>Other memory is reached through the soft TLB, by {@link GuestMemory}.
 */
final class MemoryEmitter {
    private static final String GUEST_MEMORY = Type.getInternalName(GuestMemory.class);
    private static final String CPU_DESCRIPTOR = "L" + Assembly.CPU_STATE + ";";
    private static final String VAR_HANDLE = Type.getInternalName(VarHandle.class);
    private static final String ACCESS = Type.getInternalName(FlatAccess.class);
    private static final Handle FLAT = new Handle(
            H_INVOKESTATIC,
            Type.getInternalName(FlatConstants.class),
            "link",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    /** Of {@link FlatAccess}, with the locals that hold them. */
    private static final Map<String, Integer> NUMBERS = new TreeMap<>(Map.of(
            "mask", Local.MASK,
            "mainBase", Local.MAIN_BASE,
            "mainLength", Local.MAIN_LENGTH,
            "storeStart", Local.STORE_START,
            "storeLength", Local.STORE_LENGTH,
            "stackBase", Local.STACK_BASE,
            "stackStart", Local.STACK_START,
            "stackLength", Local.STACK_LENGTH,
            "distance", Local.DISTANCE));

    private final String owner;
    private final Assembly code;
    private final MethodVisitor method;
    private final CodeState state;
    private final FlagEmitter flags;
    private final ExitEmitter exits;
    private final boolean observed;
    private int stackPointers;
    private int dirty;
    private boolean inStack;
    private int located = Local.SCRATCH;
    private Optional<Neighbour> neighbour = Optional.empty();

    /**
     * An emitter for one method.
     *
     * @param owner internal name of the class that it belongs to
     * @param observed stores to flat memory are told to the processor's observer; others go the slow way, which tells it
     */
    MemoryEmitter(String owner, Assembly code, FlagEmitter flags, ExitEmitter exits, boolean observed) {
        this.owner = owner;
        this.code = code;
        this.flags = flags;
        this.exits = exits;
        this.observed = observed;
        method = code.method();
        state = code.state();
    }

    /** Whether an access at an address that does not allow it raises an exception, instead of leaving by a jump. */
    static boolean raises(CodeState state) {
        return state.mode() != Mode.FLAT;
    }

    /** What accesses need as constants of the class: those of its kernel, through its loader, and those of Java's memory. */
    static void constants(ClassWriter writer, String owner, Mode mode) {
        MethodVisitor method = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
        method.visitCode();
        if (mode == Mode.FLAT) {
            for (String name : new String[] {"HALFWORDS", "LONGS", "WORDS"}) {
                String type = Type.getDescriptor(VarHandle.class);
                method.visitFieldInsn(GETSTATIC, Type.getInternalName(Page.class), name, type);
                constant(writer, method, owner, name, type);
            }
        } else {
            String[][] fields = {
                {"READ_TAGS", "[J", "readTags"},
                {"WRITE_TAGS", "[J", "writeTags"},
                {"PAGES", "[[B", "pages"},
                {"ADDENDS", "[I", "addends"}
            };
            for (String[] field : fields) {
                method.visitLdcInsn(Type.getObjectType(owner));
                method.visitMethodInsn(
                        INVOKESTATIC,
                        Type.getInternalName(RegionLoader.class),
                        "tlb",
                        "(Ljava/lang/Class;)" + Type.getDescriptor(SoftTlb.class),
                        false);
                method.visitFieldInsn(GETFIELD, Type.getInternalName(SoftTlb.class), field[2], field[1]);
                constant(writer, method, owner, field[0], field[1]);
            }
        }
        method.visitInsn(RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
    }

    private static void constant(ClassWriter writer, MethodVisitor method, String owner, String name, String type) {
        writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, name, type, null, null)
                .visitEnd();
        method.visitFieldInsn(PUTSTATIC, owner, name, type);
    }

    /** Takes what accesses need into locals. */
    void begin() {
        if (flat()) {
            method.visitInvokeDynamicInsn("flat", "()L" + ACCESS + ";", FLAT);
            NUMBERS.forEach((name, local) -> {
                code.op(DUP);
                method.visitMethodInsn(INVOKEVIRTUAL, ACCESS, name, "()I", false);
                code.store(local);
            });
            method.visitMethodInsn(INVOKEVIRTUAL, ACCESS, "bytes", "()[B", false);
            code.storeReference(Local.BYTES, "[B");
            for (int number = 0; number < Neighbours.MOST; number++) {
                code.push(0).store(Local.NEIGHBOURS + number);
            }
        } else {
            code.loadCpu();
            method.visitFieldInsn(GETFIELD, Assembly.CPU_STATE, "tag", "J");
            code.storeLong(Local.TAG);
            code.loadCpu();
            method.visitFieldInsn(GETFIELD, Assembly.CPU_STATE, "writeTag", "J");
            code.storeLong(Local.WRITE_TAG);
        }
    }

    /** Whether two words are as well accessed at once. */
    boolean flat() {
        return state.mode() == Mode.FLAT;
    }

    /**
     * Tells where emission goes on.
     *
     * @param changed registers that differ from the processor's fields, one bit each
     * @param stack those that most likely hold addresses in the stack
     * @param newNeighbour what the instruction is to others that access memory
     */
    void at(int changed, int stack, Optional<Neighbour> newNeighbour) {
        dirty = changed;
        stackPointers = stack;
        neighbour = newNeighbour;
    }

    private Changed changed() {
        return new Changed(dirty, flags.form());
    }

    /** Whether another instruction has seen to it that this one can access memory. */
    boolean isLocated() {
        return flat() && neighbour.isPresent() && !neighbour.get().first();
    }

    /**
     * Locates what an instruction of one access with an address that it does not change accesses.
     *
     * @param base register that the address is computed from
     * @param pushBase pushes that
     * @param pushAddress pushes the address
     * @return offset of the access from what was located
     */
    int locate(int base, int count, boolean load, Runnable pushBase, Runnable pushAddress) {
        if (!flat() || neighbour.isEmpty()) {
            pushAddress.run();
            locate(base, count, load);
            return 0;
        }
        Neighbour group = neighbour.get();
        if (group.first()) {
            pushBase.run();
            if (group.low() != 0) {
                code.push(group.low()).op(IADD);
            }
            toIndex(base, Local.NEIGHBOURS + group.number());
            check(group.bytes(), !group.stores());
        } else {
            located = Local.NEIGHBOURS + group.number();
            inStack = pointsToStack(base);
        }
        return group.offset();
    }

    /**
     * Takes the address on the stack, with nothing below it, to a local, and leaves the region where flat memory
     * does not hold what is there.
     *
     * @param base register that it was computed from
     * @param count bytes that will be accessed
     */
    void locate(int base, int count, boolean load) {
        toIndex(base, Local.SCRATCH);
        check(count, load);
    }

    /** The same for words, whose address must be a multiple of four. */
    void locateWords(int base, int count, boolean load) {
        toIndex(base, Local.SCRATCH);
        code.load(located).push(3).op(IAND).jump(IFNE, exits.outside(changed()));
        check(4 * count, load);
    }

    private boolean pointsToStack(int base) {
        return (stackPointers & 1 << base) != 0;
    }

    /** From the address on the stack to an index in the window where it most likely is; elsewhere to the address itself. */
    private void toIndex(int base, int local) {
        located = local;
        inStack = pointsToStack(base);
        if (flat()) {
            code.load(inStack ? Local.STACK_BASE : Local.MAIN_BASE).op(ISUB);
        }
        code.store(local);
    }

    private void check(int count, boolean load) {
        if (!flat()) {
            return;
        }
        Label outside = exits.outside(changed());
        compare(inStack, count, load);
        Label found = new Label();
        code.jump(IFLT, found);
        code.load(located).load(Local.DISTANCE).op(inStack ? ISUB : IADD).store(located);
        compare(!inStack, count, load);
        code.jump(IFGE, outside).mark(found);
    }

    /** Pushes a number that is negative if all bytes are in a window. */
    private void compare(boolean stack, int count, boolean load) {
        code.load(located);
        if (stack) {
            code.load(Local.STACK_START).op(ISUB).load(Local.STACK_LENGTH);
        } else if (load) {
            code.load(Local.MAIN_LENGTH);
        } else {
            code.load(Local.STORE_START).op(ISUB).load(Local.STORE_LENGTH);
        }
        if (count > 1) {
            code.push(count - 1).op(ISUB);
        }
        code.call(Integer.class, "compareUnsigned", "(II)I");
    }

    /** Pushes what is at an offset from the address, zero-extended; {@code bits} 8, 16 or 32. */
    void load(int bits, int offset) {
        if (!flat()) {
            pushAddress(offset);
            pushTlb("READ_TAGS", Local.TAG);
            guestMemory("load" + bits, "(I[J[[B[IJ" + CPU_DESCRIPTOR + ")I");
            reverse(bits, true);
            return;
        }
        switch (bits) {
            case 8 -> {
                pushIndex(offset);
                code.op(BALOAD).push(0xff).op(IAND);
            }
            case 16 -> {
                pushHandle("HALFWORDS");
                pushIndex(offset);
                handle("get", "([BI)S");
                code.push(0xffff).op(IAND);
            }
            default -> {
                pushHandle("WORDS");
                pushIndex(offset);
                handle("get", "([BI)I");
            }
        }
    }

    /** Pushes the two words at an offset as a long, the first one in its lower half, whatever the order of data. */
    void loadTwo(int offset) {
        if (flat()) {
            pushHandle("LONGS");
            pushIndex(offset);
            handle("get", "([BI)J");
        } else {
            load(32, offset + 4);
            load(32, offset);
            code.arithmetic("join", "(II)J");
        }
    }

    /** Stores what {@code value} pushes at an offset from the address; {@code bits} 8, 16 or 32, in flat memory also 64. */
    void store(int bits, int offset, Runnable value) {
        if (!flat()) {
            pushAddress(offset);
            value.run();
            reverse(bits, false);
            pushTlb("WRITE_TAGS", Local.WRITE_TAG);
            guestMemory("store" + bits, "(II[J[[B[IJ" + CPU_DESCRIPTOR + ")V");
            return;
        }
        switch (bits) {
            case 64 -> {
                pushHandle("LONGS");
                pushIndex(offset);
                value.run();
                handle("set", "([BIJ)V");
            }
            case 8 -> {
                pushIndex(offset);
                value.run();
                code.op(BASTORE);
            }
            case 16 -> {
                pushHandle("HALFWORDS");
                pushIndex(offset);
                value.run();
                code.op(I2S);
                handle("set", "([BIS)V");
            }
            default -> {
                pushHandle("WORDS");
                pushIndex(offset);
                value.run();
                handle("set", "([BII)V");
            }
        }
        if (observed) {
            tell(bits, offset);
        }
    }

    /** Of what has been stored to flat memory. */
    private void tell(int bits, int offset) {
        code.load(located).push(offset).push(bits / 8).loadCpu();
        guestMemory("toldFlat", "(III" + CPU_DESCRIPTOR + ")V");
    }

    private void pushAddress(int offset) {
        code.load(located);
        if (offset != 0) {
            code.push(offset).op(IADD);
        }
    }

    /** Pushes the array and an index in it. */
    private void pushIndex(int offset) {
        method.visitVarInsn(ALOAD, Local.BYTES);
        code.load(located).load(Local.MASK).op(IAND);
        if (offset != 0) {
            code.push(offset).op(IADD);
        }
    }

    private void pushHandle(String name) {
        method.visitFieldInsn(GETSTATIC, owner, name, Type.getDescriptor(VarHandle.class));
    }

    private void handle(String name, String descriptor) {
        method.visitMethodInsn(INVOKEVIRTUAL, VAR_HANDLE, name, descriptor, false);
    }

    private void pushTlb(String tags, int tag) {
        method.visitFieldInsn(GETSTATIC, owner, tags, "[J");
        method.visitFieldInsn(GETSTATIC, owner, "PAGES", "[[B");
        method.visitFieldInsn(GETSTATIC, owner, "ADDENDS", "[I");
        method.visitVarInsn(LLOAD, tag);
        code.loadCpu();
    }

    /** Between little-endian and the order of data. */
    private void reverse(int bits, boolean loaded) {
        if (state.bigEndian() && bits > 8) {
            if (bits == 16 && !loaded) {
                code.push(16).op(ISHL);
            }
            code.call(Integer.class, "reverseBytes", "(I)I");
            if (bits == 16 && loaded) {
                code.push(16).op(IUSHR);
            }
        }
    }

    private void guestMemory(String name, String descriptor) {
        method.visitMethodInsn(INVOKESTATIC, GUEST_MEMORY, name, descriptor, false);
    }
}
