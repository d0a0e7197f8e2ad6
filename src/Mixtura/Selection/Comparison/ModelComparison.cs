using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;
using Mixtura.Measures;

namespace Mixtura.Selection;

/// <summary>
/// Is k-means enough, or do these rows want a mixture? Both are fitted with the same K; where they disagree, which rows are in doubt, and how far the clusters are from what k-means takes
/// for granted: that they are round and alike.
/// </summary>
/// <remarks>
/// k-means is classification EM of a mixture of round components of one variance and one weight (G. Celeux and G. Govaert, "A classification EM algorithm for clustering and two stochastic
/// versions", 1992): whether that mixture is as good as one with free shapes is a question that BIC answers.
/// </remarks>
public static class ModelComparison
{
    /// <summary>From these ratios on a sentence calls components long, or unlike in width or weight.</summary>
    private const double Long = 2, Unlike = 1.5, Heavier = 2;

    /// <summary>Fits both and compares them. The time of a mixture for each structure.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told after each fit, its number as that of a start; in any order.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>Both models and what tells them apart.</returns>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="MixturaException">The rows do not pass the border of a fit, or no structure gives them a mixture.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModelComparisonResult Run<T>(Observations<T> rows, ModelComparisonOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        var selected = ModelSelection.Run(rows, options.Checked(), progress, cancellationToken);
        if (selected.Mixture is null || selected.Best is not GaussianMixtureModel mixture)
        {
            throw new MixturaException($"No structure gives a mixture of {options.Clusters} components: {selected.Mixtures[0].Fault}");
        }

