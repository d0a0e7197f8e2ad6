using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mixtura.Kernels;

/// <summary>
/// Nearest centroids by bounds of all scores that are made of products of bytes (<see cref="ScoreBounds{T}"/>). Scores that may be the best are then computed from the numbers themselves.
/// Where one of them is certainly above the others, its centroid is the one that brute force finds; the few rows that are left go through
/// <see cref="CentroidLaneAssignment{T, TScores}"/>. n K d multiplications of bytes.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TScores">Which scores are kept beside the index.</typeparam>
/// <param name="rows">Rows of d values.</param>
/// <param name="centroids">The centroids.</param>
/// <param name="coded">The same in codes.</param>
/// <param name="labels">An index for each row.</param>
/// <param name="scores">Where they are kept: the best score of each row, and then at least the second best of each.</param>
/// <param name="squares">And the square of each row's distance from the origin.</param>
/// <param name="workspace">Gives memory.</param>
internal readonly ref struct CodedAssignment<T, TScores>(
    ReadOnlySpan<T> rows, PackedCentroids<T> centroids, CodedCentroids<T> coded, Span<int> labels, Span<T> scores, Span<T> squares, Workspace workspace)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TScores : struct, IKeptScores
{
    /// <summary>After so many rows it shows whether codes tell centroids apart,</summary>
    private const int Trial = 256;

    /// <summary>which they must for all but this share of the rows,</summary>
    private const double MostDoubtful = 0.4;

    /// <summary>leaving fewer candidates than this share of the centroids.</summary>
    private const double MostCandidates = 0.15;

    private readonly ReadOnlySpan<T> rows = rows;
    private readonly Span<int> labels = labels;
    private readonly Span<T> scores = scores;
    private readonly Span<T> squares = squares;

    public void Run()
    {
        var d = coded.Dimension;
        var bounds = new ScoreBounds<T>(coded, workspace);
        var candidates = workspace.Take<int>(coded.Clusters);
        var products = workspace.Take<T>(coded.Clusters);
        var doubtful = workspace.Take<int>(labels.Length);
        var found = 0;
        long looked = 0;
        for (var first = 0; first < labels.Length; first += ScoreBounds<T>.RowsAtOnce)
        {
            if (first >= Trial && (found > MostDoubtful * first || looked > MostCandidates * first * coded.Clusters))
            {
                for (; first < labels.Length; first++)
                {
                    doubtful[found++] = first;
                }

                break;
            }

            var some = Math.Min(ScoreBounds<T>.RowsAtOnce, labels.Length - first);
            bounds.Code(rows.Slice(first * d, some * d));
            for (var i = 0; i < some; i++)
            {
                var listed = bounds.Candidates(i, bounds.Of(i), candidates, out var others);
                looked += listed;
                if (listed == 0 || !Best(bounds.Near(i), bounds.Square(i), candidates[..listed], products, others, first + i))
                {
                    doubtful[found++] = first + i;
                }
            }
        }

        Settle(doubtful[..found]);
    }

    /// <summary>Writes the best of a row's candidates, or says that rounding may hide it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Best(ReadOnlySpan<T> row, T square, ReadOnlySpan<int> candidates, Span<T> products, float others, int at)
    {
        if (TScores.AreKept)
        {
            squares[at] = square;
        }
        else if (candidates.Length == 1)
        {
            labels[at] = candidates[0];
            return true;
        }

        var best = coded.Best(row, square, candidates, products, out var second);
        if (best < 0)
        {
            return false;
        }

        labels[at] = candidates[best];
        if (TScores.AreKept)
        {
            scores[at] = products[best];
            scores[labels.Length + at] = T.Max(second, T.CreateTruncating(others));
        }

        return true;
    }

    /// <summary>The exact scores of the rows that are left.</summary>
    private void Settle(ReadOnlySpan<int> doubtful)
    {
        if (doubtful.IsEmpty)
        {
            return;
        }

        var d = coded.Dimension;
        var gathered = workspace.Take<T>(doubtful.Length * d);
        for (var m = 0; m < doubtful.Length; m++)
        {
            rows.Slice(doubtful[m] * d, d).CopyTo(gathered[(m * d)..]);
        }

        var winners = workspace.Take<int>(doubtful.Length);
        var kept = workspace.Take<T>(TScores.AreKept ? 2 * doubtful.Length : 0);
        var lengths = workspace.Take<T>(TScores.AreKept ? doubtful.Length : 0);
        NearestCentroid.Exactly<T, TScores>(gathered, centroids, winners, kept, lengths, workspace);
        for (var m = 0; m < doubtful.Length; m++)
        {
            labels[doubtful[m]] = winners[m];
            if (TScores.AreKept)
            {
                scores[doubtful[m]] = kept[m];
                scores[labels.Length + doubtful[m]] = kept[doubtful.Length + m];
                squares[doubtful[m]] = lengths[m];
            }
        }
    }
}
