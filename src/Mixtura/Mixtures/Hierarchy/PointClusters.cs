namespace Mixtura;

/// <summary>Clusters of weighted points: weights and means, of which the first of two takes the other in.</summary>
/// <param name="weights">A weight above 0 for each; changed by merging.</param>
/// <param name="means">Row-major; changed by merging.</param>
/// <param name="dimension">The length of a mean.</param>
internal sealed class PointClusters(double[] weights, double[] means, int dimension)
{
    public int Count => weights.Length;

    public int Dimension => dimension;

    public double Weight(int cluster) => weights[cluster];

    public ReadOnlySpan<double> Mean(int cluster) => means.AsSpan(cluster * dimension, dimension);

    /// <summary>w_a w_b / (w_a + w_b): the scatter of a union is that of its parts and this much of the difference of their means by itself.</summary>
    public double Share(int a, int b) => weights[a] * weights[b] / (weights[a] + weights[b]);

    /// <summary>What a union adds to the traces of the scatters.</summary>
    public double TraceBetween(int a, int b)
    {
        var x = Mean(a);
        var y = Mean(b);
        double sum = 0;
        for (var j = 0; j < x.Length; j++)
        {
            var delta = x[j] - y[j];
            sum = Math.FusedMultiplyAdd(delta, delta, sum);
        }

        return Share(a, b) * sum;
    }

    /// <summary>Takes b into a.</summary>
    public void Merge(int a, int b)
    {
        var total = weights[a] + weights[b];
        for (var j = 0; j < dimension; j++)
        {
            ref var mean = ref means[(a * dimension) + j];
            mean = ((weights[a] * mean) + (weights[b] * means[(b * dimension) + j])) / total;
        }

        weights[a] = total;
    }
}
