namespace Mixtura;

/// <summary>
/// The inertia of every pass without a look at the rows: about the rows' mean o, with the exact sums N and G, m = mu - o and g = G - N o, it is
/// sum w |x - o|^2 - sum_k m_k (2 g_k - N_k m_k), and a cluster's term changes only with its rows or its centroid. Products and sums carry their rounding errors along
/// (T. J. Dekker 1971), so that nothing cancels but what the first sum lacks, which is the same in every pass. O(d) a changed cluster.
/// </summary>
internal sealed class InertiaLedger(int clusters, FeatureSummary summary)
{
    private readonly double total = summary.Weight * summary.Variance.Sum();
    private readonly double[] terms = new double[clusters];
    private readonly double[] rests = new double[clusters];
    private Centroids? before;

    /// <summary>The inertia of rows, given their sums under the labels that a model gives them.</summary>
    public double Energy(ExactSums sums, Centroids model, int threads)
    {
        var known = before;
        ItemParallel.For(clusters, model.Dimension, threads, k =>
        {
            if (known is null || sums.IsTouched(k) || !known[k].SequenceEqual(model[k]))
            {
                (terms[k], rests[k]) = Term(sums, model, k);
            }
        });

        double energy = total, rest = 0;
        for (var k = 0; k < clusters; k++)
        {
            (energy, var lost) = TwoSum(energy, -terms[k]);
            rest += lost - rests[k];
        }

        before = model;
        return Math.Max(0, energy + rest);
    }

    /// <summary>m (2 g - N m) of one cluster, as a number and what rounding left of it.</summary>
    private (double Value, double Lost) Term(ExactSums sums, Centroids model, int k)
    {
        double value = 0, rest = 0;
        var weight = sums.Weight(k);
        for (var j = 0; j < model.Dimension; j++)
        {
            var (m, mRest) = TwoSum(model[k][j], -summary.Mean[j]);
            var (sum, sumRest) = sums.First(k, j);
            var (shift, shiftRest) = TwoProduct(weight, summary.Mean[j]);
            var (first, firstRest) = TwoSum(sum, -shift);
            firstRest += sumRest - shiftRest;
            var (product, productRest) = TwoProduct(weight, m);
            var (inner, innerRest) = TwoSum(2 * first, -product);
            innerRest += (2 * firstRest) - productRest - (weight * mRest);
            var (term, termRest) = TwoProduct(m, inner);
            (value, var lost) = TwoSum(value, term);
            rest += lost + termRest + (m * innerRest) + (mRest * inner);
        }

        return (value, rest);
    }

    private static (double Sum, double Lost) TwoSum(double a, double b)
    {
        var sum = a + b;
        var part = sum - a;
        return (sum, a - (sum - part) + (b - part));
    }

    private static (double Product, double Lost) TwoProduct(double a, double b)
    {
        var product = a * b;
        return (product, Math.FusedMultiplyAdd(a, b, -product));
    }
}
