using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>The smallest box along the principal axes that holds some rows.</summary>
internal sealed class PrincipalBox
{
    private readonly double[] mean;
    private readonly double[] axes;
    private readonly double[] least;
    private readonly double[] most;

    private PrincipalBox(double[] mean, double[] axes)
    {
        this.mean = mean;
        this.axes = axes;
        least = [.. mean.Select(_ => double.PositiveInfinity)];
        most = [.. mean.Select(_ => double.NegativeInfinity)];
    }

    /// <summary>d variances along the axes, the largest first, over n.</summary>
    public required double[] Variances { get; init; }

    /// <summary>The logarithm of the volume of the smallest box along the features.</summary>
    public required double LogVolumeAlongFeatures { get; init; }

    /// <summary>The logarithm of its volume.</summary>
    public double LogVolume => Enumerable.Range(0, least.Length).Sum(a => ElementaryFunctions.Log(most[a] - least[a]));

    /// <summary>The box of rows. O(n d^2).</summary>
    public static PrincipalBox Of<T>(Observations<T> rows, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = rows.Dimension;
        var summary = FeatureSummary.Of(rows, threads, cancellationToken);
        var scatter = new double[d * d];
        var centred = new double[d];
        double[] lowest = [.. Enumerable.Repeat(double.PositiveInfinity, d)];
        double[] highest = [.. Enumerable.Repeat(double.NegativeInfinity, d)];
        for (long i = 0; i < rows.Count; i++)
        {
            if (!(rows.Weight(i) > 0))
            {
                continue;
            }

            var row = rows[i];
            for (var j = 0; j < d; j++)
            {
                centred[j] = double.CreateTruncating(row[j]) - summary.Mean[j];
                lowest[j] = Math.Min(lowest[j], centred[j]);
                highest[j] = Math.Max(highest[j], centred[j]);
                for (var l = 0; l <= j; l++)
                {
                    scatter[(j * d) + l] = Math.FusedMultiplyAdd(rows.Weight(i) * centred[j], centred[l], scatter[(j * d) + l]);
                    scatter[(l * d) + j] = scatter[(j * d) + l];
                }
            }
        }

        var (values, vectors) = SymmetricEigen.Of(scatter, d);
        var box = new PrincipalBox(summary.Mean, vectors)
        {
            Variances = [.. values.Select(v => Math.Max(0, v / summary.Weight))], LogVolumeAlongFeatures = highest.Zip(lowest, (most, least) => ElementaryFunctions.Log(most - least)).Sum(),
        };
        for (long i = 0; i < rows.Count; i++)
        {
            box.Along(rows[i], centred);
            for (var a = 0; a < d && rows.Weight(i) > 0; a++)
            {
                box.least[a] = Math.Min(box.least[a], centred[a]);
                box.most[a] = Math.Max(box.most[a], centred[a]);
            }
        }

        return box;
    }

    /// <summary>As many rows, uniform in the box, with the weights of the given ones.</summary>
    public Observations<T> Draw<T>(Observations<T> like, RandomStream random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = mean.Length;
        var values = new T[like.Count * d];
        var at = new double[d];
        for (var first = 0; first < values.Length; first += d)
        {
            for (var a = 0; a < d; a++)
            {
                at[a] = least[a] + ((most[a] - least[a]) * random.NextDouble());
            }

            for (var j = 0; j < d; j++)
            {
                var x = mean[j];
                for (var a = 0; a < d; a++)
                {
                    x = Math.FusedMultiplyAdd(axes[(j * d) + a], at[a], x);
                }

                values[first + j] = T.CreateTruncating(x);
            }
        }

        var drawn = Observations.From(values, d);
        return like.IsWeighted ? drawn.WithWeights(Enumerable.Range(0, (int)like.Count).Select(i => like.Weight(i)).ToArray()) : drawn;
    }

    /// <summary>Where a row lies along the axes, from the mean. O(d^2).</summary>
    public void Along<T>(ReadOnlySpan<T> row, Span<double> places)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var d = mean.Length;
        for (var a = 0; a < d; a++)
        {
            double x = 0;
            for (var j = 0; j < d; j++)
            {
                x = Math.FusedMultiplyAdd(axes[(j * d) + a], double.CreateTruncating(row[j]) - mean[j], x);
            }

            places[a] = x;
        }
    }
}
