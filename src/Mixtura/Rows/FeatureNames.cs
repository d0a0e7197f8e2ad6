using System.Collections.Immutable;
using System.Globalization;

namespace Mixtura;

internal static class FeatureNames
{
    /// <summary>x0, x1, ...: the names of features that have none.</summary>
    public static ImmutableArray<string> Numbered(int dimension) =>
        [.. Enumerable.Range(0, dimension).Select(j => string.Create(CultureInfo.InvariantCulture, $"x{j}"))];
}
