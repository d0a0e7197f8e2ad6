namespace Mixtura;

/// <summary>What centroids must obey at every step: some stay where they are, all have unit length, or neither.</summary>
/// <param name="Frozen">How many centroids, from the first, never move.</param>
/// <param name="HaveUnitLength">Whether they lie on the unit sphere.</param>
internal readonly record struct CentroidConstraints(int Frozen, bool HaveUnitLength)
{
    /// <summary>An M-step under these constraints.</summary>
    public IMinimizer<Centroids, TStatistics> On<TStatistics>(IMinimizer<Centroids, TStatistics> minimizer)
    {
        var constrained = HaveUnitLength ? new UnitLengthMinimizer<TStatistics>(minimizer) : minimizer;
        return Frozen > 0 ? new FrozenMinimizer<TStatistics>(constrained, Frozen) : constrained;
    }

    /// <summary>Centroids divided by their lengths; one of length 0 takes its place in <paramref name="otherwise"/>.</summary>
    public static Centroids OnSphere(Centroids centroids, Centroids otherwise)
    {
        var means = (double[])centroids.Means.Clone();
        for (var k = 0; k < centroids.Count; k++)
        {
            var mean = means.AsSpan(k * centroids.Dimension, centroids.Dimension);
            if (!UnitLength.TryScale(mean))
            {
                otherwise[k].CopyTo(mean);
            }
        }

        return new(means, centroids.Dimension);
    }
}
