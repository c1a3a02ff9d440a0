package dev.lockstep.kernel.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the first step at which two ways of running a program part.
 *
 * <ol>
 *   <li>Both run once with a {@link HashChain} for each process, which tells who differs, and in which few thousand steps.
 *   <li>Both run once more with engines that tell every step, and these are recorded ({@link StepSearch}).
 * </ol>
 *
 * <p>The chains of the first runs are made by cutting turns ({@link BoundaryChains}), which can hide a difference, or bring
 * one about. Where they show none, both run with nobody watching; and where those differ, or a recording shows nothing, the
 * chains are made without cuts ({@link StepChains}).
 */
public final class Differ {
    private final Side a;
    private final Side b;
    private final boolean hashStores;

    /**
     * A comparison.
     *
     * @param a what is wanted
     * @param b what is found
     * @param hashStores whether the stores of both are compared too
     */
    public Differ(Side a, Side b, boolean hashStores) {
        this.a = a;
        this.b = b;
        this.hashStores = hashStores;
    }

    /** Runs both sides until it is clear. */
    public Finding find() {
        if (!hashStores) {
            Surveys cut = new Surveys(Survey.cut(a), Survey.cut(b));
            if (!cut.equal()) {
                Finding finding = explain(cut);
                if (!(finding instanceof Finding.Unlocated)) {
                    return finding;
                }
            } else {
                Surveys plain = new Surveys(Survey.plain(a), Survey.plain(b));
                if (plain.equal()) {
                    return equal(plain);
                }
            }
        }
        Surveys exact = new Surveys(exact(a), exact(b));
        if (!exact.equal()) {
            return explain(exact);
        }
        Surveys plain = new Surveys(Survey.plain(a), Survey.plain(b));
        return plain.equal() ? equal(plain) : unlocated(plain, "it is not there when every step is told");
    }

    private Survey exact(Side side) {
        return Survey.exact(side, 0, HashChain.DISTANCE, hashStores);
    }

    private static Finding equal(Surveys surveys) {
        return new Finding.Equal(
                surveys.a().processes().size(),
                surveys.a().processes().values().stream()
                        .mapToLong(process -> process.steps())
                        .sum());
    }

    private Finding explain(Surveys surveys) {
        Map<String, List<String>> differences = surveys.differences();
        List<String> paths = differences.keySet().stream()
                .filter(surveys::stepsDiffer)
                .sorted(Comparator.comparingInt(surveys::extent).reversed())
                .toList();
        Optional<FirstDifference> cutShort = Optional.empty();
        for (String path : paths) {
            if (cutShort.isPresent() && surveys.extent(path) == 0) {
                break;
            }
            Optional<FirstDifference> found = search(surveys, path);
            if (found.isPresent() && !found.get().missing()) {
                return cause(surveys, found.get(), paths);
            }
            cutShort = cutShort.or(() -> found);
        }
        if (cutShort.isPresent()) {
            return cause(surveys, cutShort.get(), paths);
        }
        if (paths.stream().anyMatch(surveys::hashesDiffer)) {
            return unlocated(surveys, "it is not there when the steps are recorded");
        }
        return silent(surveys);
    }

    private static Finding silent(Surveys surveys) {
        Map<String, List<String>> differences = surveys.differences();
        String path = differences.keySet().stream().findFirst().orElse("");
        List<String> words = new ArrayList<>(differences.getOrDefault(path, List.of()));
        words.addAll(surveys.complaints());
        return new Finding.Silent(path, words, surveys.lastCommonStep(path));
    }

    private static Finding unlocated(Surveys surveys, String reason) {
        Map<String, List<String>> differences = surveys.differences();
        String path = differences.keySet().stream().findFirst().orElse("");
        List<String> words = new ArrayList<>(differences.getOrDefault(path, List.of()));
        words.addAll(surveys.complaints());
        return new Finding.Unlocated(path, words, reason);
    }

    private Optional<FirstDifference> search(Surveys surveys, String path) {
        return new StepSearch(a, b, path, hashStores).within(surveys.parting(path));
    }

    /** A call that answers otherwise does so, as often as not, because of a child. */
    private Finding cause(Surveys surveys, FirstDifference parent, List<String> paths) {
        List<String> children = paths.stream()
                .filter(path -> path.startsWith(parent.path() + "."))
                .toList();
        if (!parent.comesFromCall() || children.isEmpty()) {
            return parent;
        }
        Surveys told = surveys.tellsSteps() ? surveys : new Surveys(exact(a), exact(b));
        for (String path : children) {
            // One that was never there on one side is missing because of what had parted before.
            if (told.extent(path) > 0) {
                Optional<FirstDifference> child = search(told, path);
                boolean own = child.isPresent()
                        && (child.get().step() != parent.step()
                                || child.get().taken().at() != parent.taken().at());
                if (own) {
                    return cause(told, child.get(), paths) instanceof FirstDifference deepest
                            ? deepest.with("process " + parent.path() + " differs since its call at step "
                                    + parent.step() + ", most likely because of this one")
                            : child.get();
                }
            }
        }
        return parent;
    }
}
