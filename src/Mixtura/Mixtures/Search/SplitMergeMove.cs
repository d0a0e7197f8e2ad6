using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The sums of a model in which two components became one and a third became two (Ueda, Nakano, Ghahramani and Hinton 2000), for the M-step to make a model of any structure of. Counts and
/// scatters of the two are added; the third is cut at its mean across its longest axis as a normal distribution is: halves whose means lie sqrt(2 / pi) standard deviations to either side, and
/// whose variance along it is less by as much. The paper takes a random direction and round covariances.
/// </summary>
internal static class SplitMergeMove
{
    /// <summary>2 / pi: the squared distance of the mean of half a normal distribution, in variances.</summary>
    private const double HalfNormal = 0.63661977236758134;

    /// <summary>K x d means and sums about them. O(K d^2 + d^3).</summary>
    /// <param name="means">K x d means that the moments are about.</param>
    /// <param name="moments">The full moments of a pass.</param>
    /// <param name="move">The component that takes both, the one that is freed, and the one that is split between itself and the freed one.</param>
    /// <param name="kind">What the sums hold.</param>
    public static (double[] Means, Moments Sums) Apply(ReadOnlySpan<double> means, Moments moments, (int Kept, int Freed, int Split) move, SecondMoment kind)
    {
        var d = moments.Dimension;
        var centers = means.ToArray();
        for (var i = 0; i < centers.Length; i++)
        {
            centers[i] += moments.First[i] / moments.Weight[i / d];
        }

        var weights = moments.Weight.AsSpan().ToArray();
        var scatters = Scatters.Matrices(moments, regularization: 0);
        Merge(weights, centers, scatters, move);
        Split(weights, centers, scatters, move);
        var sums = new Moments(weights.Length, d, kind);
        weights.CopyTo(sums.Weight, 0);
        for (var k = 0; k < weights.Length; k++)
        {
            Fill(sums, k, scatters[k]);
        }

        return (centers, sums);
    }

    private static void Merge(double[] weights, double[] centers, double[][] scatters, (int Kept, int Freed, int Split) move)
    {
        var d = centers.Length / weights.Length;
        var (a, b) = (move.Kept, move.Freed);
        var total = weights[a] + weights[b];
        var step = new double[d];
        for (var j = 0; j < d; j++)
        {
            step[j] = centers[(b * d) + j] - centers[(a * d) + j];
            centers[(a * d) + j] += weights[b] / total * step[j];
        }

        for (var i = 0; i < d * d; i++)
        {
            scatters[a][i] += scatters[b][i] + (weights[a] * weights[b] / total * step[i / d] * step[i % d]);
        }

        weights[a] = total;
    }

    private static void Split(double[] weights, double[] centers, double[][] scatters, (int Kept, int Freed, int Split) move)
    {
        var d = centers.Length / weights.Length;
        var (k, other) = (move.Split, move.Freed);
        var (values, vectors) = SymmetricEigen.Of(scatters[k], d);
        var length = Math.Sqrt(HalfNormal * Math.Max(0, values[0]) / weights[k]);
        for (var i = 0; i < d * d; i++)
        {
            scatters[k][i] = (scatters[k][i] - (HalfNormal * values[0] * vectors[i / d * d] * vectors[i % d * d])) / 2;
        }

        scatters[k].CopyTo(scatters[other], 0);
        for (var j = 0; j < d; j++)
        {
            var center = centers[(k * d) + j];
            centers[(k * d) + j] = center + (length * vectors[j * d]);
            centers[(other * d) + j] = center - (length * vectors[j * d]);
        }

        weights[k] /= 2;
        weights[other] = weights[k];
    }

    private static void Fill(Moments sums, int k, double[] scatter)
    {
        var d = sums.Dimension;
        for (var j = 0; j < d; j++)
        {
            for (var l = 0; l <= j; l++)
            {
                switch (sums.Kind)
                {
                    case SecondMoment.Diagonal when l == j:
                        sums.Second[(k * d) + j] = scatter[(j * d) + j];
                        break;
                    case SecondMoment.Full:
                        sums.Second[(((k * d) + j) * sums.Stride) + l] = scatter[(j * d) + l];
                        break;
                    case SecondMoment.Pooled:
                        sums.Second[(j * sums.Stride) + l] += scatter[(j * d) + l];
                        break;
                    default:
                        break;
                }
            }
        }
    }
}
