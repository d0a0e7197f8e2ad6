using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Per cluster the weight N and the sum G of w x, added up exactly on an <see cref="ExactGrid"/>: whoever adds the rows, in whatever order, finds the same bits,
/// and a row can be taken back. Nothing is lost far from the origin either: there the grid holds every digit of the values. So rows that stay where they are need not be added again.
/// </summary>
internal sealed class ExactSums : IStatistics<ExactSums>
{
    private readonly double[] pending;
    private readonly Int128[] units;
    private readonly bool[] isTouched;
    private readonly List<int> touched;
    private int added;

    /// <param name="clusters">K.</param>
    /// <param name="grid">d columns for the features, and the weight as the last.</param>
    public ExactSums(int clusters, ExactGrid grid)
    {
        Grid = grid;
        Clusters = clusters;
        Dimension = grid.Columns - 1;
        pending = new double[checked(clusters * Stride)];
        units = new Int128[clusters * grid.Columns];
        isTouched = new bool[clusters];
        touched = new(clusters);
    }

    public int Clusters { get; }

    public int Dimension { get; }

    public ExactGrid Grid { get; }

    /// <summary>From one cluster's pending sums to the next's: a column's coarse sums, then its fine ones.</summary>
    public int Stride => 2 * Grid.Columns;

    /// <inheritdoc/>
    public double Energy { get; set; }

    /// <summary>Rows whose hard assignment differs from the pass before.</summary>
    public long Moved { get; set; }

    /// <summary>The clusters whose sums changed since they were last settled or cleared.</summary>
    public IReadOnlyList<int> Touched => touched;

    /// <summary>Whether a cluster is one of these.</summary>
    public bool IsTouched(int cluster) => isTouched[cluster];

    /// <summary>A cluster's weight, rounded once.</summary>
    public double Weight(int cluster) => Grid.Value(units[(cluster * Grid.Columns) + Dimension], Dimension).Value;

    /// <summary>G / N, rounded once but for the last digit of what rounding left: the mean of equal rows is that row. O(d).</summary>
    public void Mean(int cluster, Span<double> mean)
    {
        var (weight, weightLost) = Grid.Value(units[(cluster * Grid.Columns) + Dimension], Dimension);
        for (var j = 0; j < mean.Length; j++)
        {
            var (sum, lost) = First(cluster, j);
            var value = sum / weight;
            mean[j] = value + ((Math.FusedMultiplyAdd(-value, weight, sum) + lost - (value * weightLost)) / weight);
        }
    }

    /// <summary>A cluster's sum of w x, and what rounding left of it.</summary>
    public (double Value, double Lost) First(int cluster, int feature) => Grid.Value(units[(cluster * Grid.Columns) + feature], feature);

    /// <summary>Where rows are added to a cluster: room for so many more, and the sums, to be carried in time.</summary>
    public Span<double> Pending(int cluster)
    {
        if (!isTouched[cluster])
        {
            isTouched[cluster] = true;
            touched.Add(cluster);
        }

        return pending.AsSpan(cluster * Stride, Stride);
    }

    /// <summary>Makes room for some rows more, at most <see cref="ExactGrid.Capacity"/>.</summary>
    public void Reserve(int rows)
    {
        if (added + rows > ExactGrid.Capacity)
        {
            Carry();
        }

        added += rows;
    }

    /// <summary>Sums become whole units, exactly.</summary>
    public void Carry()
    {
        foreach (var cluster in touched)
        {
            var sums = pending.AsSpan(cluster * Stride, Stride);
            for (var column = 0; column < Grid.Columns; column++)
            {
                units[(cluster * Grid.Columns) + column] += Grid.Units(sums[column], sums[Grid.Columns + column], column);
            }

            sums.Clear();
        }

        added = 0;
    }

    /// <summary>Adds other sums, carried.</summary>
    public void Merge(ExactSums other)
    {
        other.Carry();
        foreach (var cluster in other.touched)
        {
            Pending(cluster);
            for (var at = cluster * Grid.Columns; at < (cluster + 1) * Grid.Columns; at++)
            {
                units[at] += other.units[at];
            }
        }

        Moved += other.Moved;
    }

    public void Clear()
    {
        foreach (var cluster in touched)
        {
            pending.AsSpan(cluster * Stride, Stride).Clear();
            units.AsSpan(cluster * Grid.Columns, Grid.Columns).Clear();
        }

        added = 0;
        Settle();
    }

    /// <summary>Keeps the sums; from here on nothing has changed.</summary>
    public void Settle()
    {
        foreach (var cluster in touched)
        {
            isTouched[cluster] = false;
        }

        touched.Clear();
        Energy = 0;
        Moved = 0;
    }
}
