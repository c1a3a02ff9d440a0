package dev.lockstep.cli;

import dev.lockstep.kernel.api.Abi;
import java.util.Locale;
import java.util.Optional;

/** The ABIs by the words of {@code --abi}. */
enum AbiChoice {
    /** Each image's own. */
    AUTO(Optional.empty()),
    LOCKSTEP(Optional.of(Abi.LOCKSTEP)),
    PIX(Optional.of(Abi.PIX)),
    EQX(Optional.of(Abi.EQX));

    private final Optional<Abi> abi;

    AbiChoice(Optional<Abi> abi) {
        this.abi = abi;
    }

    Optional<Abi> abi() {
        return abi;
    }

    /** The ABI whose images a prebuilt program's name means first. */
    Abi preferred() {
        return abi.orElse(Abi.LOCKSTEP);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
