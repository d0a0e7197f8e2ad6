using System.Globalization;

namespace Mixtura;

/// <summary>How few and how many rows each cluster may have.</summary>
/// <param name="Least">At least this many.</param>
/// <param name="Most">At most this many.</param>
internal readonly record struct SizeLimits(int Least, int Most)
{
    /// <summary>The limits of some options, checked: they are in order, and n rows can keep them.</summary>
    public static SizeLimits Of(BalancedKMeansOptions options, long rows)
    {
        var (least, most) = (options.MinSize, options.MaxSize ?? int.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(least, nameof(options.MinSize));
        if (most < least)
        {
            throw new ArgumentException(Sentence($"A cluster cannot have at least {least} and at most {most} rows: swap the limits."), nameof(options));
        }

        if ((long)least * options.Clusters > rows)
        {
            throw new MixturaException(Sentence(
                $"{options.Clusters} clusters of at least {least} rows need {(long)least * options.Clusters} rows, and there are {rows}: allow {rows / options.Clusters} or fewer a cluster, or ask for fewer clusters."));
        }

        if ((long)most * options.Clusters < rows)
        {
            throw new MixturaException(Sentence(
                $"{options.Clusters} clusters of at most {most} rows hold {(long)most * options.Clusters} rows, and there are {rows}: allow {(rows + options.Clusters - 1) / options.Clusters} or more a cluster, or ask for more clusters."));
        }

        return new(least, most);
    }

    /// <summary>The nearest size that is allowed.</summary>
    public int Clamp(int size) => Math.Clamp(size, Least, Most);

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
