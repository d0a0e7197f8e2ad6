using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Rows few enough to be copied as doubles: row after row, and in tiles for <see cref="TwoNearest"/>. Immutable.</summary>
internal sealed class SmallRows
{
    private SmallRows(int count, int dimension)
    {
        Count = count;
        Dimension = dimension;
        Places = (count + TwoNearest.TileWidth - 1) / TwoNearest.TileWidth * TwoNearest.TileWidth;
        Values = new double[count * dimension];
        Tiles = new double[Places * dimension];
        Weights = new double[count];
    }

    public int Count { get; }

    public int Dimension { get; }

    /// <summary>n rounded up to whole tiles.</summary>
    public int Places { get; }

    /// <summary>n x d.</summary>
    private double[] Values { get; }

    /// <summary>Tiles x d x 16; places behind the last row hold zeros.</summary>
    public double[] Tiles { get; }

    /// <summary>n weights.</summary>
    public double[] Weights { get; }

    /// <summary>Their sum.</summary>
    public double Weight { get; private set; }

    /// <summary>The largest of them.</summary>
    public double Heaviest { get; private set; }

    public ReadOnlySpan<double> this[int row] => Values.AsSpan(row * Dimension, Dimension);

    public static SmallRows Of<T>(Observations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int width = TwoNearest.TileWidth;
        var copy = new SmallRows((int)rows.Count, rows.Dimension);
        for (var i = 0; i < copy.Count; i++)
        {
            var row = rows[i];
            for (var j = 0; j < copy.Dimension; j++)
            {
                var x = double.CreateTruncating(row[j]);
                copy.Values[(i * copy.Dimension) + j] = x;
                copy.Tiles[(((i / width * copy.Dimension) + j) * width) + (i % width)] = x;
            }

            copy.Weights[i] = rows.Weight(i);
            copy.Weight += copy.Weights[i];
            copy.Heaviest = Math.Max(copy.Heaviest, copy.Weights[i]);
        }

        return copy;
    }
}
