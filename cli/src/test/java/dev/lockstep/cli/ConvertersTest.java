package dev.lockstep.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lockstep.kernel.api.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class ConvertersTest {
    @ParameterizedTest
    @CsvSource({
        "1,1",
        "4096,4096",
        "3K,3072",
        "64M,67108864",
        "2G,2147483648",
        "24G,25769803776",
        "2g,2147483648",
        "1k,1024"
    })
    void sizesShouldBeBytesOrPowersOf1024(String text, long bytes) {
        assertEquals(bytes, new Converters.ByteSize().convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0M", "-1", "1.5G", "1T", "1t", "M", "9999999999999"})
    void otherSizesShouldBeRefused(String text) {
        assertThrows(TypeConversionException.class, () -> new Converters.ByteSize().convert(text));
    }

    @Test
    void quantumShouldBeASchedule() {
        assertEquals(new Schedule.Exact(7), new Converters.Quantum().convert("7"));
        assertEquals(new Schedule.Random(-3, 100), new Converters.Quantum().convert("random:-3:100"));
    }

    @Test
    void countsShouldEndWhereTheirTypeDoes() {
        assertEquals(Integer.MAX_VALUE, new Converters.Count().convert("2147483647"));
        assertThrows(TypeConversionException.class, () -> new Converters.Count().convert("2147483648"));
        assertEquals(Long.MAX_VALUE, new Converters.LongCount().convert("9223372036854775807"));
        assertThrows(TypeConversionException.class, () -> new Converters.LongCount().convert("9223372036854775808"));
    }
}
