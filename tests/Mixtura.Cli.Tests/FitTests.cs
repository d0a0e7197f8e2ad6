using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>The JSON of a fit, key by key, on eight rows whose clusters follow from arithmetic: two squares of side 2.</summary>
public class FitTests
{
    private static readonly string[] CommonKeys = ["task", "n", "d", "k", "seed", "iterations", "converged", "seconds", "sizes", "warnings"];

    private static readonly string[] MixtureKeys =
        ["logLikelihood", "meanLogLikelihood", "parameters", "bic", "aic", "icl", "weights", "means", "covariance", "covariances"];

    [Fact]
    public void Kmeans()
    {
        using var here = new Workspace();
        var run = CommandRun.Of("fit", "kmeans", here.Data(), "--clusters", "2", "--columns", "a,b", "--json");
        var json = run.Json();
        Assert.All([.. CommonKeys, "inertia", "centroids"], key => Assert.True(json.TryGetProperty(key, out _), key));
        Assert.Equal(string.Empty, run.Error);
        Assert.Single(run.Output.TrimEnd().Split('\n'));
        Assert.Equal("kmeans", json.GetProperty("task").GetString());
        Assert.Equal((8, 2, 2, 0), (Int(json, "n"), Int(json, "d"), Int(json, "k"), Int(json, "seed")));
        Assert.True(json.GetProperty("converged").GetBoolean());

        // Each corner lies sqrt(2) from the middle of its square: 8 squared distances of 2.
        Assert.Equal(16, json.GetProperty("inertia").GetDouble());
        Assert.Equal([[1, 1], [101, 101]], Points(json, "centroids").OrderBy(c => c[0]));
        Assert.Equal([4, 4], Numbers(json.GetProperty("sizes")));
    }

    /// <summary>Rows of weight 3 count as three: 4 x 2 + 4 x 3 x 2.</summary>
    [Fact]
    public void Kmeans_with_weights()
    {
        using var here = new Workspace();
        var json = CommandRun.Of("fit", "kmeans", here.Data(), "--clusters", "2", "--weights", "w", "--label", "class", "--json").Json();
        Assert.Equal(2, Int(json, "d"));
        Assert.Equal(32, json.GetProperty("inertia").GetDouble());
    }

    [Theory]
    [InlineData("full", "full", 3)]
    [InlineData("VVV", "full", 3)]
    [InlineData("tied", "tied", 2)]
    [InlineData("EEE", "tied", 2)]
    [InlineData("diag", "diag", 2)]
    [InlineData("vvi", "diag", 2)]
    [InlineData("spherical", "spherical", 1)]
    [InlineData("VII", "spherical", 1)]
    [InlineData("EII", "EII", 1)]
    [InlineData("EEI", "EEI", 2)]
    [InlineData("VEI", "VEI", 2)]
    [InlineData("EVI", "EVI", 2)]
    public void Mixture(string asked, string structure, int depth)
    {
        using var here = new Workspace();
        var json = CommandRun.Of("fit", "mixture", here.Data(), "--components", "2", "--columns", "a,b", "--covariance", asked, "--regularization", "0", "--json").Json();
        Assert.All([.. CommonKeys, .. MixtureKeys], key => Assert.True(json.TryGetProperty(key, out _), key));
        Assert.Equal("mixture", json.GetProperty("task").GetString());
        Assert.Equal(structure, json.GetProperty("covariance").GetString());
        Assert.Equal([[1, 1], [101, 101]], Points(json, "means").OrderBy(c => c[0]));
        Assert.Equal([0.5, 0.5], Numbers(json.GetProperty("weights")));

        // The squares are so far apart that each is one normal of variance 1 along a and b, with no correlation.
        Assert.Equal(depth, DepthOf(json.GetProperty("covariances")));
        Assert.All(Numbers(json.GetProperty("covariances")), v => Assert.True(v is 0 or 1, $"{v}"));

        // Per row -ln 2 (which square) - ln 2 pi - 1 (half the squared distance 2).
        var perRow = -Math.Log(2) - Math.Log(2 * Math.PI) - 1;
        Assert.Equal(perRow, json.GetProperty("meanLogLikelihood").GetDouble(), 1e-14);
        Assert.Equal(8 * perRow, json.GetProperty("logLikelihood").GetDouble(), 1e-13);
        var parameters = Int(json, "parameters");
        Assert.Equal((16 * perRow) - (parameters * Math.Log(8)), json.GetProperty("bic").GetDouble(), 1e-12);
        Assert.Equal((16 * perRow) - (2 * parameters), json.GetProperty("aic").GetDouble(), 1e-12);

        // No row is in doubt, so that ICL loses nothing against BIC.
        Assert.Equal(json.GetProperty("bic").GetDouble(), json.GetProperty("icl").GetDouble(), 1e-12);
    }

