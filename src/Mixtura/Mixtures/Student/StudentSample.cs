using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Rows drawn from a t mixture; each from a random stream of its own.</summary>
internal static class StudentSample
{
    public static LabelledObservations Draw(StudentMixtureModel model, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var d = model.Dimension;
        var factors = Enumerable.Range(0, model.Clusters).Select(k => new CholeskyFactor([.. model.ScaleMatrixOf(k).Cast<double>()], d, new double[d], k).Lower).ToArray();
        var labels = new int[count];
        var values = new double[checked(count * d)];
        for (var i = 0; i < count; i++)
        {
            var random = new RandomStream(seed, RandomPurpose.Sampling, (ulong)i);
            var k = labels[i] = Component(model, random.NextDouble());
            var half = 0.5 * model.DegreesOfFreedom[k];
            var spread = 1 / Math.Sqrt(GammaDraw.Next(random, half) / half);
            var z = Enumerable.Range(0, d).Select(_ => spread * random.NextNormal()).ToArray();
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

    /// <summary>The first component at which the running sum of weights passes u; the last where rounding leaves none.</summary>
    private static int Component(StudentMixtureModel model, double u)
    {
        var k = 0;
        for (; k < model.Clusters - 1 && u >= model.Weights[k]; k++)
        {
            u -= model.Weights[k];
        }

        return k;
    }
}
