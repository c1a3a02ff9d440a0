package dev.lockstep.benchmarks.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveMeasurementTest {
    @TempDir
    private Path folder;

    private LiveMeasurement measurement(int most) {
        return new LiveMeasurement(Scripts.commands(folder), ForkSettings.FULL, most);
    }

    @Test
    void machineShouldHaveAsManyAsItHasRoomFor() {
        assertEquals(
                List.of(1_000, 10_000, 30_000, 100_000, 1_000_000, 10_000_000),
                measurement(31_000).numbers());
        assertEquals(
                List.of(1_000, 10_000, 100_000, 1_000_000, 10_000_000),
                measurement(29_000).numbers());
        assertEquals(List.of(Platform.NATIVE), measurement(31_000).platforms(30_000));
    }

    @Test
    void qemuShouldHaveAThousand() {
        assertEquals(
                List.of(Platform.NATIVE, Platform.QEMU, Platform.LOCKSTEP),
                measurement(31_000).platforms(1_000));
        assertEquals(
                List.of(Platform.NATIVE, Platform.LOCKSTEP), measurement(31_000).platforms(10_000));
    }

    @Test
    void figureShouldBeTheMedianOfTheRuns() throws Exception {
        LiveMeasurement measurement = measurement(0);
        for (int seconds : new int[] {5, 1, 2}) {
            Scripts.write(
                    folder.resolve("lockstep"),
                    "echo '{\"peakLive\":1000,\"seconds\":{\"fork\":" + seconds
                            + "},\"bytesPerProcess\":900,\"rssBytes\":" + seconds * 1_000_000 + "}'");
            measurement.measure(Platform.LOCKSTEP, 1000);
        }

        assertEquals(List.of(new LivePoint(Platform.LOCKSTEP, 1000, 2e6, 2e6, 2000, 900)), measurement.points());
    }
}
