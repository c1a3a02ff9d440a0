package dev.lockstep.benchmarks.fork;

import java.util.ArrayList;
import java.util.List;

/** What is done again and again by a program of user-code/ultra. */
enum Operation {
    /** A tiny process comes and goes. */
    FORK("fork, exit, wait", "fork-storm"),
    /** One process yields, and the other one goes on: half of what both do in a round. */
    SWITCH("switch", "ping-pong"),
    /** The same as FORK, in a parent with 1 MB of heap that it has written to. */
    FORK_1_MB("fork with 1 MB", "big-fork", "1"),
    /** With 16 MB. */
    FORK_16_MB("fork with 16 MB", "big-fork", "16"),
    /** With 64 MB. */
    FORK_64_MB("fork with 64 MB", "big-fork", "64");

    private final String title;
    private final String program;
    private final List<String> first;

    Operation(String title, String program, String... first) {
        this.title = title;
        this.program = program;
        this.first = List.of(first);
    }

    /** For a reader. */
    String title() {
        return title;
    }

    /** The program that does it. */
    String program() {
        return program;
    }

    /** Whether a second processor would let both processes run at once, without a switch. */
    boolean needsOneProcessor() {
        return this == SWITCH;
    }

    /** The program's arguments. */
    List<String> arguments(int rounds, Platform platform) {
        List<String> arguments = new ArrayList<>(first);
        arguments.add(Integer.toString(rounds));
        arguments.add(Integer.toString(perRound(platform)));
        return arguments;
    }

    /** How often it is done in a round. */
    int operations(Platform platform) {
        return this == SWITCH ? 2 * perRound(platform) : perRound(platform);
    }

    /** What a round is told, so that it takes some tens of milliseconds: much longer than the way of its line. */
    private int perRound(Platform platform) {
        boolean fork = this != SWITCH;
        return switch (platform) {
            case NATIVE -> fork ? 200 : 20_000;
            case QEMU -> fork ? 50 : 20_000;
            case LOCKSTEP -> fork ? 20_000 : 200_000;
            case HASHED -> fork ? 5_000 : 50_000;
        };
    }
}
