package dev.lockstep.kernel.mutation;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.image.ImageException;
import dev.lockstep.image.ImageReader;
import dev.lockstep.kernel.ShortPrograms;
import dev.lockstep.kernel.api.Limits;
import dev.lockstep.kernel.api.Programs;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Companions;
import dev.lockstep.kernel.check.EngineMaker;
import dev.lockstep.kernel.check.Matrix;
import dev.lockstep.kernel.diff.Side;
import dev.lockstep.kernel.diff.SideMaker;
import dev.lockstep.kernel.fs.ProgramDirectories;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** What is run in a {@link World}: programs by name, with the limits and the company that a check gives them. */
final class Sides {
    private static final long MOST_STEPS = 100_000;
    private static final int MOST_PROCESSES = 200;
    private static final Path PREBUILT =
            Path.of("..", "user-code", "prebuilt").toAbsolutePath().normalize();

    private Sides() {}

    /**
     * A program as one way says.
     *
     * @param scratch a folder for translated code
     */
    static Side of(Way way, String name, Path scratch) throws ImageException {
        CheckedProgram program = checked(name);
        CheckSettings settings = new CheckSettings(
                new Companions(List.of(program), Optional.of(checked(ShortPrograms.STORM)), List.of()),
                Matrix.parse("quick", 1),
                Optional.of(Profile.FULL),
                programs(),
                EngineMaker.standard(),
                Optional.empty(),
                scratch,
                1,
                MOST_STEPS);
        Side side = new SideMaker(settings).of(program, way.spec(), Profile.FULL);
        return new Side(
                side.spec(),
                side.started(),
                side.place(),
                side.profile(),
                new Limits(side.limits().memoryBytes(), MOST_PROCESSES, MOST_STEPS),
                side.maker(),
                side.exec(),
                side.store(),
                side.machine());
    }

    /** Those of here come first. */
    private static Programs programs() {
        Programs prebuilt = new ProgramDirectories(List.of(PREBUILT));
        Map<String, Optional<Image>> made = new ConcurrentHashMap<>();
        return (name, caller) -> {
            Optional<Image> own = made.computeIfAbsent(name, ShortPrograms::find);
            return own.isPresent() ? own : prebuilt.find(name, caller);
        };
    }

    private static CheckedProgram checked(String name) throws ImageException {
        return new CheckedProgram(name, List.of(image(name)), List.of(), Path.of(name));
    }

    /** A program's image. */
    static Image image(String name) throws ImageException {
        if (name.equals(RareInstructions.NAME)) {
            return RareInstructions.image();
        }
        Optional<Image> made = ShortPrograms.find(name);
        return made.isPresent()
                ? made.get()
                : ImageReader.read(PREBUILT.resolve(name)).get(0);
    }
}
