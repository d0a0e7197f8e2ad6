namespace Mixtura.Peers;

/// <summary>
/// Equal work for all peers: from the start in the file, (seconds of 21 iterations - seconds of 1) / 20, so that what a
/// fit does once (checks, the last pass) cancels. The objective after 21 iterations must be the peers'. k-means as users get it, and by the dense kernels alone.
/// </summary>
internal static class Iterations
{
    private const int Many = 21;

    public static void Measure(Workload workload, int threads)
    {
        if (workload.IsKMeans)
        {
            KMeans(workload, threads, KMeansAlgorithm.Auto, "mixtura");
            KMeans(workload, threads, KMeansAlgorithm.Lloyd, "mixtura lloyd");
        }
        else
        {
            Mixture(workload, threads);
        }
    }

    private static void KMeans(Workload workload, int threads, KMeansAlgorithm algorithm, string peer)
    {
        using var rows = workload.Rows<float>();
        var start = Seeding.FromCentroids(workload.Start<float>());
        KMeansModel Fit(int iterations) => Mixtura.KMeans.Fit(rows, new KMeansOptions
        {
            Clusters = workload.K,
            Seeding = start,
            MaxIterations = iterations,

            // Only a fit whose labels have all settled may stop before its 21 iterations, as scikit-learn's at tol=0.
            Tolerance = 0,
            Threads = threads,
            Algorithm = algorithm,
        });

        var (milliseconds, model) = MillisecondsEach(Fit);
        JsonLine.Say(
            workload,
            ("peer", peer),
            ("ms_per_iteration", milliseconds),
            ("gflops", 2e-6 * workload.N * workload.D * workload.K / milliseconds),
            ("iterations", model.Report.Iterations),
            ("inertia", model.Inertia));
    }

    private static void Mixture(Workload workload, int threads)
    {
        using var rows = workload.Rows<double>();
        var start = MixtureStart.FromMeans(workload.Start<double>(), workload.Variance);
        GaussianMixtureModel Fit(int iterations) => GaussianMixture.Fit(rows, new GaussianMixtureOptions
        {
            Components = workload.K,
            Covariance = workload.Structure,
            Start = start,
            MaxIterations = iterations,
            Tolerance = 0,
            Regularization = Regularization.Absolute(1e-6),
            Threads = threads,
        });

        var (milliseconds, model) = MillisecondsEach(Fit);
        JsonLine.Say(
            workload,
            ("ms_per_iteration", milliseconds),
            ("iterations", model.Report.Iterations),
            ("mean_log_likelihood", model.MeanLogLikelihood));
    }

    private static (double Milliseconds, TModel Model) MillisecondsEach<TModel>(Func<int, TModel> fit)
        where TModel : ClusteringModel
    {
        // The first run compiles; it is nobody's time per iteration.
        fit(Many);
        // Of short runs many, as their difference is short.
        var (seconds, model) = Clock.Difference(() => fit(1), () => fit(Many), repeats: 41, enough: 8);
        return (seconds / Math.Max(1, model.Report.Iterations - 1) * 1e3, model);
    }
}
