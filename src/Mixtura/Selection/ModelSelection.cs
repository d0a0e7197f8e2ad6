using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Mixtura.Selection;

/// <summary>
/// How many clusters are there, and of what shape? Mixtures of every structure and number of components, compared by their likelihoods; k-means with every number of clusters, judged by
/// its criteria; and one recommendation with its reason. "One cluster" is a possible answer.
/// </summary>
/// <remarks>
/// <para>C. Fraley and A. E. Raftery, "Model-based clustering, discriminant analysis and density estimation", JASA 97 (2002): the grid of structures and components, and BIC.</para>
/// <para>One fit of k-means for each number serves its criteria and is where mixtures begin, which begin at the cut of one tree of merges and at random starts too; the likeliest end is kept. The result depends on rows, options
/// and the seed alone.</para>
/// </remarks>
public static class ModelSelection
{
    /// <summary>Fits the grid. A mixture for each count and structure, O(n K d^2) a step; for k-means a fit for each count, and as many of each reference and halving.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; a weight counts as that many equal rows, but where rows are drawn, halved or tested, each is one.</param>
    /// <param name="options">What to try; null for the defaults.</param>
    /// <param name="progress">Told after each fit, its number as that of a start; in any order.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>All that was tried, and the recommendation.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="MixturaException">The rows do not pass the border of a fit, or there is no model of them at all.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModelSelectionResult Run<T>(Observations<T> rows, ModelSelectionOptions? options = null, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        options = (options ?? new()).Checked();
        var counted = Counted(rows);
        var threads = BlockParallel.Threads(options.Threads);
        using var ready = ReadyRows<T>.Of(counted, options.Scaling, 1, threads, cancellationToken);
        var steps = new SelectionSteps(options.Counts.Count * (options.Structures.Count + 1), progress, cancellationToken);
        var partitions = new KMeansCells<T>(counted, ready.Scaled, options, steps).Run();
        var compared = options.Structures.Count > 0 && options.Partitions is null && counted.Count > options.MostMixtureRows
            ? SelectedRows.Of(counted, Measures.RowSample.Draw(counted.Count, options.MostMixtureRows, options.Seed))
            : counted;
        ImmutableArray<MixtureCell> mixtures = options.Structures.Count > 0 ? new MixtureCells<T>(compared, partitions, ready.Summary, options, steps).Run() : [];
        ImmutableArray<OneClusterFit> oneCluster = options.Structures.Count > 0 ? OneCluster.Fits(compared, options.Seed, threads, cancellationToken) : [];
        var largest = options.Counts[^1];
        ImmutableArray<CriterionChoice> choices =
        [
            .. CriterionChoices.OfMixtures(mixtures, largest), .. CriterionChoices.OfPartitions(partitions, largest), .. Divisive(counted, options, cancellationToken),
        ];
        var result = Recommendation.Of(mixtures, partitions, oneCluster, choices, compared.Count);
        return ReferenceEquals(compared, counted) ? result : OfAllRows(counted, result, options, cancellationToken);
    }

    /// <summary>The rows that weigh something: the others are as good as absent, from halves, samples and resamples too.</summary>
    private static Observations<T> Counted<T>(Observations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!rows.IsWeighted || rows.Count > Array.MaxLength)
        {
            return rows;
        }

        int[] places = [.. Enumerable.Range(0, (int)rows.Count).Where(i => rows.Weight(i) > 0)];
        return places.Length == rows.Count ? rows : SelectedRows.Of(rows, places);
    }

    /// <summary>The recommended mixture of a sample goes on to all rows; where it has no model there, that of the sample is kept.</summary>
    private static ModelSelectionResult OfAllRows<T>(Observations<T> rows, ModelSelectionResult result, ModelSelectionOptions options, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (result.Mixture is not { Model: { } model })
        {
            return result;
        }

        var whole = new GaussianMixtureOptions
        {
            Components = model.Clusters, Covariance = model.Covariance, Start = MixtureStart.FromModel(model), Regularization = options.Regularization, Scaling = options.Scaling,
            Tolerance = options.Tolerance, MaxIterations = options.MaxIterations, Seed = options.Seed, Threads = options.Threads,
        };
        var sampled = string.Create(CultureInfo.InvariantCulture, $"Mixtures were compared on a sample of {model.FittedOn.Rows} of the {rows.Count} rows");
        try
        {
            var best = GaussianMixture.Fit(rows, whole, null, cancellationToken);
            return result with { Best = best, Warnings = [.. result.Warnings, $"{sampled}; the recommended one was fitted to all.", .. best.Report.Warnings] };
        }
        catch (MixturaException fault)
        {
            return result with { Warnings = [.. result.Warnings, $"{sampled}, and the recommended one has no model of all rows: {fault.Message}"] };
        }
    }

    /// <summary>What X-means and G-means find by themselves.</summary>
    private static IEnumerable<CriterionChoice> Divisive<T>(Observations<T> rows, ModelSelectionOptions options, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var divisive = new DivisiveOptions { MaxClusters = options.Counts[^1], Scaling = options.Scaling, Seed = options.Seed, Threads = options.Threads };
        if (options.Asks(SelectionCriterion.XMeans))
        {
            var clusters = XMeans.Fit(rows, divisive, null, cancellationToken).Clusters;
            yield return new(SelectionCriterion.XMeans, clusters, null, clusters > 1 && clusters == divisive.MaxClusters);
        }

        if (options.Asks(SelectionCriterion.GMeans))
        {
            var clusters = GMeans.Fit(rows, divisive, null, cancellationToken).Clusters;
            yield return new(SelectionCriterion.GMeans, clusters, null, clusters > 1 && clusters == divisive.MaxClusters);
        }
    }
}
