namespace Mixtura;

/// <summary>
/// A part of the tree that one thread at a time walks through, with the centroids that may be nearest to its rows for some passes to come (neighbour lists with a skin:
/// L. Verlet, "Computer 'experiments' on classical fluids", Physical Review 159, 1967): how far these moved says how long bounds below it hold, and those that move fast
/// elsewhere do not count.
/// </summary>
/// <param name="node">Its first node.</param>
internal sealed class FilteringRegion(int node)
{
    /// <summary>Rounding of a sum of three numbers, and as much again.</summary>
    private const double Up = 1 + 1e-15;

    /// <summary>Candidates that were are kept up to so many times those that there are.</summary>
    private const int Many = 2;
    private double since;
    private double margin;

    public int Node { get; } = node;

    /// <summary>The numbers of the centroids, rising.</summary>
    public ushort[] Candidates { get; private set; } = [];

    /// <summary>By how much any two of them may have come nearer to a row, one from the other, in all passes.</summary>
    public double Path { get; private set; }

    /// <summary>What the last pass added to that.</summary>
    public double LastStep { get; private set; }

    /// <summary>Whether candidates have come in with this pass: no bound below knows how far they have come.</summary>
    public bool HasNew { get; private set; }

    /// <summary>Goes on to the next model.</summary>
    /// <param name="steps">How far each centroid moved.</param>
    public void Advance(ReadOnlySpan<double> steps)
    {
        double farthest = 0, next = 0;
        foreach (var k in Candidates)
        {
            var step = steps[k];
            next = Math.Max(next, Math.Min(step, farthest));
            farthest = Math.Max(step, farthest);
        }

        HasNew = false;
        LastStep = farthest + next;
        Path = (Path + LastStep) * Up;
    }

    /// <summary>Whether another centroid may be nearest by now; of paths that are no longer finite nothing else is known.</summary>
    /// <param name="pairs">By how much any two of all centroids may have come nearer.</param>
    public bool IsExpired(double pairs) => !(margin > (pairs - since) * Up);

    /// <summary>Takes candidates anew. As long as none comes in, those that were are kept where they are not many more: they may come back.</summary>
    /// <param name="candidates">Their numbers, rising.</param>
    /// <param name="pairs">By how much any two of all centroids may have come nearer.</param>
    /// <param name="margin">By how much another centroid may come nearer until it may be nearest.</param>
    public void Set(ushort[] candidates, double pairs, double margin)
    {
        HasNew = !IsWithin(candidates, Candidates);
        Candidates = HasNew || Candidates.Length > Many * candidates.Length ? candidates : Candidates;
        (this.margin, since) = (margin, pairs);
    }

    /// <summary>Whether all of some rising numbers are among others.</summary>
    private static bool IsWithin(ReadOnlySpan<ushort> some, ReadOnlySpan<ushort> all)
    {
        var at = 0;
        foreach (var number in some)
        {
            while (at < all.Length && all[at] < number)
            {
                at++;
            }

            if (at == all.Length || all[at] != number)
            {
                return false;
            }
        }

        return true;
    }
}
