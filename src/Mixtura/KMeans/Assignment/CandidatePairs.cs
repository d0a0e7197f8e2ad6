using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Some rows at once, the centroids that bounds have left for each of them, and the distances between them.</summary>
internal readonly ref struct CandidatePairs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly RowScoring<T> scoring;
    private readonly Span<int> rows;
    private readonly Span<int> centroids;
    private readonly Span<double> most;
    private readonly Span<double> least;
    private readonly Span<int> ends;

    /// <param name="scoring">The pass's centroids.</param>
    /// <param name="rowsAtOnce">How many rows there are at most.</param>
    /// <param name="each">How many candidates each of them has at most.</param>
    /// <param name="workspace">Gives memory.</param>
    public CandidatePairs(RowScoring<T> scoring, int rowsAtOnce, int each, Workspace workspace)
    {
        this.scoring = scoring;
        rows = workspace.Take<int>(rowsAtOnce * each);
        centroids = workspace.Take<int>(rowsAtOnce * each);
        most = workspace.Take<double>(rowsAtOnce * each);
        least = workspace.Take<double>(rowsAtOnce * each);
        ends = workspace.Take<int>(rowsAtOnce);
    }

    /// <summary>Lists a pair.</summary>
    public void Set(int pair, int row, int centroid) => (rows[pair], centroids[pair]) = (row, centroid);

    /// <summary>Says where the pairs of the m-th row end.</summary>
    public void End(int m, int pairs) => ends[m] = pairs;

    /// <summary>The pairs of the m-th row.</summary>
    public Range Of(int m) => (m == 0 ? 0 : ends[m - 1])..ends[m];

    public int Centroid(int pair) => centroids[pair];

    /// <summary>At most how far the row of a pair is from its centroid.</summary>
    public double Most(int pair) => most[pair];

    /// <summary>At least how far it is.</summary>
    public double Least(int pair) => least[pair];

    /// <summary>Computes the distances of the first pairs. O(d) a pair.</summary>
    public void Measure(RowBlock<T> block, int pairs, Workspace workspace) =>
        scoring.Distances(block, rows[..pairs], centroids[..pairs], most[..pairs], least[..pairs], workspace);

    /// <summary>The nearest of a row's candidates, or -1 where rounding may hide another one.</summary>
    /// <param name="m">Which row.</param>
    /// <param name="others">At least how far the centroids are that are no candidates.</param>
    /// <param name="second">At least how far any centroid is but the nearest.</param>
    public int Nearest(int m, double others, out double second)
    {
        var (begin, end) = (m == 0 ? 0 : ends[m - 1], ends[m]);
        second = others;
        if (begin == end)
        {
            return -1;
        }

        var best = begin;
        for (var pair = begin + 1; pair < end; pair++)
        {
            best = most[pair] < most[best] ? pair : best;
        }

        for (var pair = begin; pair < end; pair++)
        {
            second = pair != best ? Math.Min(second, least[pair]) : second;
        }

        var nearest = most[best];
        return scoring.AreApart(nearest, second) ? best : -1;
    }
}
