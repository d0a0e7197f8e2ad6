using System.Numerics;

namespace Mixtura;

/// <summary>Some of the rows, as rows of their own: those of a class, or the training part of a fold.</summary>
internal static class SelectedRows
{
    /// <summary>A copy of chosen rows, in the order in which they are named. O(m d).</summary>
    public static Observations<T> Of<T>(Observations<T> rows, IReadOnlyList<int> chosen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var copy = Unweighted(rows, chosen);
        return rows.IsWeighted ? copy.WithWeights(chosen.Select(i => rows.Weight(i)).ToArray()) : copy;
    }

    /// <summary>The same without weights, which may all be 0 among the chosen ones.</summary>
    public static Observations<T> Unweighted<T>(Observations<T> rows, IReadOnlyList<int> chosen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        return Observations.Create<T>(chosen.Count, d, (first, values) =>
        {
            for (var i = 0; i < values.Length / d; i++)
            {
                rows[chosen[(int)first + i]].CopyTo(values[(i * d)..]);
            }
        }).Named(rows.Features);
    }
}
