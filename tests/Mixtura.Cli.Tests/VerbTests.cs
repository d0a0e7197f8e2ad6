using System.Globalization;
using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>The verbs around a fit: generate, predict, evaluate, plot, info and demo.</summary>
public class VerbTests
{
    private static readonly string[] External =
    [
        "adjustedRand", "rand", "mutualInformation", "normalizedMutualInformation", "adjustedMutualInformation",
        "homogeneity", "completeness", "vMeasure", "fowlkesMallows", "accuracy",
    ];

    [Theory]
    [InlineData("two-sets", 2)]
    [InlineData("blobs", 3)]
    [InlineData("anisotropic", 3)]
    [InlineData("unequal-variance", 3)]
    [InlineData("unequal-sizes", 3)]
    [InlineData("moons", 2)]
    [InlineData("rings", 2)]
    public void Generate(string name, int sets)
    {
        using var here = new Workspace();
        var json = CommandRun.Of("generate", name, "--rows", "301", "--seed", "5", "--out", here["g.csv"], "--json").Json();
        Assert.Equal(301, json.GetProperty("n").GetInt32());
        Assert.Equal(sets, json.GetProperty("sizes").GetArrayLength());
        Assert.Equal(301, json.GetProperty("sizes").EnumerateArray().Sum(s => s.GetInt32()));
        var lines = File.ReadAllLines(here["g.csv"]);
        Assert.Equal("x,y,class", lines[0]);
        Assert.Equal(302, lines.Length);
        var first = File.ReadAllText(here["g.csv"]);
        Assert.Equal(0, CommandRun.Of("generate", name, "--rows", "301", "--seed", "5", "--out", here["g.csv"]).Code);
        Assert.Equal(first, File.ReadAllText(here["g.csv"]));
    }

    /// <summary>A covariance of zeros puts every row on its mean.</summary>
    [Fact]
    public void Generate_described_sets()
    {
        using var here = new Workspace();
        var sets = here.File("sets.json", """{"sets": [{"mean": [1, 2, 3], "covariance": [[0,0,0],[0,0,0],[0,0,0]], "size": 2}, {"mean": [4, 5, 6], "covariance": [[0,0,0],[0,0,0],[0,0,0]], "size": 1}]}""");
        Assert.Equal(0, CommandRun.Of("generate", sets, "--out", here["g.csv"]).Code);
        var rows = File.ReadAllLines(here["g.csv"]).Select(line => line.Split(',')).ToList();
        Assert.Equal(["x0", "x1", "x2", "class"], rows[0]);
        Assert.Equal([1, 1, 4], rows[1..].Select(r => Number(r[0])));
        Assert.Equal(["A", "A", "B"], rows[1..].Select(r => r[3]));
        CommandRun.Of("generate", sets, "--rows", "9", "--out", here["g.csv"]).Failure(MixturaCommand.Usage);
    }

