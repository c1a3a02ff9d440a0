package dev.lockstep.translator.linkage;

import dev.lockstep.memory.FlatMemory;
import dev.lockstep.memory.FlatWindow;

/**
 * A flat memory as translated code has it at hand: numbers to compare and to subtract. A record, for HotSpot takes the
 * components of a constant record for constants.
 *
 * @param bytes the array of both windows
 * @param mask what an index is cut by, which HotSpot then sees to be one of the array
 * @param mainBase guest address of the main window's first byte, which has index 0
 * @param mainLength bytes that may be loaded from there on
 * @param storeStart index of the first of them that may be stored to
 * @param storeLength how many those are
 * @param stackBase guest address that index 0 would have for the stack's window
 * @param stackStart index of that window's first byte
 * @param stackLength bytes from there on, to be loaded and stored to
 * @param distance {@code mainBase - stackBase}
 */
@SuppressWarnings("ArrayRecordComponent") // the memory itself, not a value
public record FlatAccess(
        byte[] bytes,
        int mask,
        int mainBase,
        int mainLength,
        int storeStart,
        int storeLength,
        int stackBase,
        int stackStart,
        int stackLength,
        int distance) {

    static FlatAccess of(FlatMemory flat) {
        FlatWindow main = flat.main();
        FlatWindow stack = flat.stack();
        return new FlatAccess(
                main.bytes(),
                FlatWindow.mask(main.bytes()),
                main.base(),
                main.end(),
                main.low(),
                main.end() - main.low(),
                stack.base(),
                stack.start(),
                stack.end() - stack.start(),
                main.base() - stack.base());
    }
}
