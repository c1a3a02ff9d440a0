package dev.lockstep.kernel.check;

import dev.lockstep.equivalence.Profile;
import dev.lockstep.image.Image;
import dev.lockstep.kernel.api.Abi;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A program that is checked: what is started, with which arguments.
 *
 * @param words name and arguments as {@link ShellWords#join} writes them: its name in tables and ledgers
 * @param images of its file, at least one; all of them are started
 * @param arguments of each
 * @param file where the images came from
 */
public record CheckedProgram(String words, List<Image> images, List<String> arguments, Path file) {
    /** Copies the lists. */
    public CheckedProgram {
        images = List.copyOf(images);
        arguments = List.copyOf(arguments);
    }

    /** The ABI of all its images; empty where one names none that exists, or they differ. */
    public Optional<Abi> abi() {
        Optional<Abi> abi = Abi.of(images.getFirst());
        return images.stream().allMatch(image -> Abi.of(image).equals(abi)) ? abi : Optional.empty();
    }

    /** The names of its images. */
    Set<String> names() {
        return images.stream().map(Image::name).collect(Collectors.toSet());
    }

    /** Whether it is of the kind that the guest kernel can load. */
    public boolean small() {
        return images.stream().allMatch(image -> image.format() == Image.Format.SMALL);
    }

    /** The profile where nobody says otherwise: FULL for an ELF file, that of its ABI for a small program. */
    public Profile standardProfile() {
        if (!small()) {
            return Profile.FULL;
        }
        return abi().map(CheckedProgram::profileOf).orElse(Profile.FULL);
    }

    private static Profile profileOf(Abi abi) {
        return switch (abi) {
            case LOCKSTEP -> Profile.FULL;
            case PIX -> Profile.PIX;
            case EQX -> Profile.EQX;
        };
    }

    /** Why it cannot run on the bare machine when it is hashed in a profile; empty when it can. */
    public Optional<String> notOnMachine(Profile profile) {
        if (!small()) {
            return Optional.of("the guest kernel loads small programs only");
        }
        Profile guest = standardProfile();
        if (guest == Profile.FULL) {
            return Optional.of("the guest kernel knows the ABIs pix and eqx only");
        }
        return guest == profile
                ? Optional.empty()
                : Optional.of("the guest kernel hashes in the profile of the ABI only");
    }

    @Override
    public String toString() {
        return words;
    }
}
