package dev.lockstep.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.lockstep.cpu.CodeSpace;
import dev.lockstep.cpu.CpuState;
import dev.lockstep.cpu.LoadStoreUnit;
import org.junit.jupiter.api.Test;

/** Who may use what the soft TLB has cached. */
class TagTest {
    private static final int HEAP = 0x30000;
    private static final int TAGS = 8;

    private final AddressSpaces memory = new AddressSpaces(new MemoryBudget(1 << 20, 1 << 24), TAGS);
    private final CpuState cpu = new CpuState(memory.tlb(), memory.create(), new CodeSpace());

    /** The parent is not switched out while its children take all the tags that are left, and then its own. */
    @Test
    void shouldNotGiveTheTagOfTheSpaceThatIsSwitchedInToAnother() {
        cpu.space.map(HEAP, Page.BYTES, Rights.READ_WRITE);
        for (int child = 0; child < 3 * TAGS; child++) {
            int root = cpu.space.forkTables();
            long tag = memory.newSavedTag();
            cpu.takeTags();
            assertNotEquals(cpu.tag, AddressSpaces.tag(tag), "child " + child);
            memory.release(root);
        }
    }

    @Test
    void shouldKeepWhatWasCachedForLoadsWhenItForks() {
        cpu.space.map(HEAP, Page.BYTES, Rights.READ_WRITE);
        LoadStoreUnit.store32(cpu, HEAP, 5);
        int root = cpu.space.forkTables();
        cpu.takeTags();
        assertEquals(0, SoftTlb.miss(memory.tlb().readTags, cpu.tag, HEAP, 3));
        assertNotEquals(0, SoftTlb.miss(memory.tlb().writeTags, cpu.writeTag, HEAP, 3));
        memory.release(root);
    }

    @Test
    void shouldHideTheStoresOfEitherSideFromTheOther() {
        cpu.space.map(HEAP, Page.BYTES, Rights.READ_WRITE);
        LoadStoreUnit.store32(cpu, HEAP, 5);
        int root = cpu.space.forkTables();
        cpu.takeTags();
        long tag = memory.newSavedTag();
        LoadStoreUnit.store32(cpu, HEAP, 6);
        int parent = cpu.space.root();
        long parentTag = cpu.space.savedTag();
        long parentWriteTag = cpu.space.savedWriteTag();

        cpu.space.enter(root, tag, tag);
        cpu.takeTags();
        assertEquals(5, LoadStoreUnit.load32(cpu, HEAP));
        LoadStoreUnit.store32(cpu, HEAP, 7);
        cpu.space.close();

        cpu.space.enter(parent, parentTag, parentWriteTag);
        cpu.takeTags();
        assertEquals(6, LoadStoreUnit.load32(cpu, HEAP));
    }
}
