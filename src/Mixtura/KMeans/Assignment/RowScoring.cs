using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>One pass's centroids as bounds need them: exact labels by the dense kernels, and distances with the rounding that they may have.</summary>
/// <param name="centroids">The pass's centroids.</param>
/// <param name="radius">The ball that holds all rows.</param>
internal sealed class RowScoring<T>(PackedCentroids<T> centroids, RowRadius radius)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Half a unit in the last place of 1, and a little for products of errors.</summary>
    private static readonly double Unit = typeof(T) == typeof(float) ? 6.0e-8 : 1.12e-16;

    private readonly T[] points = centroids.Unpacked();
    private readonly T[] nowhere = new T[centroids.Dimension];
    private readonly double norm = centroids.LargestNorm;
    private readonly double reach = radius.About<T>(centroids.Origin);

    /// <summary>A sum of d terms of one sign is right to this share of it.</summary>
    private readonly double share = (centroids.Dimension + 4) * Unit;

    /// <summary>How much the squared distances of two centroids to any row must differ for their scores to be in the same order.</summary>
    public double Slack => 4 * ErrorOfScore(reach);

    /// <summary>
    /// The nearest centroid of some rows by the dense kernel, at most how far it is, and at least how far any other is. O(K d) a row.
    /// </summary>
    public void Score(RowBlock<T> block, ReadOnlySpan<int> index, Span<int> labels, Span<double> nearest, Span<double> second, Workspace workspace)
    {
        var d = centroids.Dimension;
        var values = index.Length == block.Count ? block.Values : Gathered(block.Values, index, d, workspace);
        var scores = workspace.Take<T>(2 * index.Length);
        var squares = workspace.Take<T>(index.Length);
        NearestCentroid.Assign(values, centroids, labels, scores, workspace);
        RowDistances<T>.Run(block.Values, index, centroids.Origin, nowhere, [], squares);
        for (var m = 0; m < index.Length; m++)
        {
            var square = double.CreateTruncating(squares[m]);
            var error = (2 * ErrorOfScore(Math.Sqrt(square) * (1 + share))) + (share * square);
            nearest[m] = Root(square - (2 * double.CreateTruncating(scores[m])) + error) * (1 + Unit);
            second[m] = Root(square - (2 * double.CreateTruncating(scores[index.Length + m])) - error) * (1 - Unit);
        }
    }

    /// <summary>At most how far some rows are from given centroids. O(d) a row.</summary>
    public void Distances(RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<int> labels, Span<double> distances, Workspace workspace)
    {
        var squares = workspace.Take<T>(index.Length);
        RowDistances<T>.Run(block.Values, index, centroids.Origin, points, labels, squares);
        var error = 2 * Unit * (reach + norm);
        for (var m = 0; m < index.Length; m++)
        {
            distances[m] = (Math.Sqrt(double.CreateTruncating(squares[m])) * (1 + share)) + error;
        }
    }

    /// <summary>
    /// How far a score x.c - |c|^2 / 2 can be from the truth: d + 4 roundings of sums that are at most |x| |c| + |c|^2 (N. J. Higham 2002).
    /// </summary>
    private double ErrorOfScore(double rowNorm) => share * norm * (rowNorm + norm);

    private static double Root(double square) => square > 0 ? Math.Sqrt(square) : 0;

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
