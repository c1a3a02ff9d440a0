package dev.lockstep.translator.aot;

import dev.lockstep.image.Image;
import dev.lockstep.isa.Instruction;
import dev.lockstep.translator.analysis.Block;
import dev.lockstep.translator.analysis.CodeState;
import dev.lockstep.translator.analysis.InstructionSource;
import dev.lockstep.translator.analysis.Region;
import dev.lockstep.translator.analysis.Registers;
import dev.lockstep.translator.analysis.Transfer;
import dev.lockstep.translator.codegen.CompiledRegion;
import dev.lockstep.translator.codegen.Flavour;
import dev.lockstep.translator.codegen.GuestNames;
import dev.lockstep.translator.codegen.RegionCompiler;
import dev.lockstep.translator.linkage.Mode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything of a program that can be found without running it, translated in the flavour without hashes, for one mode.
 *
 * <p>Roots are the entry point and the functions that the image names; then, from every region made, what it calls, the
 * code that did not fit it, the pointers that its instructions load or compute, and the cases of its {@link ThumbSwitch}es;
 * and when nothing is left of those, the {@link CodePointers} in data. The order of the work, and with it every byte,
 * depends on the image alone.
 */
final class TranslationPass {
    private final Image image;
    private final ImageCode code;
    private final Mode mode;
    private final GuestNames names;
    private final CodePointers pointers;
    private final RegionCompiler compiler = new RegionCompiler(Flavour.PLAIN);
    private final NavigableMap<Long, CompiledRegion> regions = new TreeMap<>();

    /** Functions that are still to be translated: they come first, for they hold most of their code together. */
    private final Deque<Integer> functions = new ArrayDeque<>();

    /** Other roots that are still to be translated. */
    private final Deque<Integer> places = new ArrayDeque<>();

    /** All that ever were in either. */
    private final Set<Integer> seen = new HashSet<>();

    /** Entry points of the regions made. */
    private final Set<Integer> entries = new HashSet<>();

    TranslationPass(Image image, Mode mode) {
        this.image = image;
        this.mode = mode;
        names = new GuestNames(image.symbols());
        code = new ImageCode(image);
        pointers = new CodePointers(image, code);
    }

    /** Translates everything; the regions, by ascending root. */
    List<StoredRegion> regions() {
        translate();
        List<StoredRegion> stored = new ArrayList<>();
        regions.values().forEach(region -> stored.add(StoredRegion.of(Flavour.PLAIN, region)));
        return stored;
    }

    private void translate() {
        add(image.entry(), functions);
        for (long function : image.symbols().functions().keySet()) {
            add(image.symbols().entryPoint((int) function), functions);
        }
        do {
            while (!functions.isEmpty() || !places.isEmpty()) {
                if (functions.isEmpty()) {
                    int root = places.remove();
                    translate(root, entryPoint -> instructionOfPlace(entryPoint, root));
                } else {
                    translate(functions.remove(), code::instruction);
                }
            }
            pointers.inData().forEach(pointer -> add(pointer, places));
        } while (!places.isEmpty());
    }

    private void add(int entryPoint, Deque<Integer> open) {
        if (!entries.contains(entryPoint) && seen.add(entryPoint)) {
            open.add(entryPoint);
        }
    }

    /** Code inside a function ends where another region can be entered: else each would hold nearly all of the function. */
    private Optional<Instruction> instructionOfPlace(int entryPoint, int root) {
        return entryPoint != root && entries.contains(entryPoint) ? Optional.empty() : code.instruction(entryPoint);
    }

    private void translate(int root, Function<Integer, Optional<Instruction>> instructions) {
        if (entries.contains(root)) {
            return;
        }
        InstructionSource source = new InstructionSource() {
            @Override
            public Optional<Instruction> instruction(int entryPoint) {
                return instructions.apply(entryPoint);
            }

            @Override
            public Optional<Integer> word(int address) {
                return code.word(address);
            }

            @Override
            public Optional<Integer> constant(int address) {
                return code.constant(address);
            }
        };
        compiler.compile(source, names, root, mode).ifPresent(compiled -> {
            Region region = compiled.region();
            regions.put(root & 0xffffffffL, compiled);
            for (Block block : region.blocks().values()) {
                pointers.reached(block);
                if (block.entry()) {
                    entries.add(region.state().entryPoint(block.address()));
                }
            }
            region.blocks().values().forEach(block -> follow(block, region.state()));
            region.exits().forEach(exit -> add(exit.intValue(), places));
        });
    }

    private void follow(Block block, CodeState state) {
        Transfer transfer = Registers.transfer(block.last(), state);
        if (transfer == Transfer.TO_ARM) {
            add(Registers.target(block.last(), block.lastAddress()), functions);
        }
        if (transfer == Transfer.CALL) {
            int target = Registers.target(block.last(), block.lastAddress());
            add(target, functions);
            ThumbSwitch.cases(image, code, block, target).forEach(found -> add(found, places));
        }
        int address = block.address();
        for (Instruction i : block.instructions()) {
            pointers.of(i, address).ifPresent(found -> add(found, places));
            address += i.size();
        }
    }
}
