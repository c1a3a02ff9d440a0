package dev.lockstep.cli;

import dev.lockstep.kernel.check.Check;
import dev.lockstep.kernel.check.CheckException;
import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.CheckedProgram;
import dev.lockstep.kernel.check.Ledger;
import dev.lockstep.kernel.check.Ledger.Finding;
import dev.lockstep.kernel.check.Ledger.Standing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A ledger on disk. It is read at the start, when it is also found out whether it can be written; and read again and written at
 * the very end if at all, as a {@link ReplacedFile}, so that whatever ends a check leaves it as it was, and of several checks
 * each adds its programs.
 */
final class LedgerFile {
    /** Far more than the processes of a check make lines of. */
    private static final int MOST_BYTES = 256 << 20;

    private final Path path;
    private final boolean update;
    private final Ledger ledger;

    private LedgerFile(Path path, boolean update, Ledger ledger) {
        this.path = path;
        this.update = update;
        this.ledger = ledger;
    }

    /**
     * What the end of a check has found.
     *
     * @param differences in words; none where all is as written
     * @param failure why it could not be written; empty where it was, or nothing was to be
     */
    record Verdict(List<String> differences, Optional<CommandException> failure) {}

    /**
     * A ledger from a file.
     *
     * @param update whether what is missing may be added; then there need not be a file
     * @throws CommandException when it cannot be read, or not be written and may have to be
     */
    static LedgerFile read(Path path, boolean update) throws CommandException {
        if (Files.isDirectory(path)) {
            throw new CommandException(
                    path.toString().isEmpty()
                            ? "--ledger: found an empty name, wanted that of a file"
                            : path + ": found a directory, wanted a ledger");
        }
        if (update && Files.exists(path) && !Files.isRegularFile(path)) {
            throw new CommandException(path + ": found a pipe or a device, wanted a file for the ledger");
        }
        if (!update && Files.notExists(path)) {
            throw new CommandException(path + ": found no such file, wanted a ledger (--update makes one)");
        }
        if (update) {
            probe(path);
        }
        byte[] content = new byte[0];
        try (InputStream in = Files.newInputStream(path)) {
            content = in.readNBytes(MOST_BYTES + 1);
        } catch (NoSuchFileException e) {
            // There will be one.
        } catch (IOException e) {
            throw new CommandException(path + ": the ledger cannot be read (" + FileErrors.reason(e) + ")", e);
        }
        return new LedgerFile(path, update, parse(path, content));
    }

    private static void probe(Path path) throws CommandException {
        try {
            ReplacedFile.probe(path);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private static CommandException unwritable(Path path, IOException cause) {
        return new CommandException(path + ": the ledger cannot be written (" + FileErrors.reason(cause) + ")", cause);
    }

    private static Ledger parse(Path path, byte[] content) throws CommandException {
        if (content.length > MOST_BYTES) {
            throw new CommandException(path + ": found more than " + MOST_BYTES + " bytes, wanted a ledger");
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return Ledger.parse(path.toString(), text.lines().toList());
        } catch (CharacterCodingException e) {
            throw new CommandException(path + ": found bytes that are not UTF-8, wanted a ledger", e);
        } catch (IllegalArgumentException e) {
            throw new CommandException(e.getMessage(), e);
        }
    }

    /** As it was at the start. */
    Ledger ledger() {
        return ledger;
    }

    /**
     * Compares the programs of a check that has found them equal in all runs; adds what is missing, if that is wanted and
     * nothing differs.
     */
    Verdict compare(CheckSettings settings, Check check) throws CheckException {
        List<CheckedProgram> missing = new ArrayList<>();
        List<String> differences = differences(ledger, settings, check, missing);
        if (!differences.isEmpty() || missing.isEmpty()) {
            return new Verdict(differences, Optional.empty());
        }
        try {
            return new Verdict(add(settings, check), Optional.empty());
        } catch (CommandException e) {
            return new Verdict(List.of(), Optional.of(e));
        }
    }

    /** What differs; missing programs do not, where they may be added. */
    private List<String> differences(Ledger written, CheckSettings settings, Check check, List<CheckedProgram> missing)
            throws CheckException {
        List<String> differences = new ArrayList<>();
        for (CheckedProgram program : settings.checked()) {
            Finding finding = written.compare(program, settings.profileOf(program), check.reference(program));
            if (finding.standing() == Standing.MISSING && update) {
                missing.add(program);
            } else {
                differences.addAll(finding.lines());
            }
        }
        return differences;
    }

    /** Adds what is missing in the ledger as others may have left it by now; returns what differs from that. */
    private List<String> add(CheckSettings settings, Check check) throws CheckException, CommandException {
        boolean done = false;
        List<String> differences = List.of();
        while (!done) {
            try (ReplacedFile file = ReplacedFile.lock(path)) {
                Ledger now = parse(path, file.content(MOST_BYTES + 1));
                List<CheckedProgram> missing = new ArrayList<>();
                differences = differences(now, settings, check, missing);
                for (CheckedProgram program : missing) {
                    now.add(program, settings.profileOf(program), check.reference(program));
                }
                done = !differences.isEmpty() || missing.isEmpty() || file.replace(now.lines());
            } catch (IOException e) {
                throw unwritable(path, e);
            }
        }
        return differences;
    }
}
