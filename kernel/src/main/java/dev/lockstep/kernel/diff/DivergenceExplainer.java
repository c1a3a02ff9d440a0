package dev.lockstep.kernel.diff;

import dev.lockstep.kernel.check.CheckSettings;
import dev.lockstep.kernel.check.Divergence;
import dev.lockstep.kernel.check.Explainer;
import dev.lockstep.kernel.check.RunSpec;
import java.util.ArrayList;
import java.util.List;

/** Explains a failed check: the reference is run against the way that differs from it, and the first different step is told. */
public final class DivergenceExplainer implements Explainer {
    private final SideMaker sides;
    private final boolean hashStores;

    /**
     * For the runs of a check.
     *
     * @param hashStores whether stores are compared too
     */
    public DivergenceExplainer(CheckSettings settings, boolean hashStores) {
        sides = new SideMaker(settings);
        this.hashStores = hashStores;
    }

    @Override
    public List<String> explain(Divergence divergence) {
        List<String> lines = new ArrayList<>(Explainer.differences().explain(divergence));
        FindingText text = new FindingText(
                divergence.program().words(),
                RunSpec.REFERENCE.brief(),
                divergence.spec().brief());
        lines.addAll(text.lines(find(divergence)));
        return lines;
    }

    private Finding find(Divergence divergence) {
        Side a = sides.reference(divergence.program(), divergence.profile());
        Side b = sides.of(divergence.started(), divergence.place(), divergence.spec(), divergence.profile());
        Finding finding = new Differ(a, b, hashStores).find();
        return finding.equal()
                ? new Finding.Unlocated(
                        divergence.path(), divergence.differences(), "it is not there when both run again")
                : finding;
    }
}
