using System.Numerics;

namespace Mixtura.Measures;

/// <summary>Rows cut into clusters by their labels: numbers of clusters without gaps, and what each cluster weighs.</summary>
internal sealed class Partition
{
    private Partition(int[] codeOf, int[] codes, double[] weights, int[] firstRows)
    {
        CodeOf = codeOf;
        Codes = codes;
        Weights = weights;
        FirstRows = firstRows;
        Occupied = weights.Count(w => w > 0);
    }

    /// <summary>The number of the cluster that each label up to the largest stands for; -1 for a gap.</summary>
    public int[] CodeOf { get; }

    /// <summary>n numbers of clusters: the ranks of the labels among those that occur.</summary>
    public int[] Codes { get; }

    /// <summary>K sums of row weights.</summary>
    public double[] Weights { get; }

    /// <summary>The first row of each of the K clusters, one that weighs something where there is one.</summary>
    public int[] FirstRows { get; }

    /// <summary>How many clusters weigh anything: rows of weight 0 are as good as absent.</summary>
    public int Occupied { get; }

    public int Clusters => Weights.Length;

    public static Partition Of<T>(Observations<T> rows, ReadOnlySpan<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (labels.Length != rows.Count)
        {
            throw new ArgumentException($"{labels.Length} labels for {rows.Count} rows: each row needs one.", nameof(labels));
        }

        var codeOf = CodesOf(labels, LabelRange.Of(labels, nameof(labels)), out var clusters);
        var codes = new int[labels.Length];
        var weights = new double[clusters];
        var firstRows = new int[clusters];
        Array.Fill(firstRows, -1);
        for (var i = 0; i < labels.Length; i++)
        {
            var k = codes[i] = codeOf[labels[i]];
            weights[k] += rows.Weight(i);
            if (firstRows[k] < 0 || (rows.Weight(i) > 0 && !(rows.Weight(firstRows[k]) > 0)))
            {
                firstRows[k] = i;
            }
        }

        return new(codeOf, codes, weights, firstRows);
    }

    /// <summary>The rows cluster by cluster, rising in each; those of cluster k begin at Begins[k] and end before Begins[k + 1].</summary>
    public (int[] Rows, int[] Begins) Grouped()
    {
        var begins = new int[Clusters + 1];
        foreach (var k in Codes)
        {
            begins[k + 1]++;
        }

        for (var k = 0; k < Clusters; k++)
        {
            begins[k + 1] += begins[k];
        }

        var rows = new int[Codes.Length];
        var next = begins.AsSpan(0, Clusters).ToArray();
        for (var i = 0; i < rows.Length; i++)
        {
            rows[next[Codes[i]]++] = i;
        }

        return (rows, begins);
    }

    /// <summary>Refuses partitions that measures of separation are not defined for: fewer than two clusters, or none with two rows.</summary>
    public void RequireSeveralClusters(string measure)
    {
        if (Occupied < 2)
        {
            throw new MixturaException($"All rows are in one cluster: {measure} compares clusters, so give labels of at least two.");
        }

        var rows = (double)Codes.Length;
        var weight = Weights.Sum();
        if (Occupied >= Math.Max(rows, weight))
        {
            throw new MixturaException($"Each of the {Codes.Length} rows is a cluster of its own: {measure} needs a cluster with at least two rows, so use fewer clusters.");
        }
    }

    private static int[] CodesOf(ReadOnlySpan<int> labels, int range, out int clusters)
    {
        var codeOf = new int[range];
        foreach (var label in labels)
        {
            codeOf[label] = 1;
        }

        clusters = 0;
        for (var label = 0; label < range; label++)
        {
            codeOf[label] = codeOf[label] == 1 ? clusters++ : -1;
        }

        return codeOf;
    }
}
