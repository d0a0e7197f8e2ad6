using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The centroids that moved farthest before a pass, in nested sets of half the size each: a row whose bounds hold against the slower ones need only be scored against a set
/// (after T. Kaukoranta, P. Fränti and O. Nevalainen 2000, who tell moving centroids from those that stand still).
/// Set 0 is all of them; set 1 those that moved at all, where that is fewer. Each lies as the dense kernel reads it, in the order of all centroids, so that of equals still
/// the first wins. O(K d) numbers and time a pass.
/// </summary>
internal sealed class FastCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>To read and gather a row for a look costs as much as this many centroids.</summary>
    private const int Overhead = 300;

    private readonly int[] rank;
    private readonly List<Set> sets = [];
    private readonly double[] outside;
    private readonly double[] shares;

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

        sets.Add(new([.. Enumerable.Range(0, steps.Length)], all, 0));
        var moved = steps.Count(step => step > 0);
        for (var size = Whole(Math.Min(moved, (steps.Length + 1) / 2), all.PanelWidth); size > 0 && size < sets[^1].Members.Length; size = Whole(size / 2, all.PanelWidth))
        {
            int[] members = [.. order[..size].Order()];
            sets.Add(new(members, Packed(scoring, members), steps[order[size]]));
        }

        outside = [.. sets.Select(set => set.Outside)];
        shares = [.. sets.Select(set => (double)(set.Members.Length + Overhead) / (steps.Length + Overhead))];
    }

    /// <summary>How many sets there are.</summary>
    public int Sets => outside.Length;

    /// <summary>The numbers of a set's centroids, rising.</summary>
    public ReadOnlySpan<int> Members(int set) => sets[set].Members;

    /// <summary>A set's centroids.</summary>
    public PackedCentroids<T> Packed(int set) => sets[set].Packed;

    /// <summary>The farthest that a centroid moved which is not in a set.</summary>
    public double Outside(int set) => outside[set];

    /// <summary>A set's share of all centroids: what a look at it costs beside one at all of them.</summary>
    public double Share(int set) => shares[set];

    /// <summary>What a look at the smallest set costs.</summary>
    public double LeastShare => shares[^1];

    /// <summary>Whether a set holds a centroid.</summary>
    public bool Contains(int set, int centroid) => rank[centroid] < sets[set].Members.Length;

    private static int Whole(int size, int panel) => (size + panel - 1) / panel * panel;

    private static PackedCentroids<T> Packed(RowScoring<T> scoring, int[] members)
    {
        var all = scoring.Centroids;
        var points = new T[members.Length * all.Dimension];
        var start = new T[members.Length];
        for (var at = 0; at < members.Length; at++)
        {
            scoring.Points.Slice(members[at] * all.Dimension, all.Dimension).CopyTo(points.AsSpan(at * all.Dimension));
            start[at] = all.Start[members[at]];
        }

        return new(points, start, all.Origin, all.Layout);
    }

    private sealed record Set(int[] Members, PackedCentroids<T> Packed, double Outside);
}
