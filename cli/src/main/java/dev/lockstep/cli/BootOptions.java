package dev.lockstep.cli;

import dev.lockstep.machine.bcm2835.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the options of {@code lockstep boot} say. Paths are as the user wrote them.
 *
 * @param kernel the raw image or ELF file
 * @param at where a raw image is loaded and entered, a multiple of 4
 * @param time what the board's time follows
 * @param megabytes of memory, 1 to 512
 * @param tlb whether forgotten TLB maintenance is forgiven
 * @param nowhere what becomes of accesses to what is not there
 * @param wires between GPIO pins
 * @param commandLine what the kernel is told, printable ASCII
 * @param card the SD card's content; empty: no card
 * @param until a text that ends the run when a UART has sent it; empty: none does
 * @param maxSteps instructions after which the run ends
 * @param uart the file for what the UARTs send; empty: standard output
 * @param trace what is told on standard error
 * @param report the file for the report; empty: none
 * @param gdb the port at which gdb is waited for, 0 for any; empty: none
 */
record BootOptions(
        Path kernel,
        int at,
        Time time,
        int megabytes,
        Tlb tlb,
        Nowhere nowhere,
        List<Wire> wires,
        String commandLine,
        Optional<Path> card,
        String until,
        long maxSteps,
        Optional<Path> uart,
        Set<Trace> trace,
        Optional<Path> report,
        OptionalInt gdb) {
    /** Kinds of TLB; the names are the words of the option. */
    enum Tlb {
        real,
        coherent
    }

    /** What time follows; the names are the words of the option. */
    enum Time {
        instructions,
        host
    }

    /** What becomes of accesses to nowhere; the names are the words of the option. */
    enum Nowhere {
        warn,
        abort
    }

    /** What can be traced; the names are the words of the option. */
    enum Trace {
        exceptions,
        instructions,
        devices,
        mmu
    }
}
