using System.Numerics;

namespace Mixtura;

/// <summary>Rows as points in double, the precision that centroids have.</summary>
internal static class ChosenRows
{
    /// <summary>Rows one after the other, count x d.</summary>
    public static double[] Points<T>(this Observations<T> rows, IReadOnlyList<long> chosen)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var points = new double[chosen.Count * d];
        for (var k = 0; k < chosen.Count; k++)
        {
            rows.CopyTo(chosen[k], points.AsSpan(k * d, d));
        }

        return points;
    }

    /// <summary>One row, d values.</summary>
    public static void CopyTo<T>(this Observations<T> rows, long row, Span<double> point)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var from = rows[row];
        for (var j = 0; j < from.Length; j++)
        {
            point[j] = double.CreateTruncating(from[j]);
        }
    }
}
