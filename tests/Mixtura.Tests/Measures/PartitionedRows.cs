using CsCheck;

namespace Mixtura.Tests.Measures;

/// <summary>Random rows in clusters: multiples of 1/8, so that sums and differences of them are exact.</summary>
internal static class PartitionedRows
{
    /// <summary>4 to 40 rows of 1 to 5 features in two clusters or more, one of which has two rows or more; labels have gaps.</summary>
    public static Gen<(double[] Values, int Dimension, int[] Labels)> Some { get; } =
        from n in Gen.Int[4, 40]
        from d in Gen.Int[1, 5]
        from k in Gen.Int[2, 4]
        from labels in Gen.Int[0, k - 1].Array[n]
        from values in Gen.Int[-80, 80].Array[n * d]
        select (Array.ConvertAll(values, v => v / 8.0), d, AtLeastTwo(labels));

    /// <summary>Rows of unequal clusters, the first the largest, that overlap.</summary>
    public static (Observations<double> Rows, int[] Labels) Many(int n, int d, int k)
    {
        var labels = new int[n];
        var values = new double[n * d];
        ulong state = 12345;
        for (var i = 0; i < n; i++)
        {
            labels[i] = (int)(Next() % (uint)k * (Next() % (uint)k) / (uint)k);
            for (var j = 0; j < d; j++)
            {
                values[(i * d) + j] = (labels[i] * 3) + ((Next() % 64) / 8.0);
            }
        }

        return (Observations.From(values, d), labels);

        uint Next() => (uint)((state = (state * 6364136223846793005) + 1442695040888963407) >> 40);
    }

    /// <summary>Each row as often as its weight says.</summary>
    public static (double[] Values, int[] Labels) Repeated((double[] Values, int Dimension, int[] Labels) data, double[] weights)
    {
        var rows = Enumerable.Range(0, weights.Length).SelectMany(i => Enumerable.Repeat(i, (int)weights[i])).ToArray();
        return ([.. rows.SelectMany(i => data.Values.AsSpan(i * data.Dimension, data.Dimension).ToArray())], Array.ConvertAll(rows, i => data.Labels[i]));
    }

    private static int[] AtLeastTwo(int[] labels)
    {
        labels[0] = labels[1] = 0;
        labels[^1] = 1;
        return Array.ConvertAll(labels, label => label * 3);
    }
}
