using System.Numerics;

namespace Mixtura;

/// <summary>
/// The rows that one trimmed component keeps: where the k-means of a trimmed fit is to begin, which else gives a center to rows far off that are left out afterwards, and with them their
/// component. O(n d^2) a step, at most 30 of them.
/// </summary>
internal static class KeptRows
{
    private const int MostSteps = 30;

    /// <summary>Rows with what weight is kept of them; as they are where they have no one component.</summary>
    public static Observations<T> Of<T>(Observations<T> rows, GaussianMixtureOptions options, Standardization standardization, FeatureSummary summary, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var one = options with { Components = 1, Start = MixtureStart.FromLabels(new int[rows.Count]), Restarts = 1, MaxIterations = MostSteps };
        var run = new MixtureRun<T>(rows, null, one, standardization, summary, null, cancellationToken);
        try
        {
            return rows.WithWeights(run.Passes.Trimmed(run.From(0).Model, run.ThreadsOfStart).Kept);
        }
        catch (DiscardedStartException)
        {
            return rows;
        }
    }
}
