using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// As <see cref="ExponionAssignment{T}"/>, but each row remembers its second nearest centroid: the nearer z of that and the own one is the center, and nothing farther from z than the
/// row's distances to z and to the second nearest centroid found so far together can be nearer than that. This ball is the smaller one from the start, and shrinks from ring to ring
/// (C. Borgelt, "Even faster exact k-means clustering", IDA 2020). 16 bytes a row, 4 K^2 for all.
/// </summary>
internal sealed class ShallotAssignment<T> : RingedAssignment<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Unknown = -1;
    private readonly int[] remembered;

    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">K.</param>
    /// <param name="summary">Their moments.</param>
    /// <param name="radius">The ball that holds them.</param>
    public ShallotAssignment(Observations<T> rows, int clusters, FeatureSummary summary, RowRadius radius)
        : base(rows, clusters, summary, radius)
    {
        remembered = new int[rows.Count];
        Array.Fill(remembered, Unknown);
    }

    protected override int Search(
        RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<double> distances, Span<int> next, CandidatePairs<T> pairs, Span<int> hard, Workspace workspace)
    {
        var memory = remembered.AsSpan((int)block.First, block.Count);
        var found = workspace.Take<Neighborhood>(index.Length);
        var active = workspace.Take<int>(index.Length);
        Start(block, index, next, memory, pairs, found, workspace);
        for (var m = 0; m < index.Length; m++)
        {
            active[m] = m;
        }

        // All rows go on to their next ring together, so that distances are measured many at a time.
        var left = 0;
        for (var ring = 0; !active.IsEmpty; ring++)
        {
            var (listed, on) = (0, 0);
            foreach (var m in active)
            {
                var i = index[m];
                var rings = Around(found[m].Center.Centroid);
                var ball = found[m].Ball(rings.From(0));
                if (rings.From(MostRings) <= ball)
                {
                    memory[i] = Unknown;
                    hard[left++] = i;
                }
                else if (rings.From(ring) <= ball)
                {
                    listed = List(i, rings.Of(ring), next[i], memory[i], pairs, listed);
                    active[on] = m;
                    pairs.End(on++, listed);
                }
                else
                {
                    memory[i] = found[m].Second.Centroid;
                    hard[left] = i;
                    left += IsSettled(block.First + i, found[m], rings.From(ring), ref next[i]) ? 0 : 1;
                }
            }

            active = active[..on];
            pairs.Measure(block, listed, workspace);
            for (var a = 0; a < active.Length; a++)
            {
                Offer(pairs, a, ref found[active[a]]);
            }
        }

        return left;
    }

    /// <summary>Measures the own and the remembered centroids; a row that remembers none begins with the nearest to its own.</summary>
    private void Start(
        RowBlock<T> block, ReadOnlySpan<int> index, ReadOnlySpan<int> labels, Span<int> memory, CandidatePairs<T> pairs, Span<Neighborhood> found, Workspace workspace)
    {
        for (var m = 0; m < index.Length; m++)
        {
            var i = index[m];
            memory[i] = memory[i] == Unknown || memory[i] == labels[i] ? Around(labels[i]).Of(0)[0] : memory[i];
            pairs.Set(2 * m, i, labels[i]);
            pairs.Set((2 * m) + 1, i, memory[i]);
        }

        pairs.Measure(block, 2 * index.Length, workspace);
        for (var m = 0; m < index.Length; m++)
        {
            found[m] = new(At(pairs, 2 * m), At(pairs, (2 * m) + 1));
        }
    }

    /// <summary>Lists a ring but for the two centroids that were measured at the start.</summary>
    private static int List(int row, ReadOnlySpan<int> ring, int own, int second, CandidatePairs<T> pairs, int listed)
    {
        foreach (var k in ring)
        {
            if (k != own && k != second)
            {
                pairs.Set(listed++, row, k);
            }
        }

        return listed;
    }

    private static void Offer(CandidatePairs<T> pairs, int row, ref Neighborhood found)
    {
        var (begin, end) = (pairs.Of(row).Start.Value, pairs.Of(row).End.Value);
        for (var pair = begin; pair < end; pair++)
        {
            found.Offer(At(pairs, pair));
        }
    }

    private static Neighbor At(CandidatePairs<T> pairs, int pair) => new(pairs.Centroid(pair), pairs.Most(pair), pairs.Least(pair));

    /// <summary>Sets the label and the bounds of a row around whose center all centroids nearer than the rest have been looked at, unless rounding may hide another one.</summary>
    private bool IsSettled(long row, in Neighborhood found, double rest, ref int label)
    {
        var second = Math.Min(found.Second.Least, rest - found.Center.Most);
        if (!Scoring.AreApart(found.First.Most, second))
        {
            return false;
        }

        label = found.First.Centroid;
        Bounds.Set(row, label, found.First.Most, second);
        return true;
    }

    /// <summary>A centroid, and at most and at least how far it is from a row.</summary>
    private readonly record struct Neighbor(int Centroid, double Most, double Least);

    /// <summary>The two nearest centroids to a row that have been found, and the center that others are looked for around: the nearest at the start.</summary>
    private struct Neighborhood
    {
        public Neighborhood(Neighbor own, Neighbor remembered)
        {
            (First, Second) = remembered.Most < own.Most ? (remembered, own) : (own, remembered);
            Center = First;
        }

        public Neighbor Center { get; }

        public Neighbor First { get; private set; }

        public Neighbor Second { get; private set; }

        /// <summary>How far from the center one of the two nearest centroids may be, the nearest to the center being s from it.</summary>
        public readonly double Ball(double s) => Center.Most + Math.Min(Second.Most, Center.Most + s);

        public void Offer(Neighbor other)
        {
            if (other.Most < First.Most)
            {
                (First, Second) = (other, First);
            }
            else if (other.Most < Second.Most)
            {
                Second = other;
            }
        }
    }
}
