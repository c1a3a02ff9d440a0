package dev.lockstep.kernel.semihosting;

/** What a handle of a process stands for. */
public sealed interface OpenFile permits ConsoleFile, PositionedFile {}
