package dev.lockstep.cli;

import dev.lockstep.machine.bcm2835.BoardOptions;
import dev.lockstep.machine.bcm2835.Wire;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@link Converters} for options of {@code lockstep boot}; apart, because no other command wants the machine's classes. */
final class BootConverters {
    private BootConverters() {}

    /** Two pins. */
    static final class Pins implements ITypeConverter<Wire> {
        @Override
        public Wire convert(String value) {
            try {
                return Wire.parse(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("found " + e.getMessage());
            }
        }
    }

    /** A command line that fits the tag. */
    static final class CommandLine implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            try {
                return BoardOptions.checkedCommandLine(value);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("found " + e.getMessage());
            }
        }
    }
}
