package dev.lockstep.image;

import dev.lockstep.memory.Rights;

/**
 * A piece of an image that becomes memory.
 *
 * @param address guest address of the first byte
 * @param content its initial bytes; the caller must not change them
 * @param memoryBytes how long it is in memory; what content does not fill is zero
 * @param rights of all its pages
 */
@SuppressWarnings("ArrayRecordComponent") // an image is read once and never compared
public record Segment(int address, byte[] content, long memoryBytes, Rights rights) {}
