using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Breathing k-means (B. Fritzke, "The breathing k-means algorithm", 2020). Breathing in adds m centroids beside those whose clusters cost
/// most; breathing out takes the m away that are missed least, but not two near each other. Each is followed by the way down. A breath that
/// gains is kept; one that does not makes the next one shallower, until m is 0.
/// </summary>
/// <param name="descent">The way down, for K + m centroids at most.</param>
/// <param name="dimension">d.</param>
/// <param name="limits">When to stop at the latest.</param>
/// <param name="seed">The seed of all draws.</param>
/// <param name="clock">Counts breaths.</param>
internal sealed class BreathingSearch(IDescent descent, int dimension, SearchLimits limits, ulong seed, SearchClock clock)
{
    /// <summary>m of the first breath; as published.</summary>
    public const int Deepest = 5;

    /// <summary>New centroids are this far from old ones, as a share of the root mean squared distance; as published.</summary>
    private const double Offset = 0.01;

    /// <summary>A gain below this share of the inertia is none; as published.</summary>
    private const double LeastGain = 1e-4;

    public Individual Run(Individual start, double weight)
    {
        var best = start;
        var random = new RandomStream(seed, RandomPurpose.Search, ulong.MaxValue);
        var breadth = Math.Min(Deepest, start.Centroids.Length / dimension);
        for (var breath = 0; breadth > 0 && breath < (limits.Iterations ?? int.MaxValue) && descent.Passes < limits.Passes && !clock.IsTimeUp; breath++)
        {
            var wide = In(best, breadth, random, Offset * Math.Sqrt(best.Inertia / weight));
            descent.Descend(wide, clock.CancellationToken);
            var next = Out(wide, breadth);
            var found = new Individual(next, descent.Descend(next, clock.CancellationToken));
            var gained = found.Inertia < best.Inertia * (1 - LeastGain);
            best = found.IsBetterThan(best) ? found : best;
            breadth -= gained ? 0 : 1;
            clock.Step(gained, best.Inertia);
        }

        return best;
    }

    /// <summary>The centroids, and beside each of the <paramref name="breadth"/> costliest one more.</summary>
    private double[] In(Individual best, int breadth, RandomStream random, double offset)
    {
        descent.Measure(best.Centroids, clock.CancellationToken);
        var costliest = Ranks(descent.Errors.ToArray()).Reverse().Take(breadth).ToArray();
        double[] wide = [.. best.Centroids, .. costliest.SelectMany(k => best.Centroids[(k * dimension)..((k + 1) * dimension)])];
        for (var j = best.Centroids.Length; j < wide.Length; j++)
        {
            wide[j] += offset * ((2 * random.NextDouble()) - 1);
        }

        return wide;
    }

    /// <summary>The centroids without <paramref name="breadth"/> of the least utility; the neighbours of one that goes stay.</summary>
    private double[] Out(double[] wide, int breadth)
    {
        descent.Measure(wide, clock.CancellationToken);
        var utilities = descent.Utilities.ToArray();
        var clusters = utilities.Length;
        var near = new Neighbours(wide, dimension);
        var goes = new bool[clusters];
        var stays = new bool[clusters];
        int gone = 0, frozen = 0;
        foreach (var k in Ranks(utilities))
        {
            if (gone == breadth)
            {
                break;
            }

            if (stays[k])
            {
                continue;
            }

            goes[k] = true;
            gone++;
            foreach (var other in near.Of(k))
            {
                // As many may be frozen as leave enough to take away.
                if (!goes[other] && !stays[other] && frozen + breadth < clusters)
                {
                    stays[other] = true;
                    frozen++;
                }
            }
        }

        return [.. Enumerable.Range(0, clusters).Where(k => !goes[k]).SelectMany(k => wide[(k * dimension)..((k + 1) * dimension)])];
    }

    /// <summary>Numbers in rising order of their values, of equals the first ahead.</summary>
    private static IEnumerable<int> Ranks(double[] values) => Enumerable.Range(0, values.Length).OrderBy(k => values[k]);

    /// <summary>Which centroids are near each other: closer than 1.1 times the mean distance to the nearest other one; as published.</summary>
    private sealed class Neighbours
    {
        private const double Reach = 1.1;

        private readonly double[] centroids;
        private readonly int dimension;
        private readonly double reach;

        public Neighbours(double[] centroids, int dimension)
        {
            this.centroids = centroids;
            this.dimension = dimension;
            reach = Reach * Enumerable.Range(0, Count).Average(k => Enumerable.Range(0, Count).Where(o => o != k).Min(o => Distance(k, o)));
        }

        private int Count => centroids.Length / dimension;

        public IEnumerable<int> Of(int cluster) => Enumerable.Range(0, Count).Where(o => o != cluster && Distance(cluster, o) < reach);

        private double Distance(int a, int b) =>
            Math.Sqrt(SquaredDistance.Between<double>(centroids.AsSpan(a * dimension, dimension), centroids.AsSpan(b * dimension, dimension)));
    }
}
