using Mixtura.Tests.Reference;

namespace Mixtura.Tests.Clusters;

/// <summary>Searches against the best inertia known (HG-means of Gribel and Vidal, at least 2,000 iterations).</summary>
public class SearchQualityTests
{
    /// <summary>More work than a test should take: rows x features x clusters.</summary>
    private const long MostWork = 100_000;

    public static TheoryData<string, int> Entries
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var entry in BestKnown.All.Where(e => WorkOf(e) <= MostWork))
            {
                data.Add(entry.Data, entry.K);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void Genetic_search_reaches_the_best_known(string data, int k)
    {
        var best = BestKnown.Of(data, k);
        var model = Mixtura.KMeans.Fit(best.Rows(), new KMeansOptions { Clusters = k, Search = Search.Genetic() });
        Assert.True(model.Inertia <= best.Reached, $"{model.Inertia:r} is {best.Excess(model.Inertia):g2} above {best.Inertia:r}");
    }

    /// <summary>What users get who ask for nothing, on average over all entries at hand; a single one may lie higher.</summary>
    [Fact]
    public void The_default_lands_within_half_a_percent() =>
        Assert.InRange(BestKnown.All.Average(best => Math.Max(0, best.Excess(Mixtura.KMeans.Fit(best.Rows(), best.K).Inertia))), 0, 0.005);

    /// <summary>The starts alone do not, so that the test above is one of the search.</summary>
    [Fact]
    public void Starts_alone_do_not_land_there() =>
        Assert.True(BestKnown.All.Average(best => best.Excess(Mixtura.KMeans.Fit(best.Rows(), new KMeansOptions { Clusters = best.K, Search = Search.None }).Inertia)) > 0.005);

    [Fact]
    public void Breathing_lands_nearer_than_its_start()
    {
        var entries = BestKnown.All.Where(e => e.K >= 10).ToArray();
        double Mean(Search search) => entries.Average(best => best.Excess(Mixtura.KMeans.Fit(best.Rows(), new KMeansOptions { Clusters = best.K, Restarts = 1, Search = search }).Inertia));
        Assert.True(Mean(Search.Breathing()) < 0.5 * Mean(Search.None));
    }

    private static long WorkOf(BestKnown entry)
    {
        var rows = entry.Rows();
        return rows.Count * rows.Dimension * entry.K;
    }
}
