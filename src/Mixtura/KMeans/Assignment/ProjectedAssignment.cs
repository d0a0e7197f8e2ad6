using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// For many features whose spread lies along few directions, as embeddings have it: rows and centroids are split into what lies along the leading directions, z, and the length of the
/// rest, r. As x.c &lt;= z_x.z_c + r_x r_c (Cauchy 1821), |x - c|^2 is at least |x|^2 + |c|^2 - 2 (z_x.z_c + r_x r_c): a product in few dimensions, by the dense kernel. Centroids that it
/// does not rule out get their distance, and rows that are in doubt after that go through the dense kernel of all features. Hamerly's bounds come before all of it, and what they leave in doubt
/// on account of few centroids that moved far is scored against those. Nothing is lost: the result is that of brute force to the bit. 12 bytes a row.
/// </summary>
internal sealed class ProjectedAssignment<T> : HamerlyAssignment<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows whose scores are looked at while they are near.</summary>
    private const int RowsAtOnce = 64;

    /// <summary>A row with more candidates than this goes through the dense kernel.</summary>
    private const int MostCandidates = 24;

    private readonly LeadingDirections<T> directions;
    private readonly int count;
    private PackedCentroids<T>? turn;
    private PackedCentroids<T>? projected;

    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">K.</param>
    /// <param name="summary">Their moments.</param>
    /// <param name="radius">The ball that holds them.</param>
    /// <param name="directions">Their leading directions.</param>
    public ProjectedAssignment(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius, LeadingDirections<T> directions)
        : base(rows, clusters, summary, radius)
    {
        this.directions = directions;
        count = directions.Values.Length / rows.Dimension;
    }

    /// <summary>Directions for d features, such that they and the rest fill whole vectors.</summary>
    public static int Directions(int dimension) => Math.Min(63, (dimension / 4) - 1);

    public override void Begin(Centroids model)
    {
        base.Begin(model);
        turn = new(directions.Values, new T[count], Scoring.Centroids.Origin, AssignmentLayout.CentroidLanes);
        projected = Project(model.Count);
    }

    protected override void LookAtAll(RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> next, Workspace workspace)
    {
        var hard = workspace.Take<int>(index.Length);
        var left = 0;
        var scratch = new Scratch(this, workspace);
        for (var first = 0; first < index.Length; first += RowsAtOnce)
        {
            var some = Math.Min(RowsAtOnce, index.Length - first);
            left += Rule(block, index.Slice(first, some), distances.Slice(first, some), next, hard[left..], scratch);
        }

        Scoring.Score(block, hard[..left], next, Kept, workspace);
    }

    /// <summary>Finds the nearest centroids of some rows, and lists those that are left in doubt.</summary>
    private int Rule(RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> next, Span<int> hard, Scratch scratch)
    {
        scratch.Workspace.Reset();
        var thresholds = Thresholds(block, index, distances, scratch);
        var stride = projected!.Panels * projected.PanelWidth;
        var pairs = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var begin = pairs;
            var scores = scratch.Scores.Slice(m * stride, projected.Clusters);
            for (var k = FirstAtLeast(scores, thresholds[m], 0); k < scores.Length && pairs - begin <= MostCandidates; k = FirstAtLeast(scores, thresholds[m], k + 1))
            {
                scratch.Pairs.Set(pairs++, index[m], k);
            }

            // Too many are as good as none: the row is left to the dense kernel.
            pairs = pairs - begin > MostCandidates ? begin : pairs;
            scratch.Pairs.End(m, pairs);
        }

        scratch.Pairs.Measure(block, pairs, scratch.Workspace);
        var left = 0;
        for (var m = 0; m < index.Length; m++)
        {
            var nearest = scratch.Pairs.Nearest(m, Reach(distances[m]), out var second);
            if (nearest < 0)
            {
                hard[left++] = index[m];
                continue;
            }

            next[index[m]] = scratch.Pairs.Centroid(nearest);
            Kept.Set(block.First + index[m], next[index[m]], scratch.Pairs.Most(nearest), second);
        }

        return left;
    }

    /// <summary>Fills the projected scores of some rows, and returns below which of them a centroid is out.</summary>
    private Span<double> Thresholds(RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Scratch scratch)
    {
        var values = RowScoring<T>.Gathered(block, index, scratch.Workspace);
        NearestCentroid.Scores(values, turn!, scratch.Turned, scratch.Workspace);
        Scoring.Norms(block, index, scratch.Squares[..index.Length]);
        Augment(scratch.Turned, index.Length, scratch.Squares, scratch.Rows);
        NearestCentroid.Scores(scratch.Rows[..(index.Length * (count + 1))], projected!, scratch.Scores, scratch.Workspace);
        for (var m = 0; m < index.Length; m++)
        {
            var square = double.CreateTruncating(scratch.Squares[m]);
            var reach = Reach(distances[m]);
            var error = Error(Math.Sqrt(square));
            scratch.Thresholds[m] = (((square * (1 - Scoring.Share)) - (reach * reach)) / 2) - error;
        }

        return scratch.Thresholds;
    }

    /// <summary>
    /// How far from a row centroids are looked at: beyond its own by two steps like the last one, so that bounds last a while; where that would be too many, by enough to tell
    /// the nearest from the others.
    /// </summary>
    private double Reach(double distance)
    {
        const double worthwhile = 0.15, least = 0.05;
        var ahead = 2 * Kept.Drift.LastStep;
        return distance + Math.Max(least * distance, ahead < worthwhile * distance ? ahead : 0);
    }

    /// <summary>How far projected scores may be from the truth: sqrt(p) roundings of d terms for each factor, and those of the product.</summary>
    private double Error(double rowNorm) => 2 * (Math.Sqrt(count) + 2) * Scoring.Share * Scoring.Centroids.LargestNorm * ((rowNorm * 1.01) + Scoring.Centroids.LargestNorm);

    /// <summary>z and the length of the rest, rounded up, for the centroids.</summary>
    private PackedCentroids<T> Project(int clusters)
    {
        var d = Scoring.Centroids.Dimension;
        var points = new T[clusters * (count + 1)];
        var start = new T[clusters];
        using var workspace = new Workspace();
        var zero = new PackedCentroids<T>(directions.Values, new T[count], new T[d], AssignmentLayout.CentroidLanes);
        var turned = new T[(clusters + 7) / 8 * 8 * zero.Panels * zero.PanelWidth];
        NearestCentroid.Scores(Scoring.Points, zero, turned, workspace);
        var squares = new T[clusters];
        for (var k = 0; k < clusters; k++)
        {
            var square = T.Zero;
            foreach (var c in Scoring.Points.Slice(k * d, d))
            {
                square += c * c;
            }

            squares[k] = square;
            start[k] = square * T.CreateTruncating(-0.5);
        }

        Augment(turned, clusters, squares, points);
        return new(points, start, new T[count + 1], AssignmentLayout.CentroidLanes);
    }

    /// <summary>Rows of z, and behind each the length of what |x|^2 - |z|^2 leaves at most.</summary>
    private void Augment(ReadOnlySpan<T> turned, int rows, ReadOnlySpan<T> squares, Span<T> augmented)
    {
        var stride = turn!.Panels * turn.PanelWidth;
        for (var m = 0; m < rows; m++)
        {
            var z = turned.Slice(m * stride, count);
            var to = augmented.Slice(m * (count + 1), count + 1);
            z.CopyTo(to);
            double along = 0;
            foreach (var part in z)
            {
                along += double.CreateTruncating(part) * double.CreateTruncating(part);
            }

            var square = double.CreateTruncating(squares[m]);
            var rest = Math.Max(0, square - along) + (4 * Math.Sqrt(count + 1) * Scoring.Share * square);
            to[count] = T.CreateTruncating(Math.Sqrt(rest) * (1 + 1e-6));
        }
    }

    /// <summary>The first score from some place on that is not below a threshold, or their number.</summary>
    private static int FirstAtLeast(ReadOnlySpan<T> scores, double threshold, int from)
    {
        var least = new Vector<T>(T.CreateTruncating(threshold));
        var k = from;
        for (; k <= scores.Length - Vector<T>.Count; k += Vector<T>.Count)
        {
            if (Vector.GreaterThanOrEqualAny(new Vector<T>(scores[k..]), least))
            {
                break;
            }
        }

        while (k < scores.Length && scores[k] < least[0])
        {
            k++;
        }

        return k;
    }

    /// <summary>Memory for some rows at once; a workspace of its own is emptied for each of them.</summary>
    private readonly ref struct Scratch
    {
        public Scratch(ProjectedAssignment<T> owner, Workspace workspace)
        {
            var projected = owner.projected!;
            var turn = owner.turn!;
            Scores = workspace.Take<T>(RowsAtOnce * projected.Panels * projected.PanelWidth);
            Turned = workspace.Take<T>(RowsAtOnce * turn.Panels * turn.PanelWidth);
            Rows = workspace.Take<T>(RowsAtOnce * (owner.count + 1));
            Squares = workspace.Take<T>(RowsAtOnce);
            Thresholds = workspace.Take<double>(RowsAtOnce);
            Pairs = new(owner.Scoring, RowsAtOnce, MostCandidates + 1, workspace);
            Workspace = workspace.Inner;
        }

        public Span<T> Scores { get; }

        public Span<T> Turned { get; }

        public Span<T> Rows { get; }

        public Span<T> Squares { get; }

        public Span<double> Thresholds { get; }

        public CandidatePairs<T> Pairs { get; }

        public Workspace Workspace { get; }
    }
}
