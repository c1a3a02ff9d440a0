package dev.lockstep.cli;

import dev.lockstep.kernel.api.Schedule;
import dev.lockstep.translator.PromotionPolicy;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** From the values of options to what they mean. What cannot be read is told as found and wanted. */
final class Converters {
    private Converters() {}

    /** A {@link Schedule}. */
    static final class Quantum implements ITypeConverter<Schedule> {
        @Override
        public Schedule convert(String value) {
            try {
                return Schedule.parse(value);
            } catch (IllegalArgumentException e) {
                throw unreadable(e.getMessage(), e);
            }
        }
    }

    /** What makes a {@link PromotionPolicy}. */
    static final class Promotion implements ITypeConverter<Supplier<PromotionPolicy>> {
        @Override
        public Supplier<PromotionPolicy> convert(String value) {
            try {
                PromotionPolicy.parse(value);
                return () -> PromotionPolicy.parse(value);
            } catch (IllegalArgumentException e) {
                throw unreadable(e.getMessage(), e);
            }
        }
    }

    /** A number from 1 to 2^31 - 1. */
    static final class Count implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) number(value, 1, Integer.MAX_VALUE);
        }
    }

    /** A number from 0 to 32767. */
    static final class Threshold implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            return (int) number(value, 0, Short.MAX_VALUE);
        }
    }

    /** A number from 1 to 2^63 - 1. */
    static final class LongCount implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return number(value, 1, Long.MAX_VALUE);
        }
    }

    /** A number from -2^63 to 2^63 - 1. */
    static final class AnyNumber implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            return number(value, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    /** A number from 0 to 65535. */
    static final class Port implements ITypeConverter<OptionalInt> {
        private static final int HIGHEST = 65535;

        @Override
        public OptionalInt convert(String value) {
            return OptionalInt.of((int) number(value, 0, HIGHEST));
        }
    }

    /** An address, hexadecimal with 0x. */
    static final class Address implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String value) {
            try {
                long address = Long.decode(value);
                if (address >= 0 && address < 1L << Integer.SIZE) {
                    return (int) address;
                }
            } catch (NumberFormatException e) {
                throw unreadable(notAddress(value), e);
            }
            throw unreadable(notAddress(value), null);
        }

        private static String notAddress(String value) {
            return "found '" + value + "', wanted an address, as 0x8000";
        }
    }

    /** Bytes, with K, M or G for powers of 1024. */
    static final class ByteSize implements ITypeConverter<Long> {
        private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMGkmg]?)");

        @Override
        public Long convert(String value) {
            Matcher size = SIZE.matcher(value);
            if (!size.matches() || Long.parseLong(size.group(1)) == 0) {
                throw unreadable("found '" + value + "', wanted a size such as 4096, 512K, 64M or 2G", null);
            }
            return Long.parseLong(size.group(1))
                    << 10
                            * " KMG"
                                    .indexOf(
                                            size.group(2).isEmpty()
                                                    ? " "
                                                    : size.group(2).toUpperCase(Locale.ROOT));
        }
    }

    /** One of an enum's constants, by what its {@code toString} says. */
    static final class Word<E extends Enum<E>> implements ITypeConverter<E> {
        private final Class<E> type;

        Word(Class<E> type) {
            this.type = type;
        }

        @Override
        public E convert(String value) {
            for (E constant : type.getEnumConstants()) {
                if (constant.toString().equals(value)) {
                    return constant;
                }
            }
            String words =
                    Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
            throw unreadable("found '" + value + "', wanted one of " + words, null);
        }
    }

    private static long number(String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw unreadable("found '" + value + "', wanted a number from " + least + " to " + most, e);
        }
        throw unreadable("found " + value + ", wanted a number from " + least + " to " + most, null);
    }

    private static TypeConversionException unreadable(String message, Exception cause) {
        TypeConversionException exception = new TypeConversionException(message);
        exception.initCause(cause);
        return exception;
    }
}
