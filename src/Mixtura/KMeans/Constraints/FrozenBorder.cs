using System.Globalization;

namespace Mixtura;

/// <summary>What a fit checks of centroids that are not to move.</summary>
internal static class FrozenBorder
{
    /// <summary>The number of clusters that move and so need rows of their own; 1 where none does, as there must be rows at all.</summary>
    public static int Moving(KMeansOptions options, int dimension)
    {
        var frozen = options.FrozenCentroids;
        if (frozen.Count > options.Clusters)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{frozen.Count} centroids are frozen where {options.Clusters} clusters are asked for: freeze at most that many."), nameof(options));
        }

        for (var k = 0; k < frozen.Count; k++)
        {
            if (frozen[k].Count != dimension)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Frozen centroid {k} has {frozen[k].Count} values; the rows have {dimension} features."), nameof(options));
            }

            if (!frozen[k].All(double.IsFinite))
            {
                throw new MixturaException(string.Create(CultureInfo.InvariantCulture, $"Frozen centroid {k} holds a value that is not a finite number."));
            }
        }

        if (frozen.Count > 0 && options.Seeding is GivenLabels)
        {
            throw new ArgumentException("A partition gives every centroid its start: with frozen centroids give the others as centroids, or have them drawn.", nameof(options));
        }

        return Math.Max(1, options.Clusters - frozen.Count);
    }
}
