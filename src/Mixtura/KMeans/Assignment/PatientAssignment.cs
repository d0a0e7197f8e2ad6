using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Brute force as long as many rows change their cluster: then centroids move far, bounds hardly outlast a pass, and keeping them costs more than it saves. When fewer do, an
/// algorithm with bounds goes on from the labels.
/// </summary>
/// <param name="rows">n x d rows.</param>
/// <param name="clusters">K.</param>
/// <param name="summary">Their moments.</param>
/// <param name="then">Makes the algorithm with bounds.</param>
internal sealed class PatientAssignment<T>(Observations<T> rows, int clusters, FeatureSummary summary, Func<BlockAssignment<T>> then) : HardAssignment(clusters, summary)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The share of rows that may move for bounds to pay is the larger, the more multiplications they save in a row: 1 in 250 at 1,024, and at most 1 in 10.</summary>
    private const double WorkForBounds = 256_000;
    private const double MostRestless = 0.1;

    private readonly double restless = rows.Count * Math.Min(MostRestless, (double)clusters * rows.Dimension / WorkForBounds);
    private BlockAssignment<T> current = new LloydAssignment<T>(rows, clusters, summary);
    private long moved = long.MaxValue;
    private bool isBrute = true;

    public override int[] Labels(int threads) => current.Labels(threads);

    public override int Units => current.Units;

    public override void Begin(Centroids model)
    {
        if (isBrute && moved < restless)
        {
            var bounded = then();
            bounded.GoOnFrom(current.Labels(threads: 1));
            (current, isBrute) = (bounded, false);
        }

        current.Begin(model);
    }

    public override void Run(int unit, ExactSums sums, Workspace workspace) => current.Run(unit, sums, workspace);

    public override double Energy(ExactSums sums, Centroids model, int threads)
    {
        moved = sums.Moved;
        return current.Energy(sums, model, threads);
    }
}
