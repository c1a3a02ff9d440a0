package dev.lockstep.cli;

import dev.lockstep.kernel.check.Check;
import dev.lockstep.kernel.check.CheckException;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Ledger;
import dev.lockstep.kernel.check.Ledger.Finding;
import dev.lockstep.kernel.check.Ledger.Standing;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger on disk. It is read at the start, and written at the very end if at all: beside its place, and moved there whole,
 * so that whatever ends a check leaves it as it was.
 */
final class LedgerFile {
    private final Path path;
    private final boolean update;
    private final Ledger ledger;

    private LedgerFile(Path path, boolean update, Ledger ledger) {
        this.path = path;
        this.update = update;
        this.ledger = ledger;
    }

    /**
     * A ledger from a file.
     *
     * @param update whether what is missing may be added; then there need not be a file
     * @throws CommandException when it cannot be read
     */
    static LedgerFile read(Path path, boolean update) throws CommandException {
        List<String> lines = List.of();
        try {
            lines = Files.readAllLines(path);
        } catch (NoSuchFileException e) {
            if (!update) {
                throw new CommandException(path + ": found no such file, wanted a ledger (--update makes one)", e);
            }
        } catch (MalformedInputException e) {
            throw new CommandException(path + ": found bytes that are not UTF-8, wanted a ledger", e);
        } catch (IOException e) {
            throw new CommandException(path + ": the ledger cannot be read (" + FileErrors.reason(e) + ")", e);
        }
        try {
            return new LedgerFile(path, update, Ledger.parse(path.toString(), lines));
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    Ledger ledger() {
        return ledger;
    }

    /**
     * Compares the programs of a check that has found them equal in all runs; adds what is missing, if that is wanted and
     * nothing differs.
     *
     * @return what differs, in words; empty where all is as written
     */
    List<String> compare(CheckSettings settings, Check check) throws CheckException, CommandException {
        List<String> differences = new ArrayList<>();
        List<CheckedProgram> missing = new ArrayList<>();
        for (CheckedProgram program : settings.checked()) {
            Finding finding = ledger.compare(program, settings.profileOf(program), check.reference(program));
            if (finding.standing() == Standing.MISSING && update) {
                missing.add(program);
            } else {
                differences.addAll(finding.lines());
            }
        }
        if (differences.isEmpty() && !missing.isEmpty()) {
            for (CheckedProgram program : missing) {
                ledger.add(program, settings.profileOf(program), check.reference(program));
            }
            try (ReportFile file = ReportFile.to(path)) {
                file.writeLines(ledger.lines());
            }
        }
        return differences;
    }
}
