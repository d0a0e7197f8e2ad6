using System.Numerics;
using System.Runtime.CompilerServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Which algorithm finds the nearest centroids of a fit's rows. All of them give the same bits, so that the choice is one of time and memory:
/// by the shape (n, d, K), and for many features by how much of the rows' spread lies along few directions.
/// </summary>
internal sealed class AssignmentChoice<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Fewer multiplications a pass than this are done before any bound has been looked at.</summary>
    private const long LeastWork = 200_000;

    /// <summary>Fewer multiplications a row than this cost less than its bounds.</summary>
    private const int LeastWorkInRow = 256;

    /// <summary>Trees are for rows of at most this many bytes, whose copies in order take no more than bounds would.</summary>
    private const int MostBytesInTree = 8;
    private const int LeastFeaturesProjected = 256;
    private const int LeastClustersProjected = 128;

    /// <summary>The share of the spread that must lie along the leading directions for bounds made of them to rule out most centroids.</summary>
    private const double LeastShareProjected = 0.7;

    private readonly Observations<T> rows;
    private readonly int clusters;
    private readonly KMeansAlgorithm asked;
    private readonly FeatureSummary summary;
    private readonly RowGeometry<T> geometry;

    public AssignmentChoice(Observations<T> rows, KMeansOptions options, FeatureSummary summary, RowGeometry<T> geometry)
    {
        this.rows = rows;
        this.summary = summary;
        this.geometry = geometry;
        clusters = options.Clusters;
        asked = options.Algorithm;
    }

    /// <summary>The chosen algorithm, for one run from a start.</summary>
    public HardAssignment New(Centroids start)
    {
        var chosen = Chosen();
        return asked == KMeansAlgorithm.Auto && chosen == KMeansAlgorithm.Exponion
            ? new PatientAssignment<T>(rows, clusters, summary, () => (BlockAssignment<T>)New(chosen, start))
            : New(chosen, start);
    }

    private HardAssignment New(KMeansAlgorithm algorithm, Centroids start) => algorithm switch
    {
        KMeansAlgorithm.Hamerly => new HamerlyAssignment<T>(rows, clusters, summary, geometry.Radius),
        KMeansAlgorithm.Filtering => new FilteringAssignment<T>(rows, clusters, summary, geometry.Radius, geometry.Tree),
        KMeansAlgorithm.Projected => new ProjectedAssignment<T>(rows, clusters, summary, geometry.Radius, geometry.Directions),
        KMeansAlgorithm.Elkan => new ElkanAssignment<T>(rows, clusters, summary, geometry.Radius),
        KMeansAlgorithm.Yinyang => new YinyangAssignment<T>(rows, start, summary, geometry.Radius),
        KMeansAlgorithm.Exponion => new ExponionAssignment<T>(rows, clusters, summary, geometry.Radius),
        KMeansAlgorithm.Shallot => new ShallotAssignment<T>(rows, clusters, summary, geometry.Radius),
        _ => new LloydAssignment<T>(rows, clusters, summary),
    };

    /// <summary>What was asked for, or the nearest that the shape allows.</summary>
    private KMeansAlgorithm Chosen() => asked switch
    {
        KMeansAlgorithm.Auto => Best(),
        KMeansAlgorithm.Filtering when clusters > FilteringAssignment<T>.MostClusters => KMeansAlgorithm.Hamerly,
        KMeansAlgorithm.Projected when ProjectedAssignment<T>.Directions(rows.Dimension) < 1 => KMeansAlgorithm.Hamerly,
        KMeansAlgorithm.Exponion or KMeansAlgorithm.Shallot when clusters == 1 => KMeansAlgorithm.Lloyd,
        _ => asked,
    };

    private KMeansAlgorithm Best()
    {
        var workInRow = (long)clusters * rows.Dimension;
        if (rows.Count * workInRow < LeastWork || clusters == 1)
        {
            return KMeansAlgorithm.Lloyd;
        }

        if (rows.Dimension * Unsafe.SizeOf<T>() <= MostBytesInTree && clusters <= FilteringAssignment<T>.MostClusters)
        {
            return KMeansAlgorithm.Filtering;
        }

        if (workInRow < LeastWorkInRow)
        {
            return KMeansAlgorithm.Lloyd;
        }

        if (rows.Dimension <= PackedCentroids<T>.MostFeaturesInRowLanes && (long)clusters * clusters <= rows.Count)
        {
            return KMeansAlgorithm.Exponion;
        }

        return rows.Dimension >= LeastFeaturesProjected && clusters >= LeastClustersProjected && geometry.Directions.Share >= LeastShareProjected
            ? KMeansAlgorithm.Projected
            : KMeansAlgorithm.Hamerly;
    }
}
