using System.Collections.Immutable;

namespace Mixtura.Geometry;

/// <summary>The rows that a figure draws: all, or evenly spaced ones of many.</summary>
internal sealed record RowSample(Observations<double> Rows, ImmutableArray<long> Index, long Total)
{
    /// <summary>At most <paramref name="most"/> of the rows, evenly spaced from the first on.</summary>
    public static RowSample Of(Observations<double> rows, int most)
    {
        if (rows.Count <= most)
        {
            return new(rows, [.. Enumerable.Range(0, (int)rows.Count).Select(i => (long)i)], rows.Count);
        }

        var index = Enumerable.Range(0, most).Select(i => (long)((Int128)i * rows.Count / most)).ToImmutableArray();
        var values = index.SelectMany(i => rows[i].ToArray()).ToArray();
        return new(Observations.From(values, rows.Dimension).Named(rows.Features), index, rows.Count);
    }

    /// <summary>Where in the sample some rows are, of those that are in it.</summary>
    public int[] PlacesOf(IReadOnlyCollection<int> rows)
    {
        var wanted = rows.ToHashSet();
        return [.. Enumerable.Range(0, Index.Length).Where(place => wanted.Contains((int)Index[place]))];
    }
}
