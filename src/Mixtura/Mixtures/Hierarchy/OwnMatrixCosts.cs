using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Clusters with a covariance matrix each (Fraley 1998, VVV): w ln |(W + S) / w|, in coordinates in which S is the identity. A cluster of one point has no scatter and keeps none. O(d^3 / 6) a cost.
/// </summary>
internal sealed class OwnMatrixCosts : IMergeCosts
{
    /// <summary>The lower triangles of more numbers than this are not worked on in the stack.</summary>
    private const int InStack = 2048;

    /// <summary>Pivots are multiplied up to here before a logarithm is taken.</summary>
    private const double Large = 1e150;

    private readonly PointClusters clusters;
    private readonly double[]?[] scatters;
    private readonly double[] terms;
    private readonly int length;

    /// <param name="clusters">One point each, in coordinates of covariance I.</param>
    public OwnMatrixCosts(PointClusters clusters)
    {
        this.clusters = clusters;
        length = clusters.Dimension * (clusters.Dimension + 1) / 2;
        scatters = new double[]?[clusters.Count];
        terms = [.. Enumerable.Range(0, clusters.Count).Select(k => Term(clusters.Weight(k), 0))];
    }

    public int Count => clusters.Count;

    public int Numbers => clusters.Dimension * clusters.Dimension;

    public double Cost(int a, int b) => Union(a, b) - terms[a] - terms[b];

    public void Merge(int a, int b)
    {
        terms[a] = Union(a, b);
        var scatter = new double[length];
        AddUp(a, b, scatter);
        (scatters[a], scatters[b]) = (scatter, null);
        clusters.Merge(a, b);
    }

    private double Union(int a, int b)
    {
        var weight = clusters.Weight(a) + clusters.Weight(b);
        if (scatters[a] is null && scatters[b] is null)
        {
            return Term(weight, ElementaryFunctions.Log(1 + clusters.TraceBetween(a, b)));
        }

        var triangle = length <= InStack ? stackalloc double[length] : new double[length];
        AddUp(a, b, triangle);
        return Term(weight, LogDeterminant(triangle));
    }

    private double Term(double weight, double logDeterminant) => weight * (logDeterminant - (clusters.Dimension * ElementaryFunctions.Log(weight)));

    /// <summary>The scatter of a union, its lower triangle row by row.</summary>
    private void AddUp(int a, int b, Span<double> triangle)
    {
        Add(scatters[a], scatters[b], triangle);
        var x = clusters.Mean(a);
        var y = clusters.Mean(b);
        var share = clusters.Share(a, b);
        for (int j = 0, at = 0; j < x.Length; j++)
        {
            var delta = share * (x[j] - y[j]);
            for (var l = 0; l <= j; l++, at++)
            {
                triangle[at] = Math.FusedMultiplyAdd(delta, x[l] - y[l], triangle[at]);
            }
        }
    }

    private static void Add(ReadOnlySpan<double> one, ReadOnlySpan<double> other, Span<double> sum)
    {
        if (one.IsEmpty || other.IsEmpty)
        {
            sum.Clear();
            one.CopyTo(sum);
            other.CopyTo(sum);
            return;
        }

        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] = one[i] + other[i];
        }
    }

    /// <summary>ln |I + W| by the pivots of its factor, none of which is below 1; W is lost.</summary>
    private double LogDeterminant(Span<double> triangle)
    {
        double sum = 0, product = 1;
        for (int j = 0, row = 0; j < clusters.Dimension; row += ++j)
        {
            var own = triangle.Slice(row, j + 1);
            for (int l = 0, above = 0; l < j; above += ++l)
            {
                own[l] = (own[l] - Dot(own, triangle[above..], l)) / triangle[above + l];
            }

            var pivot = Math.Max(1, 1 + own[j] - Dot(own, own, j));
            own[j] = Math.Sqrt(pivot);
            product *= pivot;
            if (product > Large)
            {
                (sum, product) = (sum + ElementaryFunctions.Log(product), 1);
            }
        }

        return sum + ElementaryFunctions.Log(product);
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int count)
    {
        double sum = 0;
        for (var j = 0; j < count; j++)
        {
            sum = Math.FusedMultiplyAdd(x[j], y[j], sum);
        }

        return sum;
    }
}
