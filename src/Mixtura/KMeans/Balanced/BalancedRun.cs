using System.Numerics;

namespace Mixtura;

/// <summary>The starts of one balanced k-means (Bradley, Bennett and Demiriz 2000), on checked and scaled rows.</summary>
internal sealed class BalancedRun<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Starts of more costs than this run one after the other, for the sake of memory.</summary>
    private const long CostsSideBySide = 1 << 22;

    private readonly ReadyRows<T> ready;
    private readonly BalancedKMeansOptions options;
    private readonly SizeLimits limits;
    private readonly IProgress<FitProgress>? progress;
    private readonly CancellationToken cancellationToken;
    private readonly KMeansRun<T> seeds;
    private readonly int[][] labels;
    private readonly int threads;

    public BalancedRun(ReadyRows<T> ready, BalancedKMeansOptions options, SizeLimits limits, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    {
        this.ready = ready;
        this.options = options;
        this.limits = limits;
        this.progress = progress;
        this.cancellationToken = cancellationToken;
        threads = BlockParallel.Threads(options.Threads);
        var kmeans = new KMeansOptions { Clusters = options.Clusters, Seeding = options.Seeding, Restarts = options.Restarts, Seed = options.Seed, Threads = options.Threads };
        seeds = new(ready.Scaled, kmeans, ready.Standardization, ready.Summary, progress: null, cancellationToken);
        labels = new int[Starts][];
        SideBySide = ready.Scaled.Count * options.Clusters <= CostsSideBySide ? threads : 1;
    }

    /// <summary>How many starts there are.</summary>
    public int Starts => seeds.Starts;

    /// <summary>How many starts run at a time.</summary>
    public int SideBySide { get; }

    /// <summary>The labels with which a start that has run ended.</summary>
    public int[] Labels(int start) => labels[start];

    /// <summary>One start, from its seeding to its end.</summary>
    public Fit<Centroids> From(int start)
    {
        var executor = new BalancedExecutor<T>(ready.Scaled, limits, options.Clusters, SideBySide > 1 && Starts > 1 ? 1 : threads);
        var fit = EmLoop.Run(
            new Centroids(seeds.Seed(start), ready.Scaled.Dimension),
            executor,
            new CentroidConstraints(Frozen: 0, ready.Standardization.IsOfRows).On(new MeanMinimizer()),
            new LabelledStop(options.Tolerance, ready.Summary.MeanVariance),
            options.MaxIterations,
            (iteration, energy) => progress?.Report(new(start, Starts, iteration, options.MaxIterations, energy)),
            cancellationToken);
        labels[start] = executor.Labels;
        return fit;
    }

    /// <summary>Each centroid becomes the mean of its rows.</summary>
    private sealed class MeanMinimizer : IMinimizer<Centroids, LabelledSums>
    {
        public Centroids Minimize(Centroids model, LabelledSums statistics) => statistics.Means(model, new double[model.Count]);
    }

    /// <summary>Settled when the centroids stay about where they are; at tolerance 0 when labels stay, or others are no better.</summary>
    private sealed class LabelledStop(double tolerance, double meanVariance) : IStopRule<Centroids, LabelledSums>
    {
        public bool Settled(Centroids previous, double previousEnergy, Centroids model, LabelledSums statistics)
        {
            if (tolerance == 0)
            {
                return statistics.Moved == 0 || statistics.Energy >= previousEnergy;
            }

            double shift = 0;
            for (var j = 0; j < model.Means.Length; j++)
            {
                shift += (model.Means[j] - previous.Means[j]) * (model.Means[j] - previous.Means[j]);
            }

            return shift <= tolerance * meanVariance;
        }
    }
}
