using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>The family of k-means as the command fits it.</summary>
public class VariantTests
{
    private static readonly string[] Keys =
        ["task", "n", "d", "k", "seed", "iterations", "converged", "stopped", "seconds", "inertia", "centroids", "sizes", "clusterWeights", "scale", "warnings"];

    /// <summary>Two squares far apart: every variant that measures distances finds them.</summary>
    [Theory]
    [InlineData("standard")]
    [InlineData("minibatch")]
    [InlineData("bisecting")]
    [InlineData("standard --min-size 4 --max-size 4")]
    public void Two_squares(string variant)
    {
        using var here = new Workspace();
        var json = CommandRun.Of(["fit", "kmeans", here.Data(), "--clusters", "2", "--columns", "a,b", "--json", "--variant", .. variant.Split(' ')]).Json();
        Assert.All(Keys, key => Assert.True(json.TryGetProperty(key, out _), key));
        Assert.Equal("kmeans", json.GetProperty("task").GetString());
        Assert.Equal(16, json.GetProperty("inertia").GetDouble(), 1e-12);
        Assert.Equal([1, 101], Points(json).Select(c => Math.Round(c[0], 9)).Order());
        Assert.Equal([4, 4], Numbers(json, "sizes"));
        Assert.Equal([4, 4], Numbers(json, "clusterWeights"));
    }