    /// <summary>Components stay in the order of the rows they start from.</summary>
    [Theory]
    [InlineData("kmeans", "--clusters", "centroids")]
    [InlineData("mixture", "--components", "means")]
    public void A_start_decides_the_order(string model, string count, string centers)
    {
        using var here = new Workspace();
        var start = here.File("start.csv", "b,a\n90,95\n10,5");
        string[] fit = ["fit", model, here.Data(), count, "2", "--columns", "a,b", "--json"];
        Assert.Equal([[101, 101], [1, 1]], Points(CommandRun.Of([.. fit, "--start", start]).Json(), centers));
        var labelled = CommandRun.Of([.. fit, "--start-labels", "part"]).Json();
        Assert.Equal([[1, 1], [101, 101]], Points(labelled, centers).OrderBy(c => c[0]));
        Assert.Equal(1, Int(labelled, "restarts"));
    }

    /// <summary>No column with another meaning is a feature, and text is none either.</summary>
    [Fact]
    public void Columns_with_a_meaning_are_no_features()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", "a,kind,begin,w\n0,1,1,1\n1,1,1,1\n10,2,2,1\n11,2,2,1");
        var json = CommandRun.Of("fit", "kmeans", data, "--clusters", "2", "--label", "kind", "--start-labels", "begin", "--weights", "w", "--json").Json();
        Assert.Equal(["a"], json.GetProperty("features").EnumerateArray().Select(f => f.GetString()!));
    }

    [Fact]
    public void Defaults_are_what_the_help_says()
    {
        using var here = new Workspace();
        var generated = here["g.csv"];
        Assert.Equal(0, CommandRun.Of("generate", "blobs", "--rows", "200", "--out", generated).Code);
        string[] fit = ["fit", "kmeans", generated, "--clusters", "3", "--json"];
        string[] spelled = ["--seeding", "greedy++", "--search", "auto", "--max-iterations", "300", "--tolerance", "1e-4", "--temperature", "0", "--scale", "none", "--algorithm", "auto", "--missing", "refuse", "--seed", "0", "--threads", "0"];
        Assert.Equal(Story(CommandRun.Of(fit)), Story(CommandRun.Of([.. fit, .. spelled])));
        Assert.Equal(Story(CommandRun.Of([.. fit, "--search", "none"])), Story(CommandRun.Of([.. fit, "--restarts", "10"])));
        fit = ["fit", "mixture", generated, "--components", "3", "--json"];
        spelled = ["--covariance", "full", "--seeding", "auto", "--regularization", "auto", "--restarts", "10", "--max-iterations", "1000", "--tolerance", "1e-5", "--temperature", "1", "--scale", "none"];
        Assert.Equal(Story(CommandRun.Of(fit)), Story(CommandRun.Of([.. fit, .. spelled])));
    }

    [Theory]
    [InlineData("greedy++")]
    [InlineData("++")]
    [InlineData("parallel")]
    [InlineData("afkmc2")]
    [InlineData("random")]
    public void Every_seeding_leads_to_the_same_sets(string seeding)
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("generate", "blobs", "--rows", "400", "--seed", "2", "--out", here["g.csv"]).Code);
        double Inertia(string word) => CommandRun.Of("fit", "kmeans", here["g.csv"], "--clusters", "3", "--seeding", word, "--json").Json().GetProperty("inertia").GetDouble();
        Assert.Equal(Inertia("greedy++"), Inertia(seeding), 1e-3 * Inertia("greedy++"));
    }

    /// <summary>A search goes on from the start that it was given, says what it did, and cannot end above it.</summary>
    [Theory]
    [InlineData("breathing")]
    [InlineData("genetic")]
    public void A_search_goes_on_from_the_start(string search)
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("generate", "blobs", "--rows", "300", "--out", here["g.csv"]).Code);
        string[] fit = ["fit", "kmeans", here["g.csv"], "--clusters", "7", "--restarts", "2", "--json"];
        var plain = CommandRun.Of(fit).Json();
        var searched = CommandRun.Of([.. fit, "--search", search, "--search-iterations", "25"]).Json();
        Assert.False(plain.TryGetProperty("searchIterations", out _));
        Assert.InRange(Int(searched, "searchIterations"), 1, 25);
        Assert.Equal(2, Int(searched, "restarts"));
        Assert.True(searched.GetProperty("inertia").GetDouble() <= plain.GetProperty("inertia").GetDouble());
    }

    [Fact]
    public void The_seed_decides_and_threads_do_not()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("generate", "unequal-variance", "--rows", "400", "--seed", "7", "--out", here["g.csv"]).Code);
        string[] fit = ["fit", "mixture", here["g.csv"], "--components", "4", "--max-iterations", "5", "--restarts", "2", "--json"];
        var one = Story(CommandRun.Of([.. fit, "--threads", "1", "--seed", "3"]));
        Assert.Equal(one, Story(CommandRun.Of([.. fit, "--threads", "7", "--seed", "3"])));
        Assert.NotEqual(one, Story(CommandRun.Of([.. fit, "--threads", "1", "--seed", "4"])));
    }

    /// <summary>Scaled by 50.99 (a) and by 1e-3 of it (b), the inertia changes its unit and the centroids do not.</summary>
    [Fact]
    public void Scaled_fits_report_centroids_in_the_units_of_the_data()
    {
        using var here = new Workspace();
        var json = CommandRun.Of("fit", "kmeans", here.Data(), "--clusters", "2", "--columns", "a,b", "--scale", "minmax", "--json").Json();
        Assert.All(Points(json, "centroids").OrderBy(c => c[0]).Zip([1.0, 101]), pair => Assert.All(pair.First, x => Assert.Equal(pair.Second, x, 1e-12)));

        // Both features run from 0 to 102: 16 / 102^2.
        Assert.Equal(16 / (102.0 * 102), json.GetProperty("inertia").GetDouble(), 1e-15);
    }

    [Fact]
    public void Limits_are_warned_of()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("generate", "moons", "--rows", "300", "--out", here["g.csv"]).Code);
        var run = CommandRun.Of("fit", "kmeans", here["g.csv"], "--clusters", "8", "--restarts", "10", "--max-iterations", "1", "--tolerance", "0", "--json");
        Assert.False(run.Json().GetProperty("converged").GetBoolean());
        Assert.Contains("did not converge", run.Json().GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.StartsWith("warning: ", run.Error, StringComparison.Ordinal);
    }

    /// <summary>A temperature far below the distances changes nothing; far above them all centroids meet in the mean of the rows.</summary>
    [Fact]
    public void Temperature_goes_from_kmeans_to_the_mean()
    {
        using var here = new Workspace();
        string[] fit = ["fit", "kmeans", here.Data(), "--clusters", "2", "--columns", "a,b", "--json", "--temperature"];
        Assert.Equal([[1, 1], [101, 101]], Points(CommandRun.Of([.. fit, "1"]).Json(), "centroids").OrderBy(c => c[0]));
        Assert.All(Points(CommandRun.Of([.. fit, "1e9"]).Json(), "centroids").SelectMany(c => c), x => Assert.Equal(51, x, 0.1));
    }

    [Fact]
    public void Standard_input_is_read_like_a_file()
    {
        using var here = new Workspace();
        using var input = new StringReader(Workspace.Squares);
        string[] rest = ["--clusters", "2", "--columns", "a,b", "--json"];
        Assert.Equal(Story(CommandRun.Of(["fit", "kmeans", here.Data(), .. rest])), Story(CommandRun.Of(input, CancellationToken.None, ["fit", "kmeans", "-", .. rest])));
    }

    [Fact]
    public void Files_are_written_and_told_on_standard_error()
    {
        using var here = new Workspace();
        var run = CommandRun.Of("fit", "mixture", here.Data(), "--components", "2", "--columns", "a,b", "--json", "--model", here["m.json"], "--labels", here["l.csv"], "--plot", here["f.svg"]);
        run.Json();
        Assert.Equal(["data.csv", "f.svg", "l.csv", "m.json"], here.Files);
        Assert.Equal(3, run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(line => line.StartsWith("wrote ", StringComparison.Ordinal)));
        var labels = File.ReadAllLines(here["l.csv"]);
        Assert.Equal("label", labels[0]);
        Assert.Equal(9, labels.Length);
        Assert.Single(labels[1..5].Distinct());
        Assert.Single(labels[5..9].Distinct());
        Assert.NotEqual(labels[1], labels[5]);
    }

    [Fact]
    public void People_get_tables_without_escape_codes_in_a_pipe()
    {
        using var here = new Workspace();
        var run = CommandRun.Of("fit", "mixture", here.Data(), "--components", "2", "--columns", "a,b");
        Assert.Equal(0, run.Code);
        Assert.DoesNotContain('\u001b', run.Output + run.Error);
        Assert.Contains("Gaussian mixture: 2 components, full covariance in 8 rows of 2 features", run.Output, StringComparison.Ordinal);
    }

    /// <summary>All of a fit but how long it took.</summary>
    private static string Story(CommandRun run) => string.Join('\n', run.Json().EnumerateObject().Where(p => p.Name != "seconds").Select(p => $"{p.Name}: {p.Value.GetRawText()}"));

    private static int Int(JsonElement json, string key) => json.GetProperty(key).GetInt32();

    private static double[][] Points(JsonElement json, string key) => [.. json.GetProperty(key).EnumerateArray().Select(p => Numbers(p).ToArray())];

    private static int DepthOf(JsonElement array) => array.ValueKind == JsonValueKind.Array ? 1 + DepthOf(array[0]) : 0;

    private static IEnumerable<double> Numbers(JsonElement element) =>
        element.ValueKind == JsonValueKind.Array ? element.EnumerateArray().SelectMany(Numbers) : [element.GetDouble()];
}
