package dev.lockstep.cli;

import dev.lockstep.cli.trace.StepFilter;
import dev.lockstep.cli.trace.TraceChoices;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code lockstep run} that are about traces. */
final class TraceOptions {
    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description = "Writes Chrome trace events, which Perfetto and chrome://tracing show: turns on harts, system"
                    + " calls, forks, faults, what is translated; see docs/TRACING.md.")
    private Optional<String> events;

    @Option(
            names = "--trace-clock",
            paramLabel = "CLOCK",
            description = "${COMPLETION-CANDIDATES}: what the time stamps of --trace count; with instructions, one each"
                    + " microsecond, the same run gives the same trace (default: ${DEFAULT-VALUE}).")
    private ClockChoice clock = ClockChoice.HOST;

    @Option(
            names = "--trace-text",
            paramLabel = "FILE",
            description = "Writes a line for every step: process, step, pc, function, instruction, what it has changed;"
                    + " - is standard output. Hashes in the profile full if nothing else is said.")
    private Optional<String> text;

    @Option(
            names = "--trace-filter",
            paramLabel = "TERM,...",
            converter = Filter.class,
            description = "Only steps that fit all terms: process=1.2, function=main, pc=0x8000-0x80ff, step=100-200,"
                    + " opcode=LDM, calls, branches, loads, stores, syscalls, vfp; + joins alternatives. May be"
                    + " repeated: any of them.")
    private List<StepFilter> filters = new ArrayList<>();

    /** What they say. */
    TraceChoices choices() throws CommandException {
        if (!filters.isEmpty() && text.isEmpty()) {
            throw new CommandException("found --trace-filter, wanted it with --trace-text only");
        }
        if (events.filter("-"::equals).isPresent()) {
            throw new CommandException("--trace: found -, wanted a file: standard output is the programs'");
        }
        return new TraceChoices(events, clock == ClockChoice.INSTRUCTIONS, text, List.copyOf(filters));
    }

    /** A {@link StepFilter}. */
    static final class Filter implements ITypeConverter<StepFilter> {
        @Override
        public StepFilter convert(String value) {
            try {
                return StepFilter.parse(value);
            } catch (IllegalArgumentException e) {
                TypeConversionException unreadable = new TypeConversionException(e.getMessage());
                unreadable.initCause(e);
                throw unreadable;
            }
        }
    }
}