        return Of(rows, selected.Partitions[0].Model!, mixture, options.Doubt, options.Threads, cancellationToken);
    }

    /// <summary>Compares two models that there are already. O(n K d^2), and a fit of round components.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fits' rows, as a rule their own.</param>
    /// <param name="kMeans">K clusters.</param>
    /// <param name="mixture">K components.</param>
    /// <param name="doubt">A row is in doubt where its second-best component has at least this probability; above 0, at most 0.5.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>What tells them apart.</returns>
    /// <exception cref="ArgumentException">The models have not as many clusters, or not the features of the rows.</exception>
    /// <exception cref="MixturaException">The rows do not pass the border of a fit.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ModelComparisonResult Of<T>(
        Observations<T> rows, KMeansModel kMeans, GaussianMixtureModel mixture, double doubt = 0.2, int threads = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(kMeans);
        ArgumentNullException.ThrowIfNull(mixture);
        if (kMeans.Clusters != mixture.Clusters)
        {
            throw new ArgumentException($"{kMeans.Clusters} clusters and {mixture.Clusters} components cannot be told apart row by row: give as many of both.", nameof(mixture));
        }

        if (!(doubt is > 0 and <= 0.5))
        {
            throw new ArgumentOutOfRangeException(nameof(doubt), doubt, "The probability from which on a row is in doubt is above 0 and at most 0.5.");
        }

        var clusters = kMeans.Predict(rows, threads);
        var components = mixture.Predict(rows, threads);
        var matching = Filled(BestMatching.Of(ContingencyTable.Of(components, clusters)), kMeans.Clusters);
        int[] disagreeing = [.. Enumerable.Range(0, clusters.Length).Where(i => matching[clusters[i]] != components[i])];
        var second = Seconds(rows, mixture, threads, cancellationToken);
        int[] doubtful = [.. Enumerable.Range(0, second.Length).Where(i => second[i] >= doubt).OrderByDescending(i => second[i])];
        var weight = Enumerable.Range(0, clusters.Length).Sum(i => rows.Weight(i));
        var axes = Enumerable.Range(0, mixture.Clusters).Select(k => Axes(mixture, k)).ToArray();
        var widths = axes.Select(v => v.Average(ElementaryFunctions.Log)).ToArray();
        var result = new ModelComparisonResult
        {
            KMeans = kMeans, Mixture = mixture, ComponentOf = matching, Disagreeing = [.. disagreeing], Second = [.. second], Doubtful = [.. doubtful], Doubt = doubt,
            Agreement = 1 - (disagreeing.Sum(i => rows.Weight(i)) / weight),
            AdjustedRand = AdjustedRand.Of(ContingencyTable.Of(components, clusters)),
            Bic = Bic(rows, mixture, weight, threads),
            RoundBic = Round(rows, kMeans, clusters, threads, cancellationToken).Bic,
            Elongation = axes.Max(v => Math.Sqrt(v[0] / v[^1])),
            WidthRatio = VectorMath.Exp<double, Simd1<double>>(0.5 * (widths.Max() - widths.Min())),
            WeightRatio = mixture.Weights.Max() / mixture.Weights.Min(),
            Reason = "",
        };
        return result with { Reason = Advice(result, doubtful.Sum(i => rows.Weight(i)) / weight) };
    }

    /// <summary>The likeliest mixture of what k-means takes for granted.</summary>
    private static GaussianMixtureModel Round<T>(Observations<T> rows, KMeansModel kMeans, int[] clusters, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => GaussianMixture.Fit(
            rows,
            new GaussianMixtureOptions
            {
                Components = kMeans.Clusters, Covariance = CovarianceStructure.TiedSpherical, EqualWeights = true, Regularization = Regularization.None, Start = MixtureStart.FromLabels(clusters),
                Scaling = kMeans.FittedOn.Standardization.Scaling, Threads = threads,
            },
            null,
            cancellationToken);

    /// <summary>Clusters that no row's component matches stand for the components that are left.</summary>
    private static ImmutableArray<int> Filled(ImmutableArray<int> matching, int clusters)
    {
        var all = Enumerable.Range(0, clusters).Select(k => k < matching.Length ? matching[k] : -1).ToArray();
        var left = new Queue<int>(Enumerable.Range(0, clusters).Except(all));
        return [.. all.Select(c => c >= 0 ? c : left.Dequeue())];
    }

    /// <summary>BIC of a mixture on rows, whatever rows it was fitted on.</summary>
    private static double Bic<T>(Observations<T> rows, GaussianMixtureModel mixture, double weight, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var densities = mixture.LogDensities(rows, threads);
        return (2 * Enumerable.Range(0, densities.Length).Sum(i => rows.Weight(i) > 0 ? rows.Weight(i) * densities[i] : 0)) - (mixture.Parameters * ElementaryFunctions.Log(weight));
    }

    /// <summary>d variances of a component along its axes, where distances were taken.</summary>
    private static double[] Axes(GaussianMixtureModel mixture, int component)
    {
        var (covariance, scale, d) = (mixture.CovarianceOf(component), mixture.FittedOn.Standardization.Scale, mixture.Dimension);
        return SymmetricEigen.Of([.. Enumerable.Range(0, d * d).Select(at => covariance[at / d, at % d] / (scale[at / d] * scale[at % d]))], d).Values;
    }

    /// <summary>The probability of each row's second-best component; nothing of size n x K is kept.</summary>
    private static double[] Seconds<T>(Observations<T> rows, GaussianMixtureModel mixture, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int block = 1 << 16;
        var second = new double[rows.Count];
        for (var first = 0; first < second.Length; first += block)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var count = Math.Min(block, second.Length - first);
            using var some = SelectedRows.Unweighted(rows, [.. Enumerable.Range(first, count)]);
            var responsibilities = mixture.Responsibilities(some, threads);
            for (var i = 0; i < count; i++)
            {
                second[first + i] = Second(responsibilities, i);
            }
        }

        return second;
    }

    /// <summary>The probability of the second-best component.</summary>
    private static double Second(double[,] responsibilities, int row)
    {
        var (best, second) = (0.0, 0.0);
        for (var k = 0; k < responsibilities.GetLength(1); k++)
        {
            var share = responsibilities[row, k];
            second = Math.Max(second, Math.Min(best, share));
            best = Math.Max(best, share);
        }

        return second;
    }

    private static string Advice(ModelComparisonResult result, double doubtful)
    {
        var doubts = doubtful > 0
            ? Sentence($"{100 * doubtful:F1} % of the rows are in doubt, with a second component of probability {result.Doubt} or more")
            : Sentence($"No row is in doubt: none has a second component of probability {result.Doubt} or more");
        var same = Sentence($"both put {100 * result.Agreement:F1} % of the rows in the same cluster");
        if (result.KMeansIsEnough)
        {
            return Sentence($"k-means is enough: round clusters of one size (BIC {result.RoundBic:F1}) are as good as any shapes ({SelectionWords.Of(result.Mixture.Covariance)}, {result.Bic:F1}), and {same}. {doubts}{(doubtful > 0 ? ": for them only a mixture says so" : "")}.");
        }

        var evidence = new List<string>();
        if (result.Elongation >= Long)
        {
            evidence.Add(Sentence($"elongated (one is {result.Elongation:F1} times as long as wide)"));
        }

        if (result.WidthRatio >= Unlike)
        {
            evidence.Add(Sentence($"unequally wide ({result.WidthRatio:F1} times)"));
        }

        if (result.WeightRatio >= Heavier)
        {
            evidence.Add(Sentence($"unequally many ({result.WeightRatio:F1} times)"));
        }

        var shapes = evidence.Count > 0 ? $"clusters are {string.Join(", ", evidence)}" : "clusters are not round and alike";
        return Sentence($"Take a mixture: {shapes}; with {SelectionWords.Of(result.Mixture.Covariance)} covariances BIC is {result.Bic - result.RoundBic:F1} better than with round clusters of one size, which k-means takes for granted; {same}. {doubts}.");
    }

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
