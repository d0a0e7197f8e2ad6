using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Rows drawn from a mixture; each from a random stream of its own.</summary>
internal static class MixtureSample
{
    public static LabelledObservations Draw(GaussianMixtureModel model, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var d = model.Dimension;
        var factors = Enumerable.Range(0, model.Clusters).Select(k => Factor(model, k)).ToArray();
        var labels = new int[count];
        var values = new double[checked(count * d)];
        var z = new double[d];
        for (var i = 0; i < count; i++)
        {
            var random = new RandomStream(seed, RandomPurpose.Sampling, (ulong)i);
            var k = labels[i] = Component(model, random.NextDouble());
            if (k == model.Clusters)
            {
                Anywhere(model, random, values.AsSpan(i * d, d));
                continue;
            }

            for (var j = 0; j < d; j++)
            {
                z[j] = random.NextNormal();
            }

            for (var j = 0; j < d; j++)
            {
                var x = model.Means[k][j];
                for (var l = 0; l <= j; l++)
                {
                    x = Math.FusedMultiplyAdd(factors[k][(j * d) + l], z[l], x);
                }

                values[(i * d) + j] = x;
            }
        }

        return new(Observations.From(values, d).Named(model.FittedOn.Features), labels);
    }

    /// <summary>A row of noise.</summary>
    private static void Anywhere(GaussianMixtureModel model, RandomStream random, Span<double> row)
    {
        var box = model.Scaled.Noise!;
        for (var j = 0; j < row.Length; j++)
        {
            row[j] = box.Least[j] + (random.NextDouble() * (box.Most[j] - box.Least[j]));
        }

        model.FittedOn.Standardization.ToDataUnits(row).CopyTo(row);
    }

    /// <summary>The first component at which the running sum of weights passes u; the last where rounding leaves none.</summary>
    private static int Component(GaussianMixtureModel model, double u)
    {
        var weights = model.Scaled.AllWeights;
        var k = 0;
        for (; k < weights.Length - 1 && u >= weights[k]; k++)
        {
            u -= weights[k];
        }

        return k;
    }

    private static double[] Factor(GaussianMixtureModel model, int component) =>
        new CholeskyFactor([.. model.CovarianceOf(component).Cast<double>()], model.Dimension, new double[model.Dimension], component).Lower;
}
