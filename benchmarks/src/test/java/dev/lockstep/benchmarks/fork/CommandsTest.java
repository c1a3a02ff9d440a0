package dev.lockstep.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandsTest {
    private static final Commands COMMANDS = new Commands(
            Path.of("host"),
            List.of("qemu-arm", "-cpu", "arm1176"),
            Path.of("linux"),
            Path.of("elf"),
            Path.of("lockstep"),
            List.of("--no-cache"));

    private static String command(Operation operation, Platform platform) {
        return String.join(" ", COMMANDS.command(operation, platform, 7));
    }

    @Test
    void eachPlatformShouldRunItsOwnImage() {
        assertEquals("host/fork-storm 7 200", command(Operation.FORK, Platform.NATIVE));
        assertEquals("qemu-arm -cpu arm1176 linux/fork-storm.elf 7 50", command(Operation.FORK, Platform.QEMU));
        assertEquals(
                "lockstep run --no-cache elf/fork-storm.elf -- 7 20000", command(Operation.FORK, Platform.LOCKSTEP));
        assertEquals(
                "lockstep run --no-cache --hash full elf/fork-storm.elf -- 7 5000",
                command(Operation.FORK, Platform.HASHED));
    }

    @Test
    void sizeOfTheParentShouldComeFirst() {
        assertEquals("host/big-fork 16 7 200", command(Operation.FORK_16_MB, Platform.NATIVE));
    }

    @Test
    void switchesOfLinuxShouldStayOnOneProcessor() {
        assertEquals("taskset --cpu-list 0 host/ping-pong 7 20000", command(Operation.SWITCH, Platform.NATIVE));
        assertEquals(
                "lockstep run --no-cache elf/ping-pong.elf -- 7 200000", command(Operation.SWITCH, Platform.LOCKSTEP));
    }

    @Test
    void eachOfTwoProcessesShouldCountAsManySwitchesAsItYields() {
        assertEquals(40_000, Operation.SWITCH.operations(Platform.NATIVE));
        assertEquals(200, Operation.FORK.operations(Platform.NATIVE));
    }

    @Test
    void liveProcessesShouldBeHeld() {
        assertEquals(List.of("host/fork-live", "5", "hold"), COMMANDS.live(Platform.NATIVE, 5));
        assertEquals(List.of("lockstep", "ultrafork", "--processes", "5", "--json"), COMMANDS.ultrafork(5));
    }
}
