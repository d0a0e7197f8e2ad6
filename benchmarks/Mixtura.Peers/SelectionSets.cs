using System.Globalization;
using Mixtura.Datasets;

namespace Mixtura.Peers;

/// <summary>A set of rows whose number of clusters is known.</summary>
/// <param name="Name">How it was made.</param>
/// <param name="Rows">n x d rows.</param>
/// <param name="Clusters">The true number; 1 where there is no structure.</param>
internal sealed record SelectionSet(string Name, Observations<double> Rows, int Clusters);

/// <summary>
/// Sixty sets of 1 to 12 normal clusters in 2 to 20 features, five of each number: round or long, apart or overlapping, of unequal sizes; and ten without structure, not all of them normal.
/// </summary>
internal static class SelectionSets
{
    /// <summary>The least distance between two means, in standard deviations of the two covariances' mean.</summary>
    private const double Apart = 6, Overlapping = 3;

    private static readonly (bool IsLong, double Distance, int Dimension)[] Kinds =
        [(false, Apart, 2), (false, Overlapping, 5), (true, Apart, 3), (true, Overlapping, 2), (true, Apart, 20)];

    public static IEnumerable<SelectionSet> Clustered(int seed)
    {
        for (var k = 1; k <= 12; k++)
        {
            foreach (var (isLong, distance, d) in Kinds)
            {
                yield return Clusters(k, isLong, distance, d, new Random((seed * 10_000) + (k * 100) + (isLong ? 50 : 0) + d + (int)distance));
            }
        }
    }

    public static IEnumerable<SelectionSet> Structureless(int seed)
    {
        const int n = 500;
        var random = new Random(2026 + seed);
        yield return new("normal, 2", Drawn(n, 2, _ => Normal(random)), 1);
        yield return new("normal, 10", Drawn(n, 10, _ => Normal(random)), 1);
        yield return new("normal, long, 3", Drawn(n, 3, j => (1 + (10 * j)) * Normal(random)), 1);
        yield return new("uniform square", Drawn(n, 2, _ => random.NextDouble()), 1);
        yield return new("uniform cube", Drawn(n, 3, _ => random.NextDouble()), 1);
        yield return new("uniform, 8", Drawn(n, 8, _ => random.NextDouble()), 1);
        yield return new("uniform disc", Ball(n, 2, random), 1);
        yield return new("t of 4 degrees, 2", HeavyTails(n, 2, random), 1);
        yield return new("t of 4 degrees, 6", HeavyTails(n, 6, random), 1);
        yield return new("skewed (gamma of 4), 3", Drawn(n, 3, _ => -Enumerable.Range(0, 4).Sum(_ => Math.Log(1 - random.NextDouble()))), 1);
    }

    private static SelectionSet Clusters(int k, bool isLong, double distance, int d, Random random)
    {
        var covariances = Enumerable.Range(0, k).Select(_ => Covariance(d, isLong, random)).ToArray();
        var means = Enumerable.Range(0, k).Select(_ => Enumerable.Range(0, d).Select(_ => random.NextDouble() - 0.5).ToArray()).ToArray();
        var nearest = double.PositiveInfinity;
        for (var a = 0; a < k; a++)
        {
            for (var b = 0; b < a; b++)
            {
                nearest = Math.Min(nearest, Distance(means[a], means[b], covariances[a], covariances[b]));
            }
        }

        var scale = k == 1 ? 1 : distance / nearest;
        var sets = means.Select((mean, c) => new MultivariateNormal([.. mean.Select(x => scale * x)], covariances[c], 60 + random.Next(140))).ToList();
        return new(
            string.Create(CultureInfo.InvariantCulture, $"{k} {(isLong ? "long" : "round")}, {(distance > 5 ? "apart" : "overlapping")}, d = {d}"),
            Generate.Normals(sets, seed: (ulong)random.Next()).Rows,
            k);
    }

    /// <summary>The identity, or axes turned at random with standard deviations from 1 to 4.</summary>
    private static double[,] Covariance(int d, bool isLong, Random random)
    {
        var covariance = new double[d, d];
        var root = new double[d, d];
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                root[i, j] = isLong ? Normal(random) / Math.Sqrt(d) * (1 + (3.0 * j / Math.Max(1, d - 1))) : i == j ? 1 : 0;
            }
        }

        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                covariance[i, j] = Enumerable.Range(0, d).Sum(a => root[i, a] * root[j, a]) + (isLong && i == j ? 0.2 : 0);
            }
        }

        return covariance;
    }

    /// <summary>The means' distance over the standard deviation along the line between them.</summary>
    private static double Distance(double[] a, double[] b, double[,] one, double[,] other)
    {
        var line = a.Zip(b, (x, y) => x - y).ToArray();
        var squared = line.Sum(x => x * x);
        double variance = 0;
        for (var i = 0; i < line.Length; i++)
        {
            for (var j = 0; j < line.Length; j++)
            {
                variance += line[i] * line[j] * 0.5 * (one[i, j] + other[i, j]);
            }
        }

        return squared / Math.Sqrt(variance);
    }

    private static Observations<double> Drawn(int n, int d, Func<int, double> value) =>
        Observations.From(Enumerable.Range(0, n).SelectMany(_ => Enumerable.Range(0, d).Select(value)).ToArray(), d);

    private static Observations<double> Ball(int n, int d, Random random)
    {
        IEnumerable<double[]> Rows()
        {
            while (true)
            {
                var x = Enumerable.Range(0, d).Select(_ => (2 * random.NextDouble()) - 1).ToArray();
                if (x.Sum(v => v * v) <= 1)
                {
                    yield return x;
                }
            }
        }

        return Observations.From(Rows().Take(n).SelectMany(x => x).ToArray(), d);
    }

    private static Observations<double> HeavyTails(int n, int d, Random random) => Observations.From(
        Enumerable.Range(0, n).SelectMany(_ =>
        {
            var scale = Math.Sqrt(4 / Enumerable.Range(0, 4).Sum(_ => Math.Pow(Normal(random), 2)));
            return Enumerable.Range(0, d).Select(_ => scale * Normal(random)).ToArray();
        }).ToArray(),
        d);

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
