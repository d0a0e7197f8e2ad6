using System.Collections.Immutable;
using System.Globalization;

namespace Mixtura;

internal static class FeatureNames
{
    /// <summary>x0, x1, ...: the names of features that have none.</summary>
    public static ImmutableArray<string> Numbered(int dimension) =>
        [.. Enumerable.Range(0, dimension).Select(j => string.Create(CultureInfo.InvariantCulture, $"x{j}"))];

    /// <summary>Given names, one a feature and all different.</summary>
    public static ImmutableArray<string> Checked(IReadOnlyList<string> features, int dimension)
    {
        ArgumentNullException.ThrowIfNull(features);
        return features.Count == dimension && features.Distinct(StringComparer.Ordinal).Count() == dimension
            ? [.. features]
            : throw new ArgumentException($"{dimension} features need {dimension} different names.", nameof(features));
    }
}
