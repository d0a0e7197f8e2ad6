using System.Collections.Immutable;
using System.Numerics;

namespace Mixtura.Selection;

/// <summary>
/// The mixtures of a selection: every structure with one component, then with more and more, each fitted from partitions that all structures share. A structure is left alone once
/// its BIC has fallen twice in a row and lies far below the best.
/// </summary>
internal sealed class MixtureCells<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>mclust's order: spherical, along the axes, ellipsoidal.</summary>
    private static readonly CovarianceStructure[] Order =
    [
        CovarianceStructure.TiedSpherical, CovarianceStructure.Spherical, CovarianceStructure.EEI, CovarianceStructure.VEI, CovarianceStructure.EVI, CovarianceStructure.Diagonal,
        CovarianceStructure.Tied, CovarianceStructure.VEE, CovarianceStructure.EVE, CovarianceStructure.VVE, CovarianceStructure.EEV, CovarianceStructure.VEV, CovarianceStructure.EVV,
        CovarianceStructure.Full,
    ];

    private readonly Observations<T> rows;
    private readonly IReadOnlyList<KMeansCell> partitions;
    private readonly ModelSelectionOptions options;
    private readonly SelectionSteps steps;
    private readonly TreeStarts<T> starts;
    private readonly double regularization;
    private readonly int threads;
    private readonly int sideBySide;

    /// <param name="rows">n x d rows, in the units of the data.</param>
    /// <param name="partitions">The fits of k-means.</param>
    /// <param name="summary">Of the scaled rows.</param>
    /// <param name="options">How.</param>
    /// <param name="steps">Counts the fits.</param>
    public MixtureCells(Observations<T> rows, IReadOnlyList<KMeansCell> partitions, FeatureSummary summary, ModelSelectionOptions options, SelectionSteps steps)
    {
        regularization = options.Regularization.Value * (options.Regularization.IsRelative ? summary.MeanVariance : 1);
        this.rows = rows;
        this.partitions = partitions;
        this.options = options;
        this.steps = steps;
        threads = BlockParallel.Threads(options.Threads);
        starts = new(rows, options.Scaling, Structures(options.Counts[^1]), options.Counts[^1], options.Seed, threads, steps.CancellationToken);

        // Few blocks leave threads idle within a fit: then fits run beside each other instead.
        sideBySide = new RowBlocks<T>(rows, statisticsSize: 0).Blocks < 2 * threads ? threads : 1;
    }

    /// <summary>All cells that were fitted, by components and then by structure.</summary>
    public ImmutableArray<MixtureCell> Run()
    {
        var cells = new List<MixtureCell>();
        foreach (var count in options.Counts)
        {
            CovarianceStructure[] alive = [.. Structures(count).Where(s => !IsHopeless(s, cells))];
            var partition = count == 1 ? null : partitions.FirstOrDefault(c => c.Clusters == count)?.Model?.Predict(rows, options.Threads);
            cells.AddRange(SideBySide.Run(alive.Length, sideBySide, i => Cell(count, alive[i], partition), steps.CancellationToken));
        }

        return [.. cells];
    }

    /// <summary>The structures to try, each once: with one component or one feature several are the same, and the simplest is meant.</summary>
    private IEnumerable<CovarianceStructure> Structures(int count)
    {
        var asked = Order.Where(options.Structures.Contains);
        return count == 1 || rows.Dimension == 1 ? asked.DistinctBy(s => CovarianceFamily.Of(s).Parameters(count, rows.Dimension)) : asked;
    }

    /// <summary>Whether a structure's BIC has fallen twice in a row, to far below the best of all.</summary>
    private bool IsHopeless(CovarianceStructure structure, List<MixtureCell> cells)
    {
        double[] own = [.. cells.Where(c => c.Covariance == structure).Select(c => c.Bic ?? double.NegativeInfinity)];
        return options.StopsEarly && own is [.., var third, var second, var first] && first < second && second < third && first < cells.Max(c => c.Bic ?? double.NegativeInfinity) - BicEvidence.VeryStrong;
    }

    /// <summary>The likeliest of the fits of a cell; of those that are none to choose only where there is no other.</summary>
    private MixtureCell Cell(int count, CovarianceStructure structure, int[]? partition)
    {
        var fit = new GaussianMixtureOptions
        {
            Components = count,
            Covariance = structure,
            Regularization = options.Regularization,
            Scaling = options.Scaling,
            Tolerance = options.Tolerance,
            MaxIterations = options.MaxIterations,
            Seed = options.Seed,
            Threads = sideBySide > 1 ? 1 : threads,
        };
        MixtureCell[] ends = [.. Ways(fit, partition).Select(way => End(fit, way))];
        steps.Done(-ends.Max(e => e.Model?.LogLikelihood ?? double.NegativeInfinity));
        return ends.OrderBy(e => e.Fault is null ? 0 : e.Model is null ? 2 : 1).ThenByDescending(e => e.Model?.LogLikelihood ?? 0).First();
    }

    /// <summary>The ways into a fit: the partition that was given, or the tree's, that of k-means, and random starts where they are asked for.</summary>
    private IEnumerable<Func<GaussianMixtureOptions>> Ways(GaussianMixtureOptions fit, int[]? partition)
    {
        if (options.Partitions?.GetValueOrDefault(fit.Components) is { } given)
        {
            yield return () => fit with { Start = MixtureStart.FromLabels(given) };
            yield break;
        }

        yield return () => fit with { Start = starts.Of(fit) };
        if (fit.Components > 1 && partition is not null)
        {
            yield return () => fit with { Start = MixtureStart.FromLabels(partition) };
        }

        if (fit.Components > 1 && options.Restarts > 0)
        {
            yield return () => fit with { Restarts = options.Restarts };
        }
    }

    private MixtureCell End(GaussianMixtureOptions fit, Func<GaussianMixtureOptions> way)
    {
        try
        {
            var model = GaussianMixture.Fit(rows, way(), null, steps.CancellationToken);
            return new(fit.Components, fit.Covariance, model, Refusal(model));
        }
        catch (MixturaException fault)
        {
            return new(fit.Components, fit.Covariance, null, fault.Message);
        }
    }

    /// <summary>Why a model is none to choose: its likelihood says nothing where a component has too few rows for its shape, or no volume of its own.</summary>
    private string? Refusal(GaussianMixtureModel model) =>
        MixtureWarnings.Starved(model.Scaled, model.Sizes).Concat(MixtureWarnings.Collapsed(model.Scaled, regularization, rows.Features)).FirstOrDefault();
}
