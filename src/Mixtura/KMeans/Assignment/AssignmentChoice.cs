using System.Globalization;
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

    /// <summary>With fewer multiplications a row than this, a tree costs as much as some forty passes without one, which is more than most fits take.</summary>
    private const int LeastWorkInTree = 8;

    /// <summary>The same of pairs of <c>float</c>, which brute force takes apart in registers (<see cref="PairAssignment"/>): as much as some hundred passes.</summary>
    private const int LeastWorkInTreeOfPairs = 20;
    private const int LeastFeaturesProjected = 256;
    private const int LeastClustersProjected = 128;

    /// <summary>The share of the spread that must lie along the leading directions for bounds made of them to rule out most centroids.</summary>
    private const double LeastShareProjected = 0.7;

    /// <summary>From so many multiplications a row on distances are so dear that a bound on each of them pays,</summary>
    private const long LeastWorkForEachBound = 200_000;

    /// <summary>from so many a pass on it is worth a warning about memory,</summary>
    private const double LeastWorkForMemory = 5e9;

    /// <summary>as long as the bounds take at most so many times the bytes of the rows,</summary>
    private const int MostOfRows = 2;

    /// <summary>and at most so many bytes: a number, not a share of the machine's memory, so that a model says the same wherever it was fitted.</summary>
    private const double MostForEachBound = 2147483648;

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

    /// <summary>What to say where the choice takes more than 16 bytes a row; empty else.</summary>
    public string Warning => asked == KMeansAlgorithm.Auto && Chosen() == KMeansAlgorithm.Elkan
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"Bounds took {12 + clusters} bytes a row, {(double)rows.Count * (12 + clusters) / (1 << 20):0} MiB in all, to save time; the algorithm 'hamerly' takes 12 a row and finds the same.")
        : "";

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

    private bool HasRoomForEachBound() => clusters <= MostOfRows * rows.Dimension * Unsafe.SizeOf<T>()
        && (double)rows.Count * clusters <= MostForEachBound;

    private KMeansAlgorithm Best()
    {
        var workInRow = (long)clusters * rows.Dimension;
        if (rows.Count * workInRow < LeastWork || clusters == 1)
        {
            return KMeansAlgorithm.Lloyd;
        }

        if (workInRow >= (PairAssignment.ArePairs<T>(rows.Dimension) ? LeastWorkInTreeOfPairs : LeastWorkInTree) && rows.Dimension * Unsafe.SizeOf<T>() <= MostBytesInTree && clusters <= FilteringAssignment<T>.MostClusters)
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

        if (workInRow >= LeastWorkForEachBound && (double)rows.Count * workInRow >= LeastWorkForMemory && HasRoomForEachBound())
        {
            return KMeansAlgorithm.Elkan;
        }

        return rows.Dimension >= LeastFeaturesProjected && clusters >= LeastClustersProjected && geometry.Directions.Share >= LeastShareProjected
            ? KMeansAlgorithm.Projected
            : KMeansAlgorithm.Hamerly;
    }
}
