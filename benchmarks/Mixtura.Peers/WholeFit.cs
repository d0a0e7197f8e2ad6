using System.Numerics;

namespace Mixtura.Peers;

/// <summary>What a user sees: a whole fit from scratch with the library's own seeding and defaults.</summary>
internal static class WholeFit
{
    // A fit of this many first rows compiles the code, so that no peer's time holds a compiler's.
    private const int WarmUpRows = 5000;

    public static void Measure(Workload workload, int threads, int restarts)
    {
        if (workload.IsKMeans)
        {
            using var rows = workload.Rows<float>();
            var options = new KMeansOptions { Clusters = workload.K, Restarts = restarts, Threads = threads };
            KMeans.Fit(First(rows, workload.K), options);
            var (seconds, model) = Clock.Time(() => KMeans.Fit(rows, options), repeats: 1);
            JsonLine.Say(workload, ("seconds", seconds), ("iterations", model.Report.Iterations), ("inertia", model.Inertia));
        }
        else
        {
            using var rows = workload.Rows<double>();
            var options = new GaussianMixtureOptions { Components = workload.K, Covariance = workload.Structure, Start = MixtureStart.KMeans, Restarts = restarts, Threads = threads };
            GaussianMixture.Fit(First(rows, workload.K), options);
            var (seconds, model) = Clock.Time(() => GaussianMixture.Fit(rows, options), repeats: 1);
            JsonLine.Say(workload, ("seconds", seconds), ("iterations", model.Report.Iterations), ("mean_log_likelihood", model.MeanLogLikelihood));
        }
    }

    private static Observations<T> First<T>(Observations<T> rows, int clusters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Observations.From(rows.Rows(0, (int)Math.Min(rows.Count, Math.Max(WarmUpRows, 10L * clusters))).ToArray(), rows.Dimension);
}
