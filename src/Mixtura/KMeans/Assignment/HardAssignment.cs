using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Assignment at temperature 0: it keeps labels from pass to pass, and only moves the rows whose label changed between the sums. How the nearest centroid is found is each
/// algorithm's own; all of them find the one that <see cref="NearestCentroid"/> finds, to the bit.
/// </summary>
/// <param name="clusters">K.</param>
/// <param name="summary">The rows' moments.</param>
internal abstract class HardAssignment(int clusters, FeatureSummary summary) : Assignment
{
    private readonly InertiaLedger ledger = new(clusters, summary);

    /// <summary>n labels, once a pass has run.</summary>
    public abstract int[] Labels(int threads);

    public override bool IsIncremental => true;

    /// <summary>Whether nothing is known yet but perhaps labels.</summary>
    protected bool IsFirstPass { get; private set; } = true;

    public override double Energy(ExactSums sums, Centroids model, int threads)
    {
        IsFirstPass = false;
        return ledger.Energy(sums, model, threads);
    }
}
