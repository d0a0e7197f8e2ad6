namespace Mixtura.Peers;

/// <summary>
/// From the start in the file until no label changes, or 300 iterations, by each algorithm: what a whole run costs, where bounds and trees have time to pay for themselves.
/// All of them must end with the same bits. Beside it how much memory each takes.
/// </summary>
internal static class Convergence
{
    private const int Most = 300;

    public static void Measure(Workload workload, int threads, bool isAutoOnly)
    {
        if (!workload.IsKMeans)
        {
            return;
        }

        using var rows = workload.Rows<float>();
        var options = new KMeansOptions { Clusters = workload.K, Seeding = Seeding.FromCentroids(workload.Start<float>()), MaxIterations = Most, Tolerance = 0, Threads = threads };
        foreach (var algorithm in isAutoOnly ? [KMeansAlgorithm.Auto] : Enum.GetValues<KMeansAlgorithm>())
        {
            if (algorithm == KMeansAlgorithm.Filtering && workload.D > 8)
            {
                // Boxes in many dimensions rule nothing out: minutes would only show that.
                continue;
            }

            var one = options with { Algorithm = algorithm };
            var bytes = Bytes(rows, one with { MaxIterations = 2 });
            var (seconds, model) = Clock.Time(() => KMeans.Fit(rows, one), repeats: 7);
            JsonLine.Say(
                workload,
                ("algorithm", algorithm.ToString()),
                ("seconds", seconds),
                ("iterations", model.Report.Iterations),
                ("inertia", model.Inertia),
                ("bytes_a_row", bytes / workload.N));
        }
    }

    /// <summary>What a run holds beyond the rows after its second iteration: labels, bounds, trees, sums. It also compiles the code.</summary>
    private static double Bytes(Observations<float> rows, KMeansOptions options)
    {
        long before = GC.GetTotalMemory(forceFullCollection: true), during = 0;
        KMeans.Fit(rows, options, new AtEachIteration(iteration => during = iteration == 2 ? GC.GetTotalMemory(forceFullCollection: true) : during));
        return during - before;
    }

    private sealed class AtEachIteration(Action<int> action) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => action(value.Iteration);
    }
}
