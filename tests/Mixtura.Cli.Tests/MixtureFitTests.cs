using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>fit mixture: structures, priors, and the ways to an optimum.</summary>
public class MixtureFitTests
{
    /// <summary>The way to the optimum is another one; on two clear squares it is the same optimum: each square a component.</summary>
    [Theory]
    [InlineData("--annealing", "2")]
    [InlineData("--search", "split-merge")]
    [InlineData("--acceleration", "squarem")]
    [InlineData("--prior", "conjugate", "--shrinkage", "0")]
    public void Mixture_by_another_way(params string[] options)
    {
        using var here = new Workspace();
        var json = CommandRun.Of(["fit", "mixture", here.Data(), "--components", "2", "--columns", "a,b", "--json", .. options]).Json();
        Assert.Equal([4, 4], Numbers(json.GetProperty("sizes")));
        Assert.All(Points(json, "means").OrderBy(m => m[0]).Zip([1.0, 101.0]), pair => Assert.Equal(pair.Second, pair.First[0], 1e-6));
    }

    /// <summary>The structures that are not of the axes have a matrix for each component; here each is the identity but for rounding.</summary>
    [Theory]
    [InlineData("VEE")]
    [InlineData("EVE")]
    [InlineData("VVE")]
    [InlineData("EEV")]
    [InlineData("VEV")]
    [InlineData("EVV")]
    public void Mixture_of_matrices(string structure)
    {
        using var here = new Workspace();
        var json = CommandRun.Of("fit", "mixture", here.Data(), "--components", "2", "--columns", "a,b", "--covariance", structure, "--regularization", "0", "--json").Json();
        Assert.Equal(structure, json.GetProperty("covariance").GetString());
        Assert.Equal(3, DepthOf(json.GetProperty("covariances")));
        Assert.All(Numbers(json.GetProperty("covariances")), v => Assert.True(Math.Abs(v) < 1e-14 || Math.Abs(v - 1) < 1e-14, $"{v}"));
    }

    /// <summary>Of six components two are needed, and the bound that says so is there.</summary>
    [Theory]
    [InlineData("process")]
    [InlineData("dirichlet")]
    public void A_prior_drops_what_no_rows_need(string prior)
    {
        using var here = new Workspace();
        var rows = Enumerable.Range(0, 80).Select(i => $"{(i % 2 * 100) + (i / 2 % 5)},{(i % 2 * 100) + (i / 10 % 4)}");
        var data = here.File("squares.csv", string.Join('\n', rows.Prepend("a,b")));
        var json = CommandRun.Of("fit", "mixture", data, "--components", "6", "--prior", prior, "--concentration", "0.01", "--json").Json();
        Assert.Equal(2, Int(json, "k"));
        Assert.True(double.IsFinite(json.GetProperty("lowerBound").GetDouble()));

        // Sticks are a little longer than their share of the rows.
        Assert.All(Numbers(json.GetProperty("weights")), w => Assert.Equal(0.5, w, 0.02));
    }

    /// <summary>Sets that are apart are found from everywhere; a hierarchical start is one, the others are ten.</summary>
    [Theory]
    [InlineData("kmeans", 10)]
    [InlineData("short-runs", 10)]
    [InlineData("++", 10)]
    [InlineData("random", 10)]
    [InlineData("hierarchical", 1)]
    public void Every_seeding_of_a_mixture_leads_to_the_same_sets(string seeding, int restarts)
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("generate", "blobs", "--rows", "400", "--seed", "2", "--out", here["g.csv"]).Code);
        var json = CommandRun.Of("fit", "mixture", here["g.csv"], "--components", "3", "--seeding", seeding, "--json").Json();
        var expected = CommandRun.Of("fit", "mixture", here["g.csv"], "--components", "3", "--json").Json();
        Assert.Equal(expected.GetProperty("meanLogLikelihood").GetDouble(), json.GetProperty("meanLogLikelihood").GetDouble(), 1e-3);
        Assert.Equal(restarts, Int(json, "restarts"));
    }

    private static int Int(JsonElement json, string key) => json.GetProperty(key).GetInt32();

    private static double[][] Points(JsonElement json, string key) => [.. json.GetProperty(key).EnumerateArray().Select(p => Numbers(p).ToArray())];

    private static int DepthOf(JsonElement array) => array.ValueKind == JsonValueKind.Array ? 1 + DepthOf(array[0]) : 0;

    private static IEnumerable<double> Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Numbers) : [element.GetDouble()];
}
