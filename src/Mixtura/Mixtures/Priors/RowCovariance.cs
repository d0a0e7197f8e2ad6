using System.Numerics;

namespace Mixtura;

/// <summary>The covariance of all rows, which priors are centred on.</summary>
internal static class RowCovariance
{
    /// <summary>d x d, of n - 1. O(n d^2).</summary>
    public static double[] Of<T>(Observations<T> rows, FeatureSummary summary, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var all = new GivenShares<Centroids, T>(1, d, SecondMoment.Full, (_, count, shares, _) => shares[..count].Fill(1));
        using var executor = new InMemoryExecutor<Centroids, Moments, T>(new RowBlocks<T>(rows, Moments.Size(1, d, SecondMoment.Full)), all, BlockParallel.Threads(threads));
        var moments = executor.Pass(new(summary.Mean, d), cancellationToken);
        var covariance = new double[d * d];
        for (var i = 0; i < covariance.Length; i++)
        {
            covariance[i] = moments.Scatter(0, Math.Max(i / d, i % d), Math.Min(i / d, i % d)) / (summary.Weight > 1 ? summary.Weight - 1 : summary.Weight);
        }

        return covariance;
    }
}
