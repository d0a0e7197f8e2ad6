namespace Mixtura.Peers;

/// <summary>What a user sees: a whole fit from scratch with the library's own seeding and defaults.</summary>
internal static class WholeFit
{
    public static void Measure(Workload workload, int threads, int restarts)
    {
        if (workload.IsKMeans)
        {
            using var rows = workload.Rows<float>();
            var options = new KMeansOptions { Clusters = workload.K, Restarts = restarts, Threads = threads };
            var (seconds, model) = Clock.Time(() => KMeans.Fit(rows, options), repeats: 1);
            JsonLine.Say(workload, ("seconds", seconds), ("iterations", model.Report.Iterations), ("inertia", model.Inertia));
        }
        else
        {
            using var rows = workload.Rows<double>();
            var options = new GaussianMixtureOptions { Components = workload.K, Covariance = workload.Structure, Restarts = restarts, Threads = threads };
            var (seconds, model) = Clock.Time(() => GaussianMixture.Fit(rows, options), repeats: 1);
            JsonLine.Say(workload, ("seconds", seconds), ("iterations", model.Report.Iterations), ("mean_log_likelihood", model.MeanLogLikelihood));
        }
    }
}
