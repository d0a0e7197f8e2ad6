using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Merges under one covariance matrix for all clusters (Fraley 1998, EEE): ln |M| with M = I + sum_k W_k, in coordinates in which the covariance of all rows is I, rises by ln(1 + c v' M^-1 v) where means
/// are v apart. Each merge changes M and with it the cost of every pair, by a number for each cluster (J. Sherman and W. J. Morrison 1950): M^-1 loses g q q', and a pair's cost c g (q'v)^2. 4 n^2 bytes; O(n^3 + n^2 d^2).
/// </summary>
internal sealed class CommonMatrixMerging
{
    private readonly PointClusters clusters;
    private readonly int threads;
    private readonly double[][] kept;
    private readonly int[] partner;
    private readonly double[] inverse;
    private readonly double[] along;
    private readonly List<int> left;
    private double shrink;
    private int union = -1;

    private CommonMatrixMerging(PointClusters clusters, int threads)
    {
        this.clusters = clusters;
        this.threads = threads;
        var d = clusters.Dimension;
        inverse = new double[d * d];
        for (var j = 0; j < d; j++)
        {
            inverse[(j * d) + j] = 1;
        }

        kept = new double[clusters.Count][];
        partner = new int[clusters.Count];
        along = new double[clusters.Count];
        left = [.. Enumerable.Range(0, clusters.Count)];
        ItemParallel.For(clusters.Count, (long)d * clusters.Count / 2, threads, j => kept[j] = [.. Enumerable.Range(0, j).Select(i => clusters.TraceBetween(i, j))]);
    }

    /// <summary>All merges, each (a, b, cost) with a &lt; b, where a goes on as the union. Of equal costs the one with the least b comes first, then the least a.</summary>
    public static IEnumerable<(int Into, int From, double Cost)> Run(PointClusters clusters, int threads, CancellationToken cancellationToken)
    {
        var state = new CommonMatrixMerging(clusters, threads);
        while (state.left.Count > 1)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = state.Next();
            var into = state.partner[from];
            var cost = state.kept[from][into];
            state.Merge(into, from);
            yield return (into, from, ElementaryFunctions.Log(1 + cost));
        }
    }

    /// <summary>Brings the costs that were before the last merge up to date, and finds the least of all.</summary>
    private int Next()
    {
        int[] slots = [.. left];
        var weights = Array.ConvertAll(slots, clusters.Weight);
        var parts = Array.ConvertAll(slots, k => along[k]);
        ItemParallel.For(slots.Length, slots.Length / 2, threads, place =>
        {
            var j = slots[place];
            var row = kept[j];
            var best = -1;
            for (var before = 0; before < place; before++)
            {
                var i = slots[before];
                if (i != union && j != union)
                {
                    var share = weights[before] * weights[place] / (weights[before] + weights[place]);
                    var apart = parts[before] - parts[place];
                    row[i] = Math.Max(0, row[i] - (share * shrink * apart * apart));
                }

                best = best < 0 || row[i] < row[best] ? i : best;
            }

            partner[j] = best;
        });
        return left.Skip(1).MinBy(j => kept[j][partner[j]]);
    }

    /// <summary>Takes b into a: M^-1 and the costs of the union anew; what other pairs lose is kept as g and the numbers q'm.</summary>
    private void Merge(int into, int from)
    {
        var d = clusters.Dimension;
        var share = clusters.Share(into, from);
        var difference = Difference(into, from);
        var turned = Turned(difference);
        shrink = share / (1 + (share * Dot(turned, difference)));
        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[i] -= shrink * turned[i / d] * turned[i % d];
        }

        union = into;
        clusters.Merge(into, from);
        left.Remove(from);
        ItemParallel.For(left.Count, (long)d * d, threads, place =>
        {
            var k = left[place];
            along[k] = Dot(turned, clusters.Mean(k));
            if (k != into)
            {
                kept[Math.Max(k, into)][Math.Min(k, into)] = clusters.Share(into, k) * Length(Difference(into, k));
            }
        });
    }

    private double[] Difference(int a, int b)
    {
        var x = clusters.Mean(a);
        var y = clusters.Mean(b);
        var difference = new double[x.Length];
        for (var j = 0; j < difference.Length; j++)
        {
            difference[j] = x[j] - y[j];
        }

        return difference;
    }

    /// <summary>v' M^-1 v.</summary>
    private double Length(double[] v)
    {
        double sum = 0;
        for (var j = 0; j < v.Length; j++)
        {
            sum = Math.FusedMultiplyAdd(Dot(inverse.AsSpan(j * v.Length, v.Length), v), v[j], sum);
        }

        return sum;
    }

    private double[] Turned(double[] v) => [.. Enumerable.Range(0, v.Length).Select(j => Dot(inverse.AsSpan(j * v.Length, v.Length), v))];

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (var j = 0; j < x.Length; j++)
        {
            sum = Math.FusedMultiplyAdd(x[j], y[j], sum);
        }

        return sum;
    }
}
