using System.Numerics;

namespace Mixtura;

/// <summary>The leaves of a tree of merges: one for each different row, with the weight of all rows like it relative to the leaves' mean weight, in the order of their first rows.</summary>
internal sealed class DistinctPoints
{
    private DistinctPoints(double[] values, double[] weights, int[] firstRow, int[] leafOf, int dimension)
    {
        Values = values;
        Weights = weights;
        FirstRow = firstRow;
        LeafOf = leafOf;
        Dimension = dimension;
    }

    public int Count => Weights.Length;

    public int Dimension { get; }

    /// <summary>Count x d, about the mean of all rows.</summary>
    public double[] Values { get; }

    /// <summary>Count weights above 0, of mean 1.</summary>
    public double[] Weights { get; }

    /// <summary>The first row of each leaf.</summary>
    public int[] FirstRow { get; }

    /// <summary>The leaf of each row; a row of weight 0 that is like no other goes to the nearest leaf.</summary>
    public int[] LeafOf { get; }

    public static DistinctPoints Of<T>(Observations<T> rows, double[] mean)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (n, d) = ((int)rows.Count, rows.Dimension);
        var seen = new DistinctRowSet<T>(rows);
        var leafOf = new int[n];
        var (firstRow, weights) = (new List<int>(), new List<double>());
        for (var i = 0; i < n; i++)
        {
            leafOf[i] = -1;
            if (rows.Weight(i) > 0 && seen.Add(i))
            {
                leafOf[i] = firstRow.Count;
                firstRow.Add(i);
                weights.Add(0);
            }
        }

        for (var i = 0; i < n; i++)
        {
            leafOf[i] = leafOf[i] < 0 && seen.Find(i) is { } like ? leafOf[like] : leafOf[i];
            if (leafOf[i] >= 0)
            {
                weights[leafOf[i]] += rows.Weight(i);
            }
        }

        var scale = weights.Count / weights.Sum();
        var points = new DistinctPoints([.. firstRow.SelectMany(row => rows[row].ToArray().Select((x, j) => double.CreateTruncating(x) - mean[j]))], [.. weights.Select(w => w * scale)], [.. firstRow], leafOf, d);
        for (var i = 0; i < n; i++)
        {
            leafOf[i] = leafOf[i] < 0 ? points.Nearest([.. rows[i].ToArray().Select((x, j) => double.CreateTruncating(x) - mean[j])]) : leafOf[i];
        }

        return points;
    }

    /// <summary>The leaves as clusters of one point each.</summary>
    public PointClusters Clusters() => new([.. Weights], [.. Values], Dimension);

    /// <summary>The mean feature variance.</summary>
    public double MeanVariance()
    {
        double sum = 0;
        for (var i = 0; i < Values.Length; i++)
        {
            sum += Weights[i / Dimension] * Values[i] * Values[i];
        }

        return sum / (Count * Dimension);
    }

    private int Nearest(double[] row) => Enumerable.Range(0, Count).MinBy(leaf =>
    {
        double sum = 0;
        for (var j = 0; j < Dimension; j++)
        {
            var delta = row[j] - Values[(leaf * Dimension) + j];
            sum += delta * delta;
        }

        return sum;
    });
}
