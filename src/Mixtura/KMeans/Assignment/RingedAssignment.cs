using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Hamerly's two bounds come first; a row that they leave in doubt and that is not nearer to its own centroid than half way to any other is searched for: what is near a row is near
/// its own centroid, too, so that only some rings around that one are looked at. The rings around a centroid are made when a row first asks for them in a pass: 4 K^2 bytes for all
/// rows, and O(K d) for each centroid that has rows in doubt. 12 bytes a row.
/// </summary>
internal abstract class RingedAssignment<T> : BlockAssignment<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int RowsAtOnce = 32;
    private readonly RowRadius radius;
    private CentroidRings?[] rings = [];
    private Centroids? centroids;
    private RowScoring<T>? scoring;

    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">K.</param>
    /// <param name="summary">Their moments.</param>
    /// <param name="radius">The ball that holds them.</param>
    protected RingedAssignment(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius)
        : base(rows, clusters, summary)
    {
        this.radius = radius;
        Bounds = new((int)rows.Count, clusters);
        MostRings = Math.Max(3, BitOperations.Log2((uint)clusters) - 2);
    }

    protected HamerlyBounds<T> Bounds { get; }

    /// <summary>A row that would look at more rings than this, and so at more than a quarter of many centroids, is left to the dense kernel.</summary>
    protected int MostRings { get; }

    public override void Begin(Centroids model)
    {
        Bounds.Drift.Advance(model);
        scoring = new(new(model.Means, model.Dimension), radius);
        Bounds.SetThresholds(scoring.Slack);
        centroids = model;
        rings = new CentroidRings?[model.Count];
    }

    protected override void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace)
    {
        labels.CopyTo(next);
        var index = workspace.Take<int>(block.Count);
        if (IsFirstPass)
        {
            Scoring.Score(block, next, Bounds, workspace);
            return;
        }

        index = index[..Bounds.Doubtful((int)block.First, labels, index)];
        var distances = workspace.Take<double>(index.Length);
        index = index[..Bounds.Tighten(block, labels, Scoring, index, distances, workspace)];
        index = index[..BeyondHalfWay(block, labels, index, distances)];
        var hard = workspace.Take<int>(index.Length);
        var left = 0;
        var pairs = new CandidatePairs<T>(Scoring, RowsAtOnce, 1 << MostRings, workspace);
        for (var first = 0; first < index.Length; first += RowsAtOnce)
        {
            var some = Math.Min(RowsAtOnce, index.Length - first);
            workspace.Inner.Reset();
            left += Search(block, index.Slice(first, some), distances.Slice(first, some), next, pairs, hard[left..], workspace.Inner);
        }

        Scoring.Score(block, hard[..left], next, Bounds, workspace);
    }

    /// <summary>Finds the nearest centroids of some rows and sets their bounds, and lists the rows left in doubt.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="distances">At most how far each of these is from its own centroid.</param>
    /// <param name="next">The own centroids of all rows of the block, and then the nearest.</param>
    /// <param name="pairs">Room for 2^<see cref="MostRings"/> candidates of each.</param>
    /// <param name="hard">Takes the rows left in doubt.</param>
    /// <param name="workspace">Gives memory.</param>
    /// <returns>How many are left.</returns>
    protected abstract int Search(
        RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> next, CandidatePairs<T> pairs, Span<int> hard, Workspace workspace);

    /// <summary>The pass's centroids.</summary>
    protected RowScoring<T> Scoring => scoring!;

    /// <summary>The rings around a centroid. Two threads may make the same ones: either will do.</summary>
    protected CentroidRings Around(int centroid) => rings[centroid] ??= new(centroids!, centroid);

    /// <summary>
    /// Keeps those of the listed rows that may be nearer to another centroid: where u is the distance to the own one, and s from there to the nearest other, all others are at least
    /// s - u away.
    /// </summary>
    private int BeyondHalfWay(RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> index, Span<double> distances)
    {
        var found = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var (i, u) = (index[m], distances[m]);
            var others = Around(labels[i]).From(0) - u;
            (index[found], distances[found]) = (i, u);
            if (Scoring.AreApart(u, others))
            {
                Bounds.Set(block.First + i, labels[i], u, others);
            }
            else
            {
                found++;
            }
        }

        return found;
    }
}
