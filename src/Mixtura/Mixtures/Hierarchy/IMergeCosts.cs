using Mixtura.Kernels;

namespace Mixtura;

/// <summary>What merging two clusters adds to a criterion that is a sum over clusters.</summary>
internal interface IMergeCosts
{
    /// <summary>How many clusters there were at first.</summary>
    int Count { get; }

    /// <summary>About how many numbers a cost takes.</summary>
    int Numbers { get; }

    /// <summary>What the union of a and b costs; safe on several threads.</summary>
    double Cost(int a, int b);

    /// <summary>Takes b into a.</summary>
    void Merge(int a, int b);
}

/// <summary>J. H. Ward (1963): the sum of squares about the means rises by share x squared distance.</summary>
internal sealed class WardCosts(PointClusters clusters) : IMergeCosts
{
    public int Count => clusters.Count;

    public int Numbers => clusters.Dimension;

    public double Cost(int a, int b) => clusters.TraceBetween(a, b);

    public void Merge(int a, int b) => clusters.Merge(a, b);
}

/// <summary>Clusters with a variance each (Fraley 1998, VII): w d ln((tr W + d v) / w).</summary>
internal sealed class OwnVarianceCosts : IMergeCosts
{
    private readonly PointClusters clusters;
    private readonly double floor;
    private readonly double[] traces;
    private readonly double[] terms;

    /// <param name="clusters">One point each.</param>
    /// <param name="variance">v, above 0.</param>
    public OwnVarianceCosts(PointClusters clusters, double variance)
    {
        this.clusters = clusters;
        floor = clusters.Dimension * variance;
        traces = new double[clusters.Count];
        terms = [.. Enumerable.Range(0, clusters.Count).Select(k => Term(clusters.Weight(k), 0))];
    }

    public int Count => clusters.Count;

    public int Numbers => clusters.Dimension;

    public double Cost(int a, int b) => Union(a, b) - terms[a] - terms[b];

    public void Merge(int a, int b)
    {
        terms[a] = Union(a, b);
        traces[a] += traces[b] + clusters.TraceBetween(a, b);
        clusters.Merge(a, b);
    }

    private double Union(int a, int b) => Term(clusters.Weight(a) + clusters.Weight(b), traces[a] + traces[b] + clusters.TraceBetween(a, b));

    private double Term(double weight, double trace) => weight * clusters.Dimension * ElementaryFunctions.Log((trace + floor) / weight);
}
