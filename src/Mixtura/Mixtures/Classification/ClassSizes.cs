using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>The classes of labelled rows.</summary>
/// <param name="Names">G names.</param>
/// <param name="Rows">G counts of rows of weight above 0.</param>
/// <param name="Weights">G sums of weights.</param>
internal sealed record ClassSizes(ImmutableArray<string> Names, long[] Rows, double[] Weights)
{
    /// <summary>Fewer rows have no spread.</summary>
    private const int LeastRows = 2;

    public int Count => Names.Length;

    /// <summary>Checks labels and counts them.</summary>
    /// <exception cref="ArgumentException">There are not n labels, one is negative or has no name, or names are not different.</exception>
    /// <exception cref="MixturaException">There are fewer than two classes, or one has fewer than two rows.</exception>
    public static ClassSizes Of<T>(Observations<T> rows, IReadOnlyList<int> labels, IReadOnlyList<string>? given)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (labels.Count != rows.Count)
        {
            throw new ArgumentException(Sentence($"There are {labels.Count} labels for {rows.Count} rows: each row needs one."));
        }

        // A label is no larger than there may be rows of other classes before it.
        var most = given?.Count ?? rows.Count;
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i] < 0 || labels[i] >= most)
            {
                throw new ArgumentException(Sentence($"Row {i} has label {labels[i]}: classes are 0 to {most - 1}."));
            }
        }

        ImmutableArray<string> names = given is null ? [.. Enumerable.Range(0, labels.Max() + 1).Select(g => g.ToString(CultureInfo.InvariantCulture))] : [.. given];
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException("Two classes have one name.");
        }

        var sizes = new ClassSizes(names, new long[names.Length], new double[names.Length]);
        for (var i = 0; i < labels.Count; i++)
        {
            sizes.Weights[labels[i]] += rows.Weight(i);
            sizes.Rows[labels[i]] += rows.Weight(i) > 0 ? 1 : 0;
        }

        if (sizes.Count < 2)
        {
            throw new MixturaException($"All rows are of class {names[0]}: a classifier needs rows of at least two classes.");
        }

        return Array.FindIndex(sizes.Rows, size => size < LeastRows) is >= 0 and var few
            ? throw new MixturaException(Sentence($"Class {names[few]} has {sizes.Rows[few]} rows (of weight above 0): each class needs at least {LeastRows}, and more for most structures."))
            : sizes;
    }

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
