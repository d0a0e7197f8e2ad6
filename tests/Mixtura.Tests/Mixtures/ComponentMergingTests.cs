using CsCheck;

namespace Mixtura.Tests.Mixtures;

public class ComponentMergingTests
{
    /// <summary>Each step is the best of all pairs by the definition, and its entropy that of the responsibilities added up by cluster.</summary>
    [Fact]
    public void Each_step_takes_most_entropy_away() => Gen.Select(Gen.ULong, Gen.Int[2, 6]).Sample((seed, k) =>
    {
        var rows = SmallData.Clumps(120, 2, seed).Observe();
        var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = k, Restarts = 1, Regularization = Regularization.Relative(1e-2), MaxIterations = 10 });
        var merging = ComponentMerging.ByEntropy(model, rows);
        Assert.Equal(k - 1, merging.Steps.Length);
        for (var count = k; count > 1; count--)
        {
            var before = merging.Clusters(count);
            var best = double.PositiveInfinity;
            for (var a = 0; a < count; a++)
            {
                for (var b = a + 1; b < count; b++)
                {
                    best = Math.Min(best, Entropy(model, rows, [.. before.Select(c => c == b ? a : c)]));
                }
            }

            var after = Entropy(model, rows, merging.Clusters(count - 1));
            Assert.Equal(best, after, 1e-9);
            Assert.Equal(after, merging.Steps[k - count].Entropy, 1e-9);
        }

        Assert.All(merging.Clusters(1), c => Assert.Equal(0, c));
        Assert.Throws<ArgumentOutOfRangeException>(() => merging.Clusters(k + 1));
    }, iter: 30);

    private static double Entropy(GaussianMixtureModel model, Observations<double> rows, int[] clusters)
    {
        var shares = model.Responsibilities(rows);
        double sum = 0;
        for (var i = 0; i < rows.Count; i++)
        {
            foreach (var cluster in clusters.Distinct())
            {
                var share = Enumerable.Range(0, model.Clusters).Where(k => clusters[k] == cluster).Sum(k => shares[i, k]);
                sum -= share > 0 ? share * Math.Log(share) : 0;
            }
        }

        return sum;
    }
}
