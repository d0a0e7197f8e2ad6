namespace Mixtura;

/// <summary>
/// What labelled rows add up to about K points: per cluster the weight N, the first moment F = sum w (x - c), the inertia
/// sum w |x - c|^2 and the number of rows. Sums about the current points, so that merging is addition and nothing cancels.
/// </summary>
internal sealed class LabelledSums(int clusters, int dimension) : IStatistics<LabelledSums>
{
    /// <summary>N: K sums of weights.</summary>
    public double[] Weight { get; } = new double[clusters];

    /// <summary>F: K x d.</summary>
    public double[] First { get; } = new double[clusters * dimension];

    /// <summary>K inertias, each about its point.</summary>
    public double[] Inertia { get; } = new double[clusters];

    /// <summary>K counts of rows.</summary>
    public long[] Rows { get; } = new long[clusters];

    /// <summary>Rows whose label differs from the pass before.</summary>
    public long Moved { get; set; }

    /// <inheritdoc/>
    public double Energy => Inertia.Sum();

    /// <summary>The number of sums, which decides how many rows a block must have to be worth merging.</summary>
    public static long Size(int clusters, int dimension) => (long)clusters * (dimension + 2);

    /// <summary>
    /// The points, each moved to the mean of its rows and of the weight that it carries already: c + F / (carried + N). Where nothing is
    /// carried that is the mean of its rows. A point with neither stays.
    /// </summary>
    /// <param name="about">The K points that the sums are about.</param>
    /// <param name="carried">K weights of at least 0.</param>
    public Centroids Means(Centroids about, ReadOnlySpan<double> carried)
    {
        var next = (double[])about.Means.Clone();
        for (var k = 0; k < about.Count; k++)
        {
            if (Weight[k] > 0)
            {
                for (var j = k * dimension; j < (k + 1) * dimension; j++)
                {
                    next[j] += First[j] / (carried[k] + Weight[k]);
                }
            }
        }

        return new(next, dimension);
    }

    public void Merge(LabelledSums other)
    {
        for (var k = 0; k < clusters; k++)
        {
            Weight[k] += other.Weight[k];
            Inertia[k] += other.Inertia[k];
            Rows[k] += other.Rows[k];
        }

        for (var j = 0; j < First.Length; j++)
        {
            First[j] += other.First[j];
        }

        Moved += other.Moved;
    }

    public void Clear()
    {
        Array.Clear(Weight);
        Array.Clear(First);
        Array.Clear(Inertia);
        Array.Clear(Rows);
        Moved = 0;
    }
}
