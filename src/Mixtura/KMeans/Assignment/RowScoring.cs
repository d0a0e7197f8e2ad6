using System.Numerics;
using System.Runtime.CompilerServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>One pass's centroids as bounds need them: exact labels by the dense kernels, and distances with the rounding that they may have.</summary>
/// <param name="centroids">The pass's centroids.</param>
/// <param name="radius">The ball that holds all rows.</param>
internal sealed class RowScoring<T>(PackedCentroids<T> centroids, RowRadius radius)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Vector<T> Two = new(T.CreateTruncating(2));

    private readonly T[] points = centroids.Points;
    private readonly T[] nowhere = new T[centroids.Dimension];
    private readonly double norm = centroids.LargestNorm;
    private readonly double reach = radius.About<T>(centroids.Origin);

    /// <summary>The pass's centroids.</summary>
    public PackedCentroids<T> Centroids { get; } = centroids;

    /// <summary>The same as they lie: K x d, less their mean.</summary>
    public ReadOnlySpan<T> Points => points;

    /// <summary>A sum of d terms of one sign is right to this share of it.</summary>
    public double Share { get; } = centroids.Share;

    /// <summary>How much the squared distances of two centroids to any row must differ for their scores to be in the same order.</summary>
    public double Slack => 4 * ErrorOfScore(reach);

    /// <summary>What rounding may add to a distance that was computed by differences, beside a share of it.</summary>
    private double ErrorOfDistance => 2 * PackedCentroids<T>.Unit * (reach + norm);

    /// <summary>Whether scores tell a centroid at most this far from a row from others at least that far.</summary>
    public bool AreApart(double nearest, double second) => second > nearest && (second - nearest) * (second + nearest) > Slack;

    /// <summary>Finds the nearest centroid of each row of a block by the dense kernel, and sets its bounds to how far it and any other is. O(K d) a row.</summary>
    public void Score(RowBlock<T> block, Span<int> next, HamerlyBounds<T> bounds, Workspace workspace)
    {
        var index = workspace.Take<int>(block.Count);
        for (var i = 0; i < index.Length; i++)
        {
            index[i] = i;
        }

        Score(block, block.Values, index, next, bounds, workspace);
    }

    /// <summary>The same for some of its rows.</summary>
    public void Score(RowBlock<T> block, ReadOnlySpan<int> index, Span<int> next, HamerlyBounds<T> bounds, Workspace workspace)
    {
        if (!index.IsEmpty)
        {
            Score(block, Gathered(block, index, workspace), index, next, bounds, workspace);
        }
    }

    /// <summary>Turns scores of rows, given |x - origin|^2, into at most how far the rows are.</summary>
    public void Most(ReadOnlySpan<T> squares, Span<T> scores) => ToDistances(squares, scores, side: 1);

    /// <summary>The same for at least how far.</summary>
    public void Least(ReadOnlySpan<T> squares, Span<T> scores) => ToDistances(squares, scores, side: -1);

    /// <summary>At most how far a row is by one score, given |x - origin|^2.</summary>
    public double Most(T square, T score) => double.CreateTruncating(Distance(Lengths(new(square), side: 1), new(score), side: 1)[0]);

    /// <summary>At least how far it is by some scores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Least(T square, Span<T> scores)
    {
        var lengths = Lengths(new(square), side: -1);
        var k = 0;
        for (; k <= scores.Length - Vector<T>.Count; k += Vector<T>.Count)
        {
            Distance(lengths, new(scores[k..]), side: -1).CopyTo(scores[k..]);
        }

        for (; k < scores.Length; k++)
        {
            scores[k] = Distance(lengths, new(scores[k]), side: -1)[0];
        }
    }

    /// <summary>The same centroids for the kernel that has them in its lanes.</summary>
    public PackedCentroids<T> InCentroidLanes() => Centroids.Layout == AssignmentLayout.CentroidLanes
        ? Centroids
        : new(points, Centroids.Start[..Centroids.Clusters], Centroids.Origin, AssignmentLayout.CentroidLanes);

    /// <summary>At least how far each centroid is from any other. O(K^2 d).</summary>
    public double[] Apart()
    {
        var k = Centroids.Clusters;
        var start = Centroids.Start[..k];
        var squares = new T[k];
        using var workspace = new Workspace();
        var scores = new T[2 * k];
        NearestCentroid.Assign(points, new PackedCentroids<T>(points, start, new T[Centroids.Dimension], Centroids.Layout), new int[k], scores, squares, workspace);
        Least(squares, scores.AsSpan(k));
        return Array.ConvertAll(scores[k..], double.CreateTruncating);
    }

    /// <summary>Rows side by side.</summary>
    public static Span<T> Gathered(RowBlock<T> block, ReadOnlySpan<int> index, Workspace workspace) => Gathered(block.Values, index, block.Values.Length / block.Count, workspace);

    /// <summary>|x - origin|^2 of some rows, right to <see cref="Share"/>. O(d) a row.</summary>
    public void Norms(RowBlock<T> block, ReadOnlySpan<int> index, Span<T> squares) => RowDistances<T>.Run(block.Values, index, Centroids.Origin, nowhere, [], squares);

    /// <summary>At most how far some rows are from one centroid each, and on request at least how far. O(d) a row.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="index">Which of them; a row may be named more than once.</param>
    /// <param name="centroidOf">A centroid for each entry of the index.</param>
    /// <param name="most">A distance for each entry.</param>
    /// <param name="least">Another one, or none.</param>
    /// <param name="workspace">Gives memory.</param>
    public void Distances(RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<int> centroidOf, Span<double> most, Span<double> least, Workspace workspace)
    {
        var squares = workspace.Take<T>(index.Length);
        RowDistances<T>.Run(block.Values, index, Centroids.Origin, points, centroidOf, squares);
        for (var m = 0; m < index.Length; m++)
        {
            var distance = Math.Sqrt(double.CreateTruncating(squares[m]));
            most[m] = (distance * (1 + Share)) + ErrorOfDistance;
            if (!least.IsEmpty)
            {
                least[m] = Math.Max(0, (distance * (1 - Share)) - ErrorOfDistance);
            }
        }
    }

    /// <summary>At most how far a row is from a centroid; writes it less the origin, and gives the square of its length. O(d).</summary>
    /// <param name="row">The row.</param>
    /// <param name="ahead">Values from there to the row that is read next.</param>
    /// <param name="centroid">The centroid.</param>
    /// <param name="centered">Takes the row less the origin.</param>
    /// <param name="square">The square of its length.</param>
    public double Distance(ReadOnlySpan<T> row, nint ahead, int centroid, Span<T> centered, out T square)
    {
        var kernel = new CenteredRow<T>(row, Centroids.Origin, points.AsSpan(centroid * row.Length, row.Length), centered, ahead);
        SimdWidth.Run<T, CenteredRow<T>>(ref kernel);
        square = kernel.Square;
        return (Math.Sqrt(double.CreateTruncating(kernel.SquaredDistance)) * (1 + Share)) + ErrorOfDistance;
    }

    /// <summary>
    /// How far a score x.c - |c|^2 / 2 can be from the truth: d + 4 roundings of sums that are at most |x| |c| + |c|^2 (N. J. Higham 2002).
    /// </summary>
    private double ErrorOfScore(double rowNorm) => Share * norm * (rowNorm + norm);

    /// <summary>How far |x|^2 - 2 score may be from the squared distance: the errors of both, twice, for what is rounded on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<T> Error(Vector<T> square)
    {
        var length = T.CreateTruncating(norm);
        var ofScore = (Vector.SquareRoot(square) + new Vector<T>(length)) * new Vector<T>(T.CreateTruncating(4 * Share) * length);
        return ofScore + (new Vector<T>(T.CreateTruncating(2 * Share)) * square);
    }

    private void Score(RowBlock<T> block, ReadOnlySpan<T> values, ReadOnlySpan<int> index, Span<int> next, HamerlyBounds<T> bounds, Workspace workspace)
    {
        var labels = workspace.Take<int>(index.Length);
        var scores = workspace.Take<T>(2 * index.Length);
        var squares = workspace.Take<T>(index.Length);
        NearestCentroid.Assign(values, Centroids, labels, scores, squares, workspace);
        Most(squares, scores[..index.Length]);
        Least(squares, scores[index.Length..]);
        for (var m = 0; m < index.Length; m++)
        {
            next[index[m]] = labels[m];
            bounds.Set(block.First + index[m], labels[m], double.CreateTruncating(scores[m]), double.CreateTruncating(scores[index.Length + m]));
        }
    }

    /// <summary>Distances on one side of what scores say: 1 above, -1 below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ToDistances(ReadOnlySpan<T> squares, Span<T> scores, int side)
    {
        var m = 0;
        for (; m <= squares.Length - Vector<T>.Count; m += Vector<T>.Count)
        {
            Distance(Lengths(new(squares[m..]), side), new(scores[m..]), side).CopyTo(scores[m..]);
        }

        for (; m < squares.Length; m++)
        {
            scores[m] = Distance(Lengths(new(squares[m]), side), new(scores[m]), side)[0];
        }
    }

    /// <summary>|x|^2 and the error of what is made of it, on one side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector<T> Lengths(Vector<T> square, int side) => square + (new Vector<T>(T.CreateTruncating(side)) * Error(square));

    /// <summary>A distance on one side of what a score says.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Distance(Vector<T> lengths, Vector<T> score, int side) =>
        Vector.SquareRoot(Vector.Max(lengths - (Two * score), Vector<T>.Zero)) * new Vector<T>(T.CreateTruncating(1 + (side * 2 * PackedCentroids<T>.Unit)));

    private static Span<T> Gathered(ReadOnlySpan<T> values, ReadOnlySpan<int> index, int d, Workspace workspace)
    {
        var gathered = workspace.Take<T>(index.Length * d);
        for (var m = 0; m < index.Length; m++)
        {
            values.Slice(index[m] * d, d).CopyTo(gathered[(m * d)..]);
        }

        return gathered;
    }
}
