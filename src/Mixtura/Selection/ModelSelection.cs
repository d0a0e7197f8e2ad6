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
/// <para>Nothing is fitted twice: the fits of k-means serve all criteria and are where mixtures begin, which begin at the cuts of one tree of merges too, and the likelier end is kept. The result depends on rows, options
/// and the seed alone.</para>
/// </remarks>
public static class ModelSelection
{
    /// <summary>Fits the grid. A mixture for each count and structure, O(n K d^2) a step; for k-means a fit for each count, and as many of each reference and halving.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows; a weight counts as that many equal rows.</param>
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
        var threads = BlockParallel.Threads(options.Threads);
        using var ready = ReadyRows<T>.Of(rows, options.Scaling, 1, threads, cancellationToken);
        var steps = new SelectionSteps(options.Counts.Count * (options.Structures.Count + 1), progress, cancellationToken);
        var hasMixtures = options.Structures.Count > 0;
        var partitions = new KMeansCells<T>(rows, ready.Scaled, options, steps).Run();
        var compared = hasMixtures && rows.Count > options.MostMixtureRows ? SelectedRows.Of(rows, Measures.RowSample.Draw(rows.Count, options.MostMixtureRows, options.Seed)) : rows;
        ImmutableArray<MixtureCell> mixtures = hasMixtures ? new MixtureCells<T>(compared, partitions, options, steps).Run() : [];
        ImmutableArray<OneClusterFit> oneCluster = hasMixtures ? OneCluster.Fits(compared, options.Seed, threads, cancellationToken) : [];
        var largest = options.Counts[^1];
        ImmutableArray<CriterionChoice> choices =
        [
            .. CriterionChoices.OfMixtures(mixtures, largest), .. CriterionChoices.OfPartitions(partitions, largest), .. Divisive(rows, options, cancellationToken),
        ];
        var result = Recommendation.Of(mixtures, partitions, oneCluster, choices);
        return ReferenceEquals(compared, rows) ? result : OfAllRows(rows, result, options, cancellationToken);
    }

    /// <summary>The recommended mixture of a sample goes on to all rows.</summary>
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
        var sampled = string.Create(CultureInfo.InvariantCulture, $"Mixtures were compared on a sample of {model.FittedOn.Rows} of the {rows.Count} rows; the recommended one was fitted to all.");
        return result with { Best = GaussianMixture.Fit(rows, whole, null, cancellationToken), Warnings = [.. result.Warnings, sampled] };
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
