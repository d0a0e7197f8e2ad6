using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The centroids that moved farthest before a pass, in nested sets of half the size each: a row whose bounds hold against the slower ones need only be scored against a set.
/// Set 0 is all of them; set 1 those that moved at all, where that is fewer. Each lies as the dense kernel reads it, in the order of all centroids, so that of equals still
/// the first wins. O(K d) numbers and time a pass.
/// </summary>
internal sealed class FastCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int[] rank;
    private readonly List<int[]> members = [];
    private readonly List<PackedCentroids<T>> packed = [];
    private readonly List<double> outside = [];

    /// <param name="scoring">The pass's centroids.</param>
    /// <param name="steps">How far each of them moved before it.</param>
    public FastCentroids(RowScoring<T> scoring, double[] steps)
    {
        var all = scoring.Centroids;
        var order = Enumerable.Range(0, steps.Length).OrderByDescending(k => steps[k]).ToArray();
        rank = new int[steps.Length];
        for (var at = 0; at < order.Length; at++)
        {
            rank[order[at]] = at;
        }

        members.Add([.. Enumerable.Range(0, steps.Length)]);
        packed.Add(all);
        outside.Add(0);
        var moved = steps.Count(step => step > 0);
        for (var size = Whole(Math.Min(moved, (steps.Length + 1) / 2), all.PanelWidth); size > 0 && size < members[^1].Length; size = Whole(size / 2, all.PanelWidth))
        {
            Add(scoring, [.. order[..size].Order()], steps[order[size]]);
        }
    }

    /// <summary>How many sets there are.</summary>
    public int Sets => members.Count;

    /// <summary>The numbers of a set's centroids, rising.</summary>
    public ReadOnlySpan<int> Members(int set) => members[set];

    /// <summary>A set's centroids.</summary>
    public PackedCentroids<T> Packed(int set) => packed[set];

    /// <summary>The farthest that a centroid moved which is not in a set.</summary>
    public double Outside(int set) => outside[set];

    /// <summary>Whether a set holds a centroid.</summary>
    public bool Contains(int set, int centroid) => rank[centroid] < members[set].Length;

    private static int Whole(int size, int panel) => (size + panel - 1) / panel * panel;

    private void Add(RowScoring<T> scoring, int[] numbers, double farthestOutside)
    {
        var all = scoring.Centroids;
        var points = new T[numbers.Length * all.Dimension];
        var start = new T[numbers.Length];
        for (var at = 0; at < numbers.Length; at++)
        {
            scoring.Points.Slice(numbers[at] * all.Dimension, all.Dimension).CopyTo(points.AsSpan(at * all.Dimension));
            start[at] = all.Start[numbers[at]];
        }

        members.Add(numbers);
        packed.Add(new(points, start, all.Origin, all.Layout));
        outside.Add(farthestOutside);
    }
}
