using System.Diagnostics;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// One step of k-means on a stream: new rows move the centroids that they are nearest to, each to the mean of its new rows and of all that
/// it stood for (MacQueen 1967, for a batch of rows at a time; forgetting as in Spark's streaming k-means, Freeman 2015).
/// </summary>
internal static class ModelUpdate
{
    public static KMeansModel Of<T>(KMeansModel model, Observations<T> rows, double keep, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var clock = Stopwatch.StartNew();
        var standardization = model.FittedOn.Standardization;
        var scaled = standardization.Apply(rows);
        var before = LabelledPass.Run(scaled, HardPass.Labels(model.Scaled, scaled, threads, CancellationToken.None), model.Scaled, threads, CancellationToken.None);
        if (!double.IsFinite(before.Energy))
        {
            throw new MixturaException("A row lies so far from all centroids that its squared distance overflows: leave it out, or rescale the data.");
        }

        double[] carried = [.. model.ClusterWeights.Select(w => keep * w)];
        var moved = before.Means(model.Scaled, carried);
        moved = standardization.IsOfRows ? CentroidConstraints.OnSphere(moved, model.Scaled) : moved;

        var hard = HardPass.Run(moved, scaled, threads, CancellationToken.None);
        var report = new FitReport
        {
            Trace = [before.Energy, hard.Energy],
            Reason = StopReason.IterationLimit,
            Restarts = [new(hard.Energy, 1, StopReason.IterationLimit)],
            Seed = model.Report.Seed,
            Seconds = clock.Elapsed.TotalSeconds,
            Warnings = [],
        };
        if (!ReferenceEquals(scaled, rows))
        {
            scaled.Dispose();
        }

        return new(
            new(rows.Count, before.Weight.Sum(), model.FittedOn.Features, standardization), report, moved, Temperature.Zero, hard.Energy, [.. hard.Rows],
            [.. carried.Zip(before.Weight, (old, added) => old + added)]);
    }
}
