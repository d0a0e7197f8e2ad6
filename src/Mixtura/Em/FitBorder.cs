using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>What every fit checks once, before it begins; inside, all of it is taken for granted.</summary>
internal static class FitBorder
{
    /// <summary>Squares of ranges outside these bounds overflow or vanish in sums of <see cref="float"/> and of <see cref="double"/>.</summary>
    private const float WidestSingle = 1e15f, NarrowestSingle = 1e-15f;
    private const double WidestDouble = 1e140, NarrowestDouble = 1e-140;

    public static void Options(int clusters, string clustersName, int? restarts, int maxIterations, double tolerance, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(clusters, clustersName);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(restarts ?? 1, nameof(restarts));
        ArgumentOutOfRangeException.ThrowIfNegative(maxIterations);
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        if (!double.IsFinite(tolerance) || tolerance < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is finite and not negative.");
        }
    }

    public static void Rows<T>(Observations<T> rows, FeatureSummary summary, int clusters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (rows.Count > Array.MaxLength)
        {
            throw new MixturaException(Sentence($"{rows.Count} rows are more than one fit in memory takes ({Array.MaxLength}): fit a sample of them."));
        }

        Range(rows, summary);
        var distinct = DistinctRows.CountUpTo(rows, clusters);
        if (distinct < clusters)
        {
            throw new MixturaException(Sentence($"There are only {distinct} distinct rows for {clusters} clusters: ask for at most {distinct}."));
        }
    }

    /// <summary>The summary of scaled rows. Rows of unit length must have directions enough; other scalings keep different rows apart.</summary>
    public static FeatureSummary ScaledRows<T>(Observations<T> scaled, FeatureSummary given, Standardization standardization, int clusters, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!standardization.IsOfRows)
        {
            return given.Under(standardization);
        }

        var distinct = DistinctRows.CountUpTo(scaled, clusters);
        return distinct < clusters
            ? throw new MixturaException(Sentence($"The rows point in only {distinct} distinct directions for {clusters} clusters: ask for at most {distinct}."))
            : FeatureSummary.Of(scaled, threads, cancellationToken);
    }

    /// <summary>A given value of the start, d of them a row, must be finite and fit the rows.</summary>
    public static void Start(IReadOnlyList<IReadOnlyList<double>> points, int clusters, int dimension, string what)
    {
        if (points.Count != clusters)
        {
            throw new ArgumentException(Sentence($"The start holds {points.Count} {what} where {clusters} are asked for."));
        }

        for (var k = 0; k < clusters; k++)
        {
            if (points[k].Count != dimension)
            {
                throw new ArgumentException(Sentence($"Row {k} of the start has {points[k].Count} values; the rows have {dimension} features."));
            }

            if (!points[k].All(double.IsFinite))
            {
                throw new MixturaException(Sentence($"Row {k} of the start holds a value that is not a finite number."));
            }
        }
    }

    /// <summary>Known components: one a row, 0 .. K-1 or -1, and where all are needed each of a row of weight above 0.</summary>
    public static void Known<T>(IReadOnlyList<int> known, int components, Observations<T> rows, bool needAll)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (known.Count != rows.Count)
        {
            throw new ArgumentException(Sentence($"There are {known.Count} known components for {rows.Count} rows: each row has one, or -1."));
        }

        var used = new bool[components];
        for (var i = 0; i < known.Count; i++)
        {
            if (known[i] < -1 || known[i] >= components)
            {
                throw new ArgumentException(Sentence($"Row {i} is known to come from component {known[i]}: components are 0 to {components - 1}, and -1 is not known."));
            }

            if (known[i] >= 0)
            {
                used[known[i]] |= rows.Weight(i) > 0;
            }
        }

        if (needAll && Array.IndexOf(used, false) is >= 0 and var missing)
        {
            throw new MixturaException(Sentence($"No row is known to come from component {missing}: without a given start each of the {components} components needs one."));
        }
    }

    /// <summary>Labels of a start: one a row, 0 .. K-1, each used by a row of weight above 0; and -1 where there is noise.</summary>
    public static void Labels<T>(IReadOnlyList<int> labels, int clusters, Observations<T> rows, bool hasNoise = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (labels.Count != rows.Count)
        {
            throw new ArgumentException(Sentence($"The start holds {labels.Count} labels for {rows.Count} rows: each row needs one."));
        }

        var used = new bool[clusters];
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] < (hasNoise ? -1 : 0) || labels[i] >= clusters)
            {
                throw new ArgumentException(Sentence($"Row {i} of the start has label {labels[i]}: labels are 0 to {clusters - 1} for {clusters} clusters{(hasNoise ? ", and -1 for noise" : "")}."));
            }

            if (labels[i] >= 0)
            {
                used[labels[i]] |= rows.Weight(i) > 0;
            }
        }

        if (Array.IndexOf(used, false) is >= 0 and var missing)
        {
            throw new MixturaException(Sentence($"No row of the start has label {missing}: each of the {clusters} clusters needs a row."));
        }
    }

    /// <summary>Responsibilities of a start: n x K, none negative, each row with sum 1, each component with a share.</summary>
    public static void Responsibilities(double[,] responsibilities, int clusters, long rows)
    {
        const double rounding = 1e-8;
        if (responsibilities.GetLength(0) != rows || responsibilities.GetLength(1) != clusters)
        {
            throw new ArgumentException(Sentence($"The start holds {responsibilities.GetLength(0)} x {responsibilities.GetLength(1)} responsibilities where {rows} x {clusters} are needed."));
        }

        for (var i = 0; i < rows; i++)
        {
            double sum = 0;
            for (var k = 0; k < clusters; k++)
            {
                var share = responsibilities[i, k];
                sum += share >= 0 ? share : double.NaN;
            }

            if (!(Math.Abs(sum - 1) <= rounding))
            {
                throw new MixturaException(Sentence($"Row {i} of the start has responsibilities that are negative or do not add up to 1."));
            }
        }
    }

    private static void Range<T>(Observations<T> rows, FeatureSummary summary)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (narrowest, widest) = typeof(T) == typeof(float) ? (NarrowestSingle, WidestSingle) : (NarrowestDouble, WidestDouble);
        var ranges = summary.Most.Zip(summary.Least, (most, least) => most - least).ToArray();
        var j = Array.IndexOf(ranges, ranges.Max());
        if (ranges[j] > widest || (ranges[j] > 0 && ranges[j] < narrowest))
        {
            throw new MixturaException(Sentence(
                $"Feature {rows.Features[j]} runs from {summary.Least[j]} to {summary.Most[j]}, and its squares cannot be told apart as {typeof(T).Name}: rescale the data (--scale zscore)."));
        }
    }

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
