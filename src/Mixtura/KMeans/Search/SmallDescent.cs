using System.Runtime.CompilerServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The way down for few rows: Lloyd's steps (Lloyd 1982), then single rows change clusters as long as one of them gains by it (Hartigan 1975),
/// which leaves fewer local optima than Lloyd's steps alone (Telgarsky and Vattani 2010). Nothing is allocated on the way; sums run in row order.
/// </summary>
internal sealed class SmallDescent : IDescent
{
    private readonly SmallRows rows;
    private readonly int maxSteps;
    private readonly int d;
    private readonly SmallPartition partition;
    private readonly double[] least;
    private readonly double[] index;
    private readonly double[] second;
    private readonly double[] factors;
    private readonly double[] errors;
    private readonly double[] utilities;
    private int clusters;

    public SmallDescent(SmallRows rows, int mostClusters, int maxSteps)
    {
        this.rows = rows;
        this.maxSteps = maxSteps;
        d = rows.Dimension;
        partition = new(rows, mostClusters);
        least = new double[rows.Places];
        index = new double[rows.Places];
        second = new double[rows.Places];
        factors = new double[mostClusters];
        errors = new double[mostClusters];
        utilities = new double[mostClusters];
    }

    public long Passes { get; private set; }

    public ReadOnlySpan<double> Errors => errors.AsSpan(0, clusters);

    public ReadOnlySpan<double> Utilities => utilities.AsSpan(0, clusters);

    public double Descend(Span<double> centroids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        clusters = centroids.Length / d;
        Assign(centroids);
        partition.Take(index, clusters);
        for (var step = 0; step < maxSteps; step++)
        {
            partition.Refill(least, clusters);
            partition.Means(centroids);
            Assign(centroids);
            if (partition.Update(index) == 0)
            {
                break;
            }
        }

        partition.Means(centroids);
        if (clusters > 1)
        {
            // Each move gains; the limit only spares the last digits of very slow ends.
            for (var pass = 0; pass < maxSteps && MoveSingleRows(centroids); pass++)
            {
            }
        }

        return Inertia(centroids);
    }

    public void Measure(ReadOnlySpan<double> centroids, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        clusters = centroids.Length / d;
        Assign(centroids);
        Array.Clear(errors, 0, clusters);
        Array.Clear(utilities, 0, clusters);
        for (var i = 0; i < rows.Count; i++)
        {
            var k = (int)index[i];
            least[i] *= rows.Weights[i];
            errors[k] += least[i];
            utilities[k] += (rows.Weights[i] * second[i]) - least[i];
        }
    }

    public void DrawByCost(RandomStream random, Span<double> row)
    {
        var costs = least.AsSpan(0, rows.Count);
        double total = 0;
        foreach (var cost in costs)
        {
            total += cost;
        }

        rows[CostlyRows.At(costs, random.NextDouble() * total)].CopyTo(row);
    }

    public double[] Found(int count, RandomStream random, CancellationToken cancellationToken)
    {
        var chosen = new double[count * d];
        var spare = new double[rows.Places];
        rows[CostlyRows.At(rows.Weights, random.NextDouble() * rows.Weight)].CopyTo(chosen);
        factors[0] = 1;
        Array.Fill(least, double.PositiveInfinity);
        for (var k = 1; k < count; k++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            TwoNearest.Run(rows.Tiles, chosen.AsSpan((k - 1) * d, d), factors.AsSpan(0, 1), second, index, spare);
            for (var i = 0; i < rows.Count; i++)
            {
                least[i] = Math.Min(least[i], rows.Weights[i] * second[i]);
            }

            DrawByCost(random, chosen.AsSpan(k * d, d));
        }

        return chosen;
    }

    private void Assign(ReadOnlySpan<double> centroids)
    {
        Passes++;
        var ones = factors.AsSpan(0, clusters);
        ones.Fill(1);
        TwoNearest.Run(rows.Tiles, centroids, ones, least, index, second);
    }

    /// <summary>One look at all rows under fixed factors finds those that may gain; each is then judged by the centroids of that moment.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool MoveSingleRows(Span<double> centroids)
    {
        Passes++;
        var weight = partition.Weights;
        for (var k = 0; k < clusters; k++)
        {
            factors[k] = weight[k] / (weight[k] + rows.Heaviest);
        }

        TwoNearest.Run(rows.Tiles, centroids, factors.AsSpan(0, clusters), least, index, second);
        var any = false;
        for (var i = 0; i < rows.Count; i++)
        {
            var own = partition.Labels[i];
            var w = rows.Weights[i];
            if (partition.Sizes[own] < 2 || w == 0)
            {
                continue;
            }

            // The row's own cluster without it, against the best other one with it.
            if ((int)index[i] != own || second[i] < least[i] / factors[own] * weight[own] / (weight[own] - w))
            {
                any |= MoveToBest(centroids, i);
            }
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool MoveToBest(Span<double> centroids, int row)
    {
        const double rounding = 1e-12;
        var own = partition.Labels[row];
        var weight = partition.Weights;
        var w = rows.Weights[row];
        var x = rows[row];
        var best = own;
        var cheapest = weight[own] / (weight[own] - w) * SquaredDistance.Between(x, centroids.Slice(own * d, d)) * (1 - rounding);
        for (var k = 0; k < clusters; k++)
        {
            if (k != own)
            {
                var cost = weight[k] / (weight[k] + w) * SquaredDistance.Between(x, centroids.Slice(k * d, d));
                if (cost < cheapest)
                {
                    best = k;
                    cheapest = cost;
                }
            }
        }

        if (best == own)
        {
            return false;
        }

        partition.Move(row, best);
        partition.Mean(centroids, own);
        partition.Mean(centroids, best);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private double Inertia(ReadOnlySpan<double> centroids)
    {
        if (clusters == 1)
        {
            Assign(centroids);
            factors[0] = 1;
        }

        double inertia = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            var own = partition.Labels[i];
            var cost = (int)index[i] == own ? least[i] / factors[own] : SquaredDistance.Between(rows[i], centroids.Slice(own * d, d));
            inertia += rows.Weights[i] * cost;
        }

        return inertia;
    }
}
