using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// HG-means (D. Gribel and T. Vidal, "HG-means: A scalable hybrid genetic algorithm for minimum sum-of-squares clustering", Pattern
/// Recognition 88, 2019): children of two parents by <see cref="Crossover"/>, one centroid moved to a row drawn by its cost, then the way
/// down. Beyond the paper the way down goes on with single rows (<see cref="SmallDescent"/>), and several populations may evolve apart until
/// they stagnate; unless they agree, their best then found a last one.
/// </summary>
/// <param name="descents">A way down for each population.</param>
/// <param name="clusters">K, at least 2.</param>
/// <param name="dimension">d.</param>
/// <param name="patience">Children in a row that bring nothing, after which a population is left.</param>
/// <param name="limits">When to stop at the latest.</param>
/// <param name="seed">The seed of all draws.</param>
/// <param name="clock">Counts children.</param>
internal sealed class GeneticSearch(IReadOnlyList<IDescent> descents, int clusters, int dimension, int patience, SearchLimits limits, ulong seed, SearchClock clock)
{
    /// <summary>Populations that evolve apart where rows are few: one alone gets stuck on every second hard set, four then one hardly ever.</summary>
    public const int Islands = 4;

    /// <summary>How many of each found the last population.</summary>
    private const int Emigrants = 5;

    /// <summary>A patience that reaches the best inertia known on the usual sets from almost every seed.</summary>
    public static int PatienceFor(int clusters) => Math.Max(Math.Min(100, 50 * clusters), (12 * clusters) - 100);

    public Individual Run(Individual start, int threads)
    {
        var best = start;
        for (var age = 0; ; age++)
        {
            best = Age(age, best, threads);

            // A time limit alone means to use that time: new populations start against the best.
            if (limits is not { Time: not null, Iterations: null } || clock.IsTimeUp)
            {
                return best;
            }
        }
    }

    /// <summary>Populations apart, the first with the best so far in it; then one of them all.</summary>
    private Individual Age(int age, Individual start, int threads)
    {
        var populations = Enumerable.Range(0, descents.Count).Select(_ => new Population()).ToArray();
        var stream = age * (populations.Length + 1);
        populations[0].Add(start);
        if (populations.Length == 1)
        {
            Evolve(populations[0], descents[0], stream, limits.Iterations);
            return populations[0].Best;
        }

        var share = limits.Iterations / (populations.Length + 1);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = clock.CancellationToken };
        Parallel.For(0, populations.Length, options, i => Evolve(populations[i], descents[i], stream + i, share));
        if (limits.Iterations is null && Array.TrueForAll(populations, p => p.IsEmpty || p.Best.IsSameAs(populations[0].Best)))
        {
            return populations[0].Best;
        }

        var last = new Population();
        foreach (var one in populations.SelectMany(p => p.Elite(Emigrants)))
        {
            last.Add(one);
        }

        Evolve(last, descents[0], stream + populations.Length, limits.Iterations - (share * populations.Length));
        return last.Best;
    }

    /// <summary>Founds a population where it is small, and lets children be born: so many, or until many in a row bring nothing.</summary>
    private void Evolve(Population population, IDescent descent, int stream, int? children)
    {
        var crossover = new Crossover(clusters, dimension);
        ulong born = 0;
        RandomStream NextStream() => new(seed, RandomPurpose.Search, ((ulong)stream << 40) + born++);
        bool MustStop() => clock.IsTimeUp || descent.Passes >= limits.Passes;
        for (var tries = 0; tries < Population.Least && !population.IsFounded && !MustStop(); tries++)
        {
            var centroids = descent.Found(clusters, NextStream(), clock.CancellationToken);
            population.Add(new(centroids, descent.Descend(centroids, clock.CancellationToken)));
        }

        var barren = 0;
        for (var child = 0; (children is null ? barren < patience : child < children) && !population.IsEmpty && !MustStop(); child++)
        {
            var random = NextStream();
            var centroids = crossover.Child(population.Tournament(random), population.Tournament(random), random);
            Mutate(descent, centroids, random);
            var isBest = population.Add(new(centroids, descent.Descend(centroids, clock.CancellationToken)));
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
}
