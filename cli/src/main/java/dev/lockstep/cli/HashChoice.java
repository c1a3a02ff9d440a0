package dev.lockstep.cli;

import dev.lockstep.equivalence.Profile;
import java.util.Locale;

/** The profiles by the words of {@code --hash}. */
enum HashChoice {
    NONE(Profile.NONE),
    FULL(Profile.FULL),
    PIX(Profile.PIX),
    EQX(Profile.EQX);

    private final Profile profile;

    HashChoice(Profile profile) {
        this.profile = profile;
    }

    Profile profile() {
        return profile;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