    [Fact]
    public void Spherical()
    {
        using var here = new Workspace();
        var data = here.File("rays.csv", "a,b\n1,0\n5,0\n0,2\n0,9\n3,0\n0,1");
        var run = CommandRun.Of("fit", "kmeans", data, "--clusters", "2", "--variant", "spherical", "--json", "--model", here["m.json"]);
        Assert.Equal(0, run.Json().GetProperty("inertia").GetDouble());
        Assert.Equal("unit", run.Json().GetProperty("scale").GetString());
        Assert.Equal([[0, 1], [1, 0]], Points(run.Json()).OrderBy(c => c[0]));

        // The model file knows: lengths do not count in predictions either.
        Assert.Contains("Spherical k-means", CommandRun.Of("info", here["m.json"]).Output, StringComparison.Ordinal);
        var rows = here.File("new.csv", "a,b\n700,1\n0.001,0.0009");
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], rows, "--out", here["out.csv"]).Code);
        var labels = File.ReadAllLines(here["out.csv"])[1..].Select(line => line.Split(',')[^1]).ToArray();
        Assert.Equal(labels[0], labels[1]);
        Assert.Contains("Row 1", CommandRun.Of("fit", "kmeans", here.File("zero.csv", "a,b\n1,0\n0,0\n0,1"), "--clusters", "2", "--variant", "spherical").Failure(MixturaCommand.Failed), StringComparison.Ordinal);
    }

    /// <summary>Seven rows in a clump and one apart: halves of four, though the model would predict otherwise.</summary>
    [Fact]
    public void Labels_keep_the_limits()
    {
        using var here = new Workspace();
        var data = here.File("clump.csv", "a\n0\n1\n2\n3\n4\n5\n6\n50");
        string[] fit = ["fit", "kmeans", data, "--clusters", "2", "--min-size", "4", "--max-size", "4", "--labels", here["l.csv"], "--model", here["m.json"], "--plot", here["f.svg"], "--json"];
        var json = CommandRun.Of(fit).Json();
        Assert.Equal([4, 4], Numbers(json, "sizes"));
        var labels = File.ReadAllLines(here["l.csv"])[1..];
        Assert.All(labels.CountBy(l => l), cluster => Assert.Equal(4, cluster.Value));
        Assert.Single(labels[..4].Distinct());
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], data, "--out", here["p.csv"]).Code);
        Assert.Equal([1, 7], File.ReadAllLines(here["p.csv"])[1..].Select(line => line.Split(',')[^1]).CountBy(l => l).Select(c => c.Value).Order());
        Assert.Contains("need 10 rows, and there are 8", CommandRun.Of("fit", "kmeans", data, "--clusters", "2", "--min-size", "5").Failure(MixturaCommand.Failed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kmeans", "--clusters")]
    [InlineData("mixture", "--components")]
    public void A_start_may_be_a_model(string kind, string count)
    {
        using var here = new Workspace();
        var start = here.File("start.csv", "b,a\n90,95\n10,5");
        string[] fit = ["fit", kind, here.Data(), count, "2", "--json", "--columns"];
        Assert.Equal(0, CommandRun.Of([.. fit, "a,b", "--start", start, "--model", here["m.json"]]).Code);

        // The features are found by name, in whatever order.
        var again = CommandRun.Of([.. fit, "b,a", "--start", here["m.json"]]).Json();
        var centers = again.GetProperty(kind == "kmeans" ? "centroids" : "means").EnumerateArray().Select(c => c[0].GetDouble());
        Assert.Equal([101, 1], centers.Select(x => Math.Round(x, 9)));
        Assert.Equal(1, again.GetProperty("restarts").GetInt32());
        Assert.Contains("the feature w", CommandRun.Of([.. fit, "a,w", "--start", here["m.json"]]).Failure(MixturaCommand.Failed), StringComparison.Ordinal);
        Assert.Contains("holds 2 rows where 3", CommandRun.Of("fit", kind, here["data.csv"], count, "3", "--columns", "a,b", "--start", here["m.json"]).Failure(MixturaCommand.Failed), StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_in_json_is_still_a_table()
    {
        using var here = new Workspace();
        var start = here.File("start.json", "[{\"a\": 90, \"b\": 95}, {\"a\": 1, \"b\": 3}]");
        var json = CommandRun.Of("fit", "kmeans", here.Data(), "--clusters", "2", "--columns", "a,b", "--start", start, "--json").Json();
        Assert.Equal([101, 1], Points(json).Select(c => c[0]));
    }

    [Fact]
    public void Frozen_centroids_stay_and_the_others_find_the_rest()
    {
        using var here = new Workspace();
        var frozen = here.File("known.csv", "a,b\n3,0.5");
        string[] fit = ["fit", "kmeans", here.Data(), "--columns", "a,b", "--frozen", frozen, "--json", "--clusters"];
        Assert.Equal([[3, 0.5], [101, 101]], Points(CommandRun.Of([.. fit, "2"]).Json()));
        Assert.Equal([[3, 0.5], [101, 101]], Points(CommandRun.Of([.. fit, "2", "--start", here.File("one.csv", "a,b\n70,70")]).Json()));
        Assert.Equal([[3, 0.5]], Points(CommandRun.Of([.. fit, "1"]).Json()));
        Assert.Contains("2 centroids are frozen", CommandRun.Of(["fit", "kmeans", here["data.csv"], "--columns", "a,b", "--clusters", "1", "--frozen", here.File("two.csv", "a,b\n1,1\n2,2")]).Failure(MixturaCommand.Failed), StringComparison.Ordinal);
        Assert.Contains("known.csv", CommandRun.Of([.. fit, "2", "--labels", frozen]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    [Fact]
    public void Mini_batches_count_passes()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("generate", "blobs", "--rows", "1000", "--out", here["g.csv"]).Code);
        string[] fit = ["fit", "kmeans", here["g.csv"], "--clusters", "3", "--variant", "minibatch", "--batch-size", "100", "--json"];
        var json = CommandRun.Of([.. fit, "--max-iterations", "1"]).Json();
        Assert.InRange(json.GetProperty("iterations").GetInt32(), 1, 10);
        Assert.Equal(3, json.GetProperty("restarts").GetInt32());
        Assert.Equal("noImprovement", CommandRun.Of(fit).Json().GetProperty("stopped").GetString());
    }

    /// <summary>Two new rows at (5, 1) move the square's centroid (1, 1), which stands for four: (4 x 1 + 2 x 5) / 6.</summary>
    [Fact]
    public void Update_moves_a_model()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("fit", "kmeans", here.Data(), "--columns", "a,b", "--clusters", "2", "--start-labels", "part", "--model", here["m.json"]).Code);
        var rows = here.File("new.csv", "b,a,note\n1,5,x\n1,5,y");
        var json = CommandRun.Of("update", here["m.json"], rows, "--model", here["m2.json"], "--json").Json();
        Assert.Equal(14 / 6.0, Points(json)[0][0], 1e-14);
        Assert.Equal([6, 4], Numbers(json, "clusterWeights"));
        Assert.Equal([2, 0], Numbers(json, "sizes"));
        json = CommandRun.Of("update", here["m2.json"], rows, "--model", here["m2.json"], "--keep", "0", "--json").Json();
        Assert.Equal([[5, 1], [101, 101]], Points(json));
        Assert.Equal([2, 0], Numbers(CommandRun.Of("info", here["m2.json"], "--json").Json(), "clusterWeights"));
        Assert.Equal(0, CommandRun.Of("fit", "mixture", here["data.csv"], "--columns", "a,b", "--components", "2", "--model", here["x.json"]).Code);
        Assert.Equal(2, CommandRun.Of("update", here["x.json"], rows, "--model", here["y.json"], "--json").Json().GetProperty("n").GetInt32());
    }

    private static double[][] Points(JsonElement json) => [.. json.GetProperty("centroids").EnumerateArray().Select(p => p.EnumerateArray().Select(x => x.GetDouble()).ToArray())];

    private static IEnumerable<double> Numbers(JsonElement json, string key) => json.GetProperty(key).EnumerateArray().Select(x => x.GetDouble());
}