    [Fact]
    public void Predict_keeps_all_columns_and_the_order_of_rows()
    {
        using var here = new Workspace();
        Fit(here, "kmeans");
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], here["data.csv"], "--out", here["out.csv"], "--distances").Code);
        var (data, output) = (File.ReadAllLines(here["data.csv"]), File.ReadAllLines(here["out.csv"]));
        Assert.Equal(data[0] + ",label,distance", output[0]);
        Assert.Equal(data.Length, output.Length);
        for (var i = 1; i < data.Length; i++)
        {
            Assert.StartsWith(data[i] + ",", output[i], StringComparison.Ordinal);
            Assert.Equal(Math.Sqrt(2), Number(output[i].Split(',')[^1]), 1e-15);
        }
    }

    /// <summary>Rows so far apart are no maybe; half way between two equal components both are as probable.</summary>
    /// <summary>Of 21 rows on a line the farthest is the least probable, and the one between two clusters the most doubtful.</summary>
    [Fact]
    public void Predict_uncertainty_and_anomalies()
    {
        using var here = new Workspace();
        string[] values = [.. Enumerable.Range(0, 20).Select(i => $"{(i % 2 * 10) + (i / 2 % 5)}"), "60"];
        var rows = here.File("rows.csv", string.Join('\n', values.Prepend("x")));
        var fit = here.File("fit.csv", string.Join('\n', values[..20].Prepend("x")));
        Assert.Equal(0, CommandRun.Of("fit", "mixture", fit, "--components", "2", "--model", here["m.json"]).Code);
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], rows, "--out", here["out.csv"], "--uncertainty", "--anomalies", "0.01").Code);
        var lines = File.ReadAllLines(here["out.csv"]);
        Assert.Equal("x,label,uncertainty,anomaly", lines[0]);
        Assert.Equal([.. Enumerable.Repeat("0", 20), "1"], lines[1..].Select(line => line.Split(',')[3]));
        Assert.All(lines[1..], line => Assert.InRange(double.Parse(line.Split(',')[2], System.Globalization.CultureInfo.InvariantCulture), 0, 0.5));
        Assert.Contains("above 0 and at most 1", CommandRun.Of("predict", here["m.json"], rows, "--out", here["o.csv"], "--anomalies", "2").Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_probabilities_and_density()
    {
        using var here = new Workspace();
        Fit(here, "mixture");
        var asked = here.File("asked.csv", "b,a,name\n1,1,middle\n51,51,between");
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], asked, "--out", here["out.csv"], "--probabilities", "--density").Code);
        var rows = File.ReadAllLines(here["out.csv"]).Select(line => line.Split(',')).ToList();
        Assert.Equal(["b", "a", "name", "label", "p0", "p1", "logDensity"], rows[0]);
        double[] middle = [.. rows[1][4..].Select(Number)];
        Assert.Equal(1, middle[int.Parse(rows[1][3], CultureInfo.InvariantCulture)]);

        // ln(1/2 x 1 / (2 pi)): the density at the mean of one component of variance 1, regularised by 1e-6 times 2501.
        Assert.Equal(-Math.Log(2) - Math.Log(2 * Math.PI * (1 + 2501e-6)), middle[2], 1e-9);
        Assert.Equal([0.5, 0.5], rows[2][4..6].Select(Number).Select(p => Math.Round(p, 9)));
    }

    [Fact]
    public void Predict_with_dropped_rows_leaves_their_label_empty()
    {
        using var here = new Workspace();
        Fit(here, "kmeans");
        var asked = here.File("asked.csv", "a,b\n1,1\n1,\n101,101");
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], asked, "--missing", "drop", "--out", here["out.csv"]).Code);
        var labels = File.ReadAllLines(here["out.csv"])[1..].Select(line => line.Split(',')[2]).ToList();
        Assert.Equal((3, string.Empty), (labels.Count, labels[1]));
        Assert.All([labels[0], labels[2]], label => Assert.True(label is "0" or "1"));
    }

    [Theory]
    [InlineData("kmeans")]
    [InlineData("mixture")]
    public void Evaluate_against_the_truth(string model)
    {
        using var here = new Workspace();
        Fit(here, model);
        var json = CommandRun.Of("evaluate", here["data.csv"], "--model", here["m.json"], "--label", "class", "--json").Json();
        Assert.All(["silhouette", "calinskiHarabasz", "daviesBouldin"], key => Assert.Equal(JsonValueKind.Number, json.GetProperty(key).ValueKind));

        // The clusters are the classes: all agreement measures are 1, and a cluster tells ln 2 nats.
        Assert.All(External.Where(key => key != "mutualInformation"), key => Assert.Equal(1, json.GetProperty(key).GetDouble(), 1e-14));
        Assert.Equal(Math.Log(2), json.GetProperty("mutualInformation").GetDouble(), 1e-14);
        Assert.Equal(16, json.GetProperty("inertia").GetDouble());

        // The centroids' mean lies 50 sqrt(2) from both: (8 x 5000 / 1) / (16 / 6).
        Assert.Equal(15000, json.GetProperty("calinskiHarabasz").GetDouble(), 1e-9);

        // (sqrt 2 + sqrt 2) / (100 sqrt 2).
        Assert.Equal(0.02, json.GetProperty("daviesBouldin").GetDouble(), 1e-15);
        var contingency = json.GetProperty("contingency");
        Assert.Equal(["far", "near"], contingency.GetProperty("classes").EnumerateArray().Select(c => c.GetString()!).Order(StringComparer.Ordinal));
        Assert.Equal([0, 0, 4, 4], contingency.GetProperty("counts").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(c => c.GetInt32()).Order());
    }

    [Fact]
    public void Evaluate_without_classes_has_no_external_measures()
    {
        using var here = new Workspace();
        Fit(here, "kmeans");
        var json = CommandRun.Of("evaluate", here["data.csv"], "--model", here["m.json"], "--json").Json();
        Assert.All([.. External, "contingency"], key => Assert.False(json.TryGetProperty(key, out _), key));
        Assert.Contains("silhouette", CommandRun.Of("evaluate", here["data.csv"], "--model", here["m.json"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluate_from_a_sample_says_how_far_it_may_be_off()
    {
        using var here = new Workspace();
        Fit(here, "kmeans");
        string[] line = ["evaluate", here["data.csv"], "--model", here["m.json"]];
        var exact = CommandRun.Of([.. line, "--json"]).Json();
        Assert.Equal(0, exact.GetProperty("silhouetteError").GetDouble());
        Assert.InRange(exact.GetProperty("simplifiedSilhouette").GetDouble(), 0.98, 1);
        Assert.DoesNotContain("standard error", CommandRun.Of(line).Output, StringComparison.Ordinal);
        var run = CommandRun.Of([.. line, "--sample", "4", "--json"]);
        Assert.Contains("4 of 8 rows", run.Error, StringComparison.Ordinal);
        Assert.True(run.Json().GetProperty("silhouetteError").GetDouble() >= 0);
        Assert.Equal(exact.GetProperty("silhouette").GetDouble(), run.Json().GetProperty("silhouette").GetDouble(), 0.01);
    }

    [Fact]
    public void Measures_that_are_not_defined_are_null_and_say_why()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("fit", "kmeans", here.Data(), "--clusters", "1", "--columns", "a,b", "--model", here["m.json"]).Code);
        var run = CommandRun.Of("evaluate", here["data.csv"], "--model", here["m.json"], "--json");
        Assert.Equal(JsonValueKind.Null, run.Json().GetProperty("silhouette").ValueKind);
        Assert.Contains("silhouette", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kmeans", "png")]
    [InlineData("kmeans", "svg")]
    [InlineData("mixture", "png")]
    [InlineData("mixture", "svg")]
    public void Plot(string model, string kind)
    {
        using var here = new Workspace();
        Fit(here, model);
        var path = here[$"figure.{kind}"];
        Assert.Equal(0, CommandRun.Of("plot", here["m.json"], here["data.csv"], "--out", path, "--title", "two squares").Code);
        var bytes = File.ReadAllBytes(path);
        Assert.Equal(kind == "png" ? "\u0089PNG" : "<", string.Concat(bytes.Take(kind == "png" ? 4 : 1).Select(b => (char)b)));
    }

    [Theory]
    [InlineData("a,b", MixturaCommand.Done)]
    [InlineData("b,a", MixturaCommand.Done)]
    [InlineData("a", MixturaCommand.Usage)]
    [InlineData("a,", MixturaCommand.Usage)]
    [InlineData("a,zeta", MixturaCommand.Failed)]
    public void Plot_of_chosen_features(string axes, int code)
    {
        using var here = new Workspace();
        Fit(here, "kmeans");
        var run = CommandRun.Of("plot", here["m.json"], here["data.csv"], "--out", here["f.png"], "--axes", axes);
        Assert.Equal(code, run.Code);
        Assert.Equal(code == MixturaCommand.Done, File.Exists(here["f.png"]));
    }

    [Theory]
    [InlineData("kmeans")]
    [InlineData("mixture")]
    public void Info_tells_what_the_fit_told(string model)
    {
        using var here = new Workspace();
        var fit = Fit(here, model);
        var info = CommandRun.Of("info", here["m.json"], "--json").Json();
        Assert.Equal(
            fit.EnumerateObject().Where(p => p.Name is not ("seconds" or "searchIterations" or "searchImprovements")).Select(p => (p.Name, p.Value.GetRawText())),
            info.EnumerateObject().Select(p => (p.Name, p.Value.GetRawText())));
        Assert.Contains("a, b", CommandRun.Of("info", here["m.json"]).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Demo_tells_the_story_and_writes_its_files()
    {
        using var here = new Workspace();
        var run = CommandRun.Of("demo", "--out", here["demo"]);
        Assert.Equal((0, string.Empty), (run.Code, run.Error));
        Assert.Equal(["kmeans.json", "kmeans.png", "mixture.json", "mixture.png", "two-sets.csv"], here.Files.Select(Path.GetFileName));
        Assert.All(["discovered center", "Voronoi", "maybe"], words => Assert.Contains(words, run.Output, StringComparison.Ordinal));

        // The same numbers by other ways: the sets' own accuracy as evaluate measures it.
        var told = CommandRun.Of("demo", "--out", here["demo"], "--json").Json();
        var measured = CommandRun.Of("evaluate", here[Path.Combine("demo", "two-sets.csv")], "--model", here[Path.Combine("demo", "kmeans.json")], "--label", "class", "--json").Json();
        Assert.Equal(measured.GetProperty("accuracy").GetDouble(), told.GetProperty("accuracy").GetDouble(), 1e-15);
        Assert.InRange(told.GetProperty("accuracy").GetDouble(), 0.95, 1);
    }

    internal static JsonElement Fit(Workspace here, string model) => CommandRun.Of(
        "fit", model, here.Data(), model == "kmeans" ? "--clusters" : "--components", "2", "--columns", "a,b", "--model", here["m.json"], "--json").Json();

    internal static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
