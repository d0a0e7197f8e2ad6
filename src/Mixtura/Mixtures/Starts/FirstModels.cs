using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Where the starts of a mixture begin: for each the M-step of a partition, of responsibilities, or of given means.</summary>
internal sealed class FirstModels<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows;
    private readonly GaussianMixtureOptions options;
    private readonly FeatureSummary summary;
    private readonly Standardization standardization;
    private readonly RowBlocks<T> source;
    private readonly double[]? givenMeans;
    private readonly int[] known;
    private readonly int starts;
    private readonly int threads;
    private readonly CancellationToken cancellationToken;

    /// <param name="rows">n x d checked and scaled rows.</param>
    /// <param name="options">How.</param>
    /// <param name="standardization">How the rows were scaled.</param>
    /// <param name="summary">Of the rows.</param>
    /// <param name="source">The rows in the blocks of the fit.</param>
    /// <param name="starts">How many starts there are.</param>
    /// <param name="threads">How many threads one start may take.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    public FirstModels(
        Observations<T> rows, GaussianMixtureOptions options, Standardization standardization, FeatureSummary summary, RowBlocks<T> source, int starts, int threads, CancellationToken cancellationToken)
    {
        this.rows = rows;
        this.options = options;
        this.summary = summary;
        this.standardization = standardization;
        this.source = source;
        this.starts = starts;
        this.threads = threads;
        this.cancellationToken = cancellationToken;
        givenMeans = Given();
        known = [.. options.KnownComponents ?? []];
        if (options.KnownComponents is not null)
        {
            FitBorder.Known(known, options.Components, rows, needAll: options.Start.IsOfRows);
        }
    }

    /// <summary>What k-means says of its memory where it made the starts; empty where there is nothing to say.</summary>
    public string MemoryWarning { get; private set; } = "";

    /// <summary>How the M-step of a structure makes the first model of a start.</summary>
    public Func<IMixtureMinimizer, GaussianComponents> Begin(int start) => Begin(options.Start, start);

    /// <summary>The same of a kind of start, whatever kind was asked for; where it draws, each number draws for itself.</summary>
    public Func<IMixtureMinimizer, GaussianComponents> Begin(MixtureStart kind, int start)
    {
        var random = new RandomStream(options.Seed, RandomPurpose.Seeding, (ulong)start);
        switch (kind)
        {
            case { IsOfRows: true } when known.Length > 0:
                return FromKnown();
            case HierarchicalStart asked:
                return FromTree(asked, start);
            case KMeansStart:
                return FromKMeans(start);
            case SeededMeans { Seeding: PlusPlusSeeding }:
                return Uniform(PlusPlusCentroids<T>.Choose(rows, options.Components, greedy: false, random, threads, cancellationToken), summary.MeanVariance);
            case SeededMeans:
                return Uniform(RandomRowCentroids.Choose(rows, options.Components, random), summary.MeanVariance);
            case GivenMeans given:
                return Uniform(givenMeans!, given.Variance ?? summary.MeanVariance);
            case GivenModel given:
                return by => FromModel(given.Model, by);
            case GivenPartition given:
                return FromShares(AboutMean(), GivenShares<Centroids, T>.OfLabels(given.Labels));
            case GivenResponsibilities given:
                return FromShares(AboutMean(), GivenShares<Centroids, T>.OfMatrix(given.Responsibilities));
            default:
                throw new InvalidOperationException($"{kind.GetType().Name} is not a start of a mixture.");
        }
    }

    private Func<IMixtureMinimizer, GaussianComponents> Uniform(double[] means, double variance) => by => by.Uniform(means, variance, rows.Dimension);

    /// <summary>The model's own parameters where they can be taken as they are, else the M-step of rows that it would be right for.</summary>
    private GaussianComponents FromModel(GaussianMixtureModel model, IMixtureMinimizer by)
    {
        var noise = options.Noise is null ? 0 : model.HasNoise ? model.NoiseWeight : options.Noise.InitialWeight;
        double[] weights = [.. model.Weights.Select(w => w / (1 - model.NoiseWeight) * (1 - noise))];
        if ((by as GaussianMinimizer ?? (by as FrozenMixtureMinimizer)?.Plain) is { } plain && model.Covariance == plain.Structure && model.FittedOn.Standardization.IsIdentity && standardization.IsIdentity)
        {
            return plain.Continued(weights, model.Scaled.Means, model.Scaled.Covariances, rows.Dimension, noise);
        }

        var matrices = Enumerable.Range(0, model.Clusters).Select(model.CovarianceOf).ToArray();
        double Scaled(int k, int j, int l) => matrices[k][j, l] / (standardization.Scale[j] * standardization.Scale[l]);
        return by.Minimize(standardization.Scaled(model.Means), ModelMoments.Of(weights, Scaled, rows.Dimension, by.Family.SecondMoment, summary.Weight));
    }

    /// <summary>The M-step of a partition: known rows where they belong, the others with the nearest mean of known ones.</summary>
    private Func<IMixtureMinimizer, GaussianComponents> FromKnown()
    {
        var d = rows.Dimension;
        var (means, weights) = (new double[options.Components * d], new double[options.Components]);
        for (var i = 0; i < known.Length; i++)
        {
            for (var j = 0; known[i] >= 0 && j < d; j++)
            {
                means[(known[i] * d) + j] += rows.Weight(i) * (double.CreateTruncating(rows[i][j]) - summary.Mean[j]);
                weights[known[i]] += j == 0 ? rows.Weight(i) : 0;
            }
        }

        for (var i = 0; i < means.Length; i++)
        {
            means[i] = summary.Mean[i % d] + (means[i] / weights[i / d]);
        }

        var centroids = new Centroids(means, d);
        var labels = HardPass.Labels(centroids, rows, threads, cancellationToken);
        return FromShares(centroids, GivenShares<Centroids, T>.OfLabels([.. labels.Select((label, i) => known[i] >= 0 ? known[i] : label)]));
    }

    /// <summary>The M-step of the partition that one k-means start ends in.</summary>
    private Func<IMixtureMinimizer, GaussianComponents> FromKMeans(int start)
    {
        var kmeans = new KMeansOptions { Clusters = options.Components, Seed = options.Seed, Threads = threads, Restarts = starts * (options.Start is ShortRunsStart asked ? asked.Runs : 1) };
        var run = new KMeansRun<T>(rows, kmeans, Standardization.None(rows.Dimension), summary, null, cancellationToken);
        MemoryWarning = run.MemoryWarning;
        var centroids = run.From(start).Model;
        var labels = HardPass.Labels(centroids, rows, threads, cancellationToken);
        return FromShares(centroids, GivenShares<Centroids, T>.OfLabels(labels));
    }

    /// <summary>The M-step of the partition that a tree of merges is cut into, of a sample where there are many rows.</summary>
    private Func<IMixtureMinimizer, GaussianComponents> FromTree(HierarchicalStart asked, int start)
    {
        var (sample, labels) = HierarchicalPartition.Of(rows, asked.Criterion, options, new RandomStream(options.Seed, RandomPurpose.Hierarchy, (ulong)start), threads, cancellationToken);
        return FromShares(AboutMean(), GivenShares<Centroids, T>.OfLabels(labels), sample);
    }

    private Func<IMixtureMinimizer, GaussianComponents> FromShares(Centroids about, FillShares fill, Observations<T>? sample = null) => by =>
    {
        var shares = new GivenShares<Centroids, T>(options.Components, rows.Dimension, by.Family.SecondMoment, fill);
        var of = sample is null || ReferenceEquals(sample, rows) ? source : new(sample, Moments.Size(options.Components, rows.Dimension, by.Family.SecondMoment));
        using var executor = new InMemoryExecutor<Centroids, Moments, T>(of, shares, threads);
        return by.Minimize(about.Means, executor.Pass(about, cancellationToken));
    };

    private Centroids AboutMean() => new([.. Enumerable.Repeat(summary.Mean, options.Components).SelectMany(m => m)], rows.Dimension);

    /// <summary>Checks a given start; the means, scaled, where it holds means.</summary>
    private double[]? Given()
    {
        switch (options.Start)
        {
            case GivenMeans start:
                FitBorder.Start([.. start.Means], options.Components, rows.Dimension, "means");
                if (start.Variance is { } variance && !(double.IsFinite(variance) && variance > 0))
                {
                    throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The variance of a start is finite and above 0, not {variance}."));
                }

                return standardization.Scaled(start.Means);
            case GivenModel { Model: var model } when model.Clusters != options.Components || model.Dimension != rows.Dimension:
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"The model to start from has {model.Clusters} components of {model.Dimension} features where {options.Components} of {rows.Dimension} are asked for."));
            case GivenPartition start:
                FitBorder.Labels(start.Labels, options.Components, rows, options.Noise is not null);
                return null;
            case GivenResponsibilities start:
                FitBorder.Responsibilities(start.Responsibilities, options.Components, rows.Count);
                return null;
            default:
                return null;
        }
    }
}
