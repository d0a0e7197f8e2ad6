using System.Numerics;

namespace Mixtura;

/// <summary>The summary of incomplete rows: of each feature's values that are not missing; the weight is that of rows with at least one.</summary>
internal static class ObservedSummary
{
    /// <summary>Two passes, O(n d): the mean first, so that squares are taken about it and nothing cancels.</summary>
    /// <exception cref="MixturaException">A feature has no value in a row of weight above 0.</exception>
    public static FeatureSummary Of<T>(IncompleteObservations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var (origin, mean, variance) = (new double[d], new double[d], new double[d]);
        var (least, most) = (new double[d], new double[d]);
        Array.Fill(origin, double.NaN);
        Array.Fill(least, double.PositiveInfinity);
        Array.Fill(most, double.NegativeInfinity);
        Each(rows, (j, x, _) =>
        {
            origin[j] = double.IsNaN(origin[j]) ? x : origin[j];
            (least[j], most[j]) = (Math.Min(least[j], x), Math.Max(most[j], x));
        });
        var about = Sums(rows, origin);
        if (Array.FindIndex(about.Weight, w => !(w > 0)) is >= 0 and var empty)
        {
            throw new MixturaException($"Feature {rows.Features[empty]} has no value in any row: leave it out.");
        }

        for (var j = 0; j < d; j++)
        {
            mean[j] = origin[j] + (about.First[j] / about.Weight[j]);
        }

        var sums = Sums(rows, mean);
        for (var j = 0; j < d; j++)
        {
            var delta = sums.First[j] / sums.Weight[j];
            mean[j] += delta;
            variance[j] = Math.Max(0, (sums.Square[j] / sums.Weight[j]) - (delta * delta));
        }

        return new(Weight(rows), mean, variance, least, most);
    }

    private static (double[] Weight, double[] First, double[] Square) Sums<T>(IncompleteObservations<T> rows, double[] origin)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (weight, first, square) = (new double[origin.Length], new double[origin.Length], new double[origin.Length]);
        Each(rows, (j, x, w) =>
        {
            var delta = x - origin[j];
            weight[j] += w;
            first[j] += w * delta;
            square[j] += w * delta * delta;
        });
        return (weight, first, square);
    }

    private static double Weight<T>(IncompleteObservations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double weight = 0;
        for (long i = 0; i < rows.Count; i++)
        {
            foreach (var x in rows[i])
            {
                if (!T.IsNaN(x))
                {
                    weight += rows.Weight(i);
                    break;
                }
            }
        }

        return weight;
    }

    /// <summary>Runs work on each value that is there: its feature, itself, the weight of its row.</summary>
    private static void Each<T>(IncompleteObservations<T> rows, Action<int, double, double> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (long i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            for (var j = 0; j < row.Length; j++)
            {
                if (!T.IsNaN(row[j]))
                {
                    work(j, double.CreateTruncating(row[j]), rows.Weight(i));
                }
            }
        }
    }
}
