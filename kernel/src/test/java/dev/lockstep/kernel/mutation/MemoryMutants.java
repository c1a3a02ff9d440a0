package dev.lockstep.kernel.mutation;

import static dev.lockstep.kernel.mutation.Edit.noCall;
import static dev.lockstep.kernel.mutation.Edit.reads;
import static dev.lockstep.kernel.mutation.Edit.unless;
import static java.lang.classfile.Opcode.IFEQ;
import static java.lang.classfile.Opcode.IFNE;

import dev.lockstep.kernel.ShortPrograms;
import java.util.List;

/** Memory that is given back, taken again, counted wrongly, cached too long, made flat and paged again. */
final class MemoryMutants {
    private static final String FORKS = "fork-tree.elf";
    private static final String COUNTERS = ShortPrograms.COUNTERS;
    private static final String HEAP = ShortPrograms.HEAP;
    private static final String PAGES = ShortPrograms.PAGES;
    private static final String SPACE = "AddressSpace";
    private static final String CONTENTS = "PageContents";
    private static final int FEW_TAGS = 24;

    private MemoryMutants() {}

    static List<Mutant> all() {
        return List.of(
                of("the tags stay when pages are unmapped", SPACE, "unmap", noCall("renew"), HEAP)
                        .at("ldr r4.*"),
                of("a page stays mapped when it is unmapped", "PageRanges", "unmapEntry", noCall("set"), HEAP)
                        .at("ldr r4.*"),
                of(
                                "entries for stores stay cached after a fork",
                                SPACE,
                                "forkTables",
                                noCall("renewForStores"),
                                ShortPrograms.SHARES)
                        .in(new Way("quantum=to-fork"))
                        .at("ldr r4.*"),
                of("a leaf's granules are not counted for its copy", CONTENTS, "ownTable", noCall("share"), FORKS),
                of("a freed granule is taken again as it is", "GranulePool", "allocateZeros", noCall("fill"), PAGES)
                        .in(Way.STORM, Way.STARVED)
                        .at("ldr r4.*"),
                of("a granule is freed while others name it", "GranulePool", "share", Edit.noStore(), FORKS)
                        .in(Way.QUANTUM, Way.STORM),
                of(
                                "tags come round and the TLB is not flushed",
                                "AddressSpaces",
                                "newTag",
                                reads("tags", FEW_TAGS),
                                FORKS)
                        .and("memory.AddressSpaces", "newTag", noCall("clear"))
                        .in(Way.QUANTUM, Way.COPIES),
                of(
                                "tags come round and old ones stay in use",
                                "AddressSpaces",
                                "newTag",
                                reads("tags", FEW_TAGS),
                                FORKS)
                        .and("memory.AddressSpaces", "isOfThisEpoch", Edit.returns(1))
                        .in(Way.QUANTUM, Way.COPIES),
                of("tags come round soon", "AddressSpaces", "newTag", reads("tags", FEW_TAGS), FORKS)
                        .in(Way.TRANSLATED, Way.QUANTUM, Way.COPIES)
                        .mustNotMatter(),
                of("a flat copy misses the data", "Promotion", "carryOut", noCall("eachPage"), COUNTERS)
                        .in(Way.FLAT),
                of("a flat copy misses the constants", "Promotion", "carryOut", noCall("copyTo"), "crc32.elf")
                        .in(Way.FLAT),
                of("a page is made flat without its content", "Promotion", "move", noCall("copyTo"), COUNTERS)
                        .in(Way.PROMOTION),
                of("a page that was flat loses its content", CONTENTS, "newGranule", noCall("arraycopy"), COUNTERS)
                        .in(Way.PROMOTION),
                of("only zeros of a flat page are kept", CONTENTS, "pageOf", unless(IFNE, IFEQ), COUNTERS)
                        .in(Way.PROMOTION),
                of("the tags stay when memory is made flat", SPACE, "lambda$promote$2", noCall("renew"), COUNTERS)
                        .in(Way.PROMOTION),
                of("memory stays flat over a fork", SPACE, "forkTables", noCall("demote"), ShortPrograms.SHARES)
                        .in(new Way("engine=flat,quantum=3"))
                        .at("ldr r4.*"),
                translator(
                                "flat code goes on with another process's memory",
                                "linkage.FlatConstants",
                                "of",
                                noCall("set"),
                                COUNTERS)
                        .in(new Way("engine=flat,company=copies")));
    }

    private static Mutant of(String name, String className, String method, Edit edit, String program) {
        return Mutants.of("memory", name, "memory." + className, method, edit, program);
    }

    private static Mutant translator(String name, String className, String method, Edit edit, String program) {
        return Mutants.of("translator", name, "translator." + className, method, edit, program);
    }
}
