using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// HG-means (D. Gribel and T. Vidal, "HG-means: A scalable hybrid genetic algorithm for minimum sum-of-squares clustering", Pattern
/// Recognition 88, 2019): children of two parents by <see cref="Crossover"/>, one centroid moved to a row drawn by its cost, then the way
/// down. Beyond the paper the way down goes on with single rows (<see cref="SmallDescent"/>), and where rows are few, several populations
/// evolve apart until they stagnate; unless they agree, their best then found a last one.
/// </summary>
/// <param name="descents">A way down for each population that evolves at a time.</param>
/// <param name="clusters">K, at least 2.</param>
/// <param name="dimension">d.</param>
/// <param name="seed">The seed of all draws.</param>
/// <param name="limits">When to stop at the latest.</param>
/// <param name="clock">Counts children.</param>
internal sealed class GeneticSearch(IReadOnlyList<IDescent> descents, int clusters, int dimension, ulong seed, SearchLimits limits, SearchClock clock)
{
    /// <summary>Populations that evolve apart where rows are few: one stagnates early on every second hard set, four at once hardly ever.</summary>
    public const int Islands = 4;

    /// <summary>How many of each found the last population.</summary>
    private const int Emigrants = 5;

    public Individual Run(Individual start, bool areRowsFew, int threads)
    {
        var islands = areRowsFew ? Islands : 1;
        var best = start;
        for (var age = 0; ; age++)
        {
            best = Age(age, islands, best, threads);

            // A time limit alone means to use that time: new populations start against the best.
            if (limits is not { Time: not null, Iterations: null } || clock.IsTimeUp)
            {
                return best;
            }
        }
    }

    private Individual Age(int age, int islands, Individual start, int threads)
    {
        var populations = new Population[islands];
        var options = new ParallelOptions { MaxDegreeOfParallelism = Math.Min(threads, descents.Count), CancellationToken = clock.CancellationToken };
        Parallel.For(0, islands, options, i =>
        {
            populations[i] = new();
            if (i == 0)
            {
                populations[i].Add(start);
            }

            Evolve(populations[i], descents[i], (age * (Islands + 1)) + i, limits.Iterations / (islands == 1 ? 1 : islands + 1));
        });
        if (islands == 1 || (limits.Iterations is null && Array.TrueForAll(populations, p => !p.Best.IsBetterThan(populations[0].Best) && !populations[0].Best.IsBetterThan(p.Best))))
        {
            return populations[0].Best;
        }

        var last = new Population();
        foreach (var one in populations.SelectMany(p => p.Elite(Emigrants)))
        {
            last.Add(one);
        }

        Evolve(last, descents[0], (age * (Islands + 1)) + islands, limits.Iterations - (limits.Iterations / (islands + 1) * islands));
        return last.Best;
    }

    /// <summary>Founds a population where it is small, and lets children be born: so many, or until many in a row bring nothing.</summary>
    private void Evolve(Population population, IDescent descent, int island, int? children)
    {
        var crossover = new Crossover(clusters, dimension);
        ulong born = 0;
        RandomStream NextStream() => new(seed, RandomPurpose.Search, ((ulong)island << 40) + born++);
        while (!population.IsFounded && !clock.IsTimeUp)
        {
            var centroids = descent.Found(clusters, NextStream(), clock.CancellationToken);
            population.Add(new(centroids, descent.Descend(centroids, clock.CancellationToken)));
        }

        var barren = 0;
        for (var child = 0; child < (children ?? int.MaxValue) && (children is not null || barren < Patience) && !clock.IsTimeUp; child++)
        {
            var random = NextStream();
            var centroids = crossover.Child(population.Tournament(random), population.Tournament(random), random);
            Mutate(descent, centroids, random);
            var one = new Individual(centroids, descent.Descend(centroids, clock.CancellationToken));
            var isBest = population.Add(one);
            barren = isBest ? 0 : barren + 1;
            clock.Step(isBest, population.Best.Inertia);
        }
    }

    /// <summary>Takes a centroid away at random and draws a row for its place, by its cost without it.</summary>
    private void Mutate(IDescent descent, Span<double> centroids, RandomStream random)
    {
        // The last centroid fills the gap, so that those that stay are in one piece.
        var gone = (int)random.NextBelow(clusters);
        var drawn = centroids[^dimension..];
        drawn.CopyTo(centroids.Slice(gone * dimension, dimension));
        descent.Measure(centroids[..^dimension], clock.CancellationToken);
        descent.DrawByCost(random, drawn);
    }

    /// <summary>Children in a row that bring nothing, after which a population is left: more for more clusters.</summary>
    private int Patience => Math.Max(Math.Min(PatienceForFew, PatienceForSome * clusters), PatienceForMany * clusters);

    private const int PatienceForFew = 200, PatienceForSome = 50, PatienceForMany = 10;
}
