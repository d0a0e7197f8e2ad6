using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The individuals of HG-means (Gribel and Vidal 2019): parents come from tournaments of two, and when there are too many, clones and then
/// the worst go. Kept sorted, the best first, of equals the older.
/// </summary>
internal sealed class Population
{
    /// <summary>How many survive, and at how many selection sets in, as published.</summary>
    public const int Least = 10, Most = 20;

    private readonly List<Individual> members = [];

    public Individual Best => members[0];

    public bool IsEmpty => members.Count == 0;

    /// <summary>Whether there are as many as survive a selection.</summary>
    public bool IsFounded => members.Count >= Least;

    /// <summary>The best few, none twice.</summary>
    public IEnumerable<Individual> Elite(int count) => Different().Take(count);

    /// <summary>Adds one; says whether it is better than all.</summary>
    public bool Add(Individual one)
    {
        var isBest = members.Count == 0 || one.IsBetterThan(Best);
        var at = members.Count;
        while (at > 0 && members[at - 1].Inertia > one.Inertia)
        {
            at--;
        }

        members.Insert(at, one);
        if (members.Count >= Most)
        {
            Individual[] survivors = [.. Elite(Least)];
            members.Clear();
            members.AddRange(survivors);
        }

        return isBest;
    }

    /// <summary>The better of two drawn at random.</summary>
    public Individual Tournament(RandomStream random) =>
        members[(int)Math.Min(random.NextBelow(members.Count), random.NextBelow(members.Count))];

    private IEnumerable<Individual> Different()
    {
        Individual? last = null;
        foreach (var member in members)
        {
            if (last is null || last.IsBetterThan(member))
            {
                last = member;
                yield return member;
            }
        }
    }
}
