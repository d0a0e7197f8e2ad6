using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Components of a mixture put together to clusters, one pair after the other, each time the pair whose union takes most doubt away: where several Gaussians describe one cluster, as
/// BIC likes to have it (J.-P. Baudry, A. E. Raftery, G. Celeux, K. Lo and R. Gottardo, "Combining mixture components for clustering", 2010).
/// </summary>
public sealed class ComponentMerging
{
    private ComponentMerging(ImmutableArray<MergeStep> steps) => Steps = steps;

    /// <summary>K - 1 steps, the first from K clusters to K - 1.</summary>
    public ImmutableArray<MergeStep> Steps { get; }

    /// <summary>All steps from the components to one cluster, by the responsibilities of rows. O(n K^2).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="model">A mixture.</param>
    /// <param name="rows">n x d rows in the units of its fit.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>The steps.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public static ComponentMerging ByEntropy<T>(GaussianMixtureModel model, Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        var shares = model.Responsibilities(rows, threads);
        var columns = Enumerable.Range(0, model.Clusters).Select(k => Enumerable.Range(0, shares.GetLength(0)).Select(i => shares[i, k]).ToArray()).ToList();
        var weights = Enumerable.Range(0, shares.GetLength(0)).Select(i => rows.Weight(i)).ToArray();
        var own = columns.Select(column => Doubt(column, weights)).ToList();
        var clusters = Enumerable.Range(0, model.Clusters).ToList();
        var steps = ImmutableArray.CreateBuilder<MergeStep>();
        while (columns.Count > 1)
        {
            var (first, second, together) = Best(columns, own, weights, BlockParallel.Threads(threads));
            for (var i = 0; i < columns[first].Length; i++)
            {
                columns[first][i] += columns[second][i];
            }

            own[first] = together;
            columns.RemoveAt(second);
            own.RemoveAt(second);
            steps.Add(new(clusters[first], clusters[second], Math.Max(0, own.Sum())));
            clusters.RemoveAt(second);
        }

        return new(steps.ToImmutable());
    }

    /// <summary>Which cluster each component belongs to once there are so many clusters.</summary>
    /// <param name="count">1 .. K.</param>
    /// <returns>K numbers 0 .. count-1, the clusters in the order of their first components.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There never are so many clusters.</exception>
    public int[] Clusters(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Steps.Length + 1);
        var first = Enumerable.Range(0, Steps.Length + 1).ToArray();
        foreach (var step in Steps[..(Steps.Length + 1 - count)])
        {
            for (var k = 0; k < first.Length; k++)
            {
                first[k] = first[k] == step.Second ? step.First : first[k];
            }
        }

        var order = first.Distinct().Order().ToArray();
        return [.. first.Select(k => Array.IndexOf(order, k))];
    }

    /// <summary>The pair of clusters whose union takes most entropy away, the first of equals, and what the union has.</summary>
    private static (int First, int Second, double Together) Best(List<double[]> columns, List<double> own, double[] weights, int threads)
    {
        var pairs = Enumerable.Range(0, columns.Count).SelectMany(a => Enumerable.Range(a + 1, columns.Count - a - 1).Select(b => (a, b))).ToArray();
        var together = new double[pairs.Length];
        ItemParallel.For(pairs.Length, weights.Length, threads, p => together[p] = Doubt(columns[pairs[p].a], columns[pairs[p].b], weights));
        var best = Enumerable.Range(0, pairs.Length).MaxBy(p => own[pairs[p].a] + own[pairs[p].b] - together[p]);
        return (pairs[best].a, pairs[best].b, together[best]);
    }

    /// <summary>-sum_i w_i t_i ln t_i.</summary>
    private static double Doubt(double[] shares, double[] weights)
    {
        double sum = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            sum -= Term(shares[i], weights[i]);
        }

        return sum;
    }

    private static double Doubt(double[] shares, double[] others, double[] weights)
    {
        double sum = 0;
        for (var i = 0; i < shares.Length; i++)
        {
            sum -= Term(shares[i] + others[i], weights[i]);
        }

        return sum;
    }

    private static double Term(double share, double weight) => share > 0 ? weight * share * ElementaryFunctions.Log(Math.Min(1, share)) : 0;
}

/// <summary>Two clusters became one.</summary>
/// <param name="First">The first component of the cluster that goes on.</param>
/// <param name="Second">The first component of the other.</param>
/// <param name="Entropy">-sum_i w_i sum_k t_ik ln t_ik of what is left: 0 where there is no doubt.</param>
public readonly record struct MergeStep(int First, int Second, double Entropy)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First} + {Second}: {Entropy:g6}");
}
