namespace Mixtura.Cli.Tests;

/// <summary>What the verbs do with mixtures alone: missing cells, merged components, models that go on, rows drawn from them.</summary>
public class MixtureVerbTests
{
    /// <summary>As many rows as the fit had, or as asked, with its features' names; a k-means model has none to draw.</summary>
    [Fact]
    public void Generate_from_a_mixture()
    {
        using var here = new Workspace();
        VerbTests.Fit(here, "mixture");
        Assert.Equal(0, CommandRun.Of("generate", here["m.json"], "--out", here["g.csv"], "--seed", "2").Code);
        var rows = File.ReadAllLines(here["g.csv"]).Select(line => line.Split(',')).ToList();
        Assert.Equal(["a", "b", "class"], rows[0]);
        Assert.Equal(8, rows.Count - 1);
        Assert.All(rows[1..], row => Assert.True(Math.Abs(VerbTests.Number(row[0]) - 1) < 6 || Math.Abs(VerbTests.Number(row[0]) - 101) < 6));
        Assert.Equal(40, CommandRun.Of("generate", here["m.json"], "--rows", "40", "--out", here["g.csv"], "--json").Json().GetProperty("n").GetInt32());
        VerbTests.Fit(here, "kmeans");
        CommandRun.Of("generate", here["m.json"], "--out", here["g.csv"]).Failure(MixturaCommand.Usage);
    }

    /// <summary>Two clusters on a line y = 2 x: where y is missing x says what it is, and a row without values keeps its place.</summary>
    [Fact]
    public void Missing_cells_are_taken_and_filled_in()
    {
        using var here = new Workspace();
        string[] points = [.. Enumerable.Range(0, 60).Select(i => (i % 2 * 50) + (i % 7)).Select((x, i) => i % 5 == 0 ? $"{x},"  : $"{x},{2 * x}.{i % 3}")];
        var data = here.File("data.csv", string.Join('\n', ["x,y", .. points, ","]));
        var json = CommandRun.Of("fit", "mixture", data, "--components", "2", "--missing", "em", "--model", here["m.json"], "--labels", here["l.csv"], "--plot", here["f.png"], "--json").Json();
        Assert.Equal(60, json.GetProperty("n").GetInt32());
        Assert.Contains("left out: 1, the first of them row 60", json.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(62, File.ReadAllLines(here["l.csv"]).Length);
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], data, "--missing", "em", "--impute", "--probabilities", "--density", "--uncertainty", "--out", here["out.csv"]).Code);
        var rows = File.ReadAllLines(here["out.csv"]).Select(line => line.Split(',')).ToList();
        Assert.Equal(["x", "y", "label", "p0", "p1", "logDensity", "uncertainty", "x_imputed", "y_imputed"], rows[0]);
        for (var i = 0; i < 60; i++)
        {
            var x = VerbTests.Number(rows[i + 1][0]);
            Assert.Equal(x, VerbTests.Number(rows[i + 1][7]));
            Assert.Equal(i % 5 == 0 ? 2 * x : VerbTests.Number(rows[i + 1][1]), VerbTests.Number(rows[i + 1][8]), i % 5 == 0 ? 0.3 : 0);
        }

        VerbTests.Fit(here, "kmeans");
        var complete = here["data.csv"];
        Assert.Contains("for Gaussian mixtures", CommandRun.Of("predict", here["m.json"], complete, "--missing", "em", "--out", here["o.csv"]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        Assert.Contains("--missing em", CommandRun.Of("predict", here["m.json"], complete, "--impute", "--out", here["o.csv"]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    /// <summary>Of three components two overlap and are one cluster; the third, far off, is the other.</summary>
    [Fact]
    public void Components_are_merged_to_clusters()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", string.Join('\n', Enumerable.Range(0, 90).Select(i => $"{(i % 3 == 2 ? 100 : i % 3 * 4) + (i / 3 % 10 / 2.0)}").Prepend("x")));
        var start = here.File("start.csv", "x\n2\n100\n6");
        Assert.Equal(0, CommandRun.Of("fit", "mixture", data, "--components", "3", "--start", start, "--model", here["m.json"]).Code);
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], data, "--merge", "2", "--out", here["out.csv"]).Code);
        var rows = File.ReadAllLines(here["out.csv"]).Select(line => line.Split(',')).ToList();
        Assert.Equal(["x", "label", "cluster"], rows[0]);
        Assert.All(rows[1..], row => Assert.Equal(VerbTests.Number(row[0]) >= 100 ? "1" : "0", row[2]));
        Assert.Contains("at most the 3", CommandRun.Of("predict", here["m.json"], data, "--merge", "4", "--out", here["o.csv"]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        VerbTests.Fit(here, "kmeans");
        Assert.Contains("Gaussian mixtures", CommandRun.Of("predict", here["m.json"], data, "--merge", "1", "--columns", "x", "--out", here["o.csv"]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    /// <summary>A mixture goes on from a model, with what is frozen as it was; learns names from a few known rows; and takes in new rows.</summary>
    [Fact]
    public void Mixtures_that_go_on()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", string.Join('\n', ["x,k", .. Enumerable.Range(0, 60).Select(i => $"{(i % 2 * 50) + (i % 7)},{(i > 3 ? "" : i % 2 == 0 ? "b" : "a")}")]));
        Assert.Equal(0, CommandRun.Of("fit", "mixture", data, "--components", "2", "--known", "k", "--model", here["m.json"]).Code);
        var model = Assert.IsType<GaussianMixtureModel>(ModelFile.Read(here["m.json"]));
        Assert.Equal(53, model.Means[0][0], 0.2);
        var other = here.File("other.csv", string.Join('\n', ["x", .. Enumerable.Range(0, 90).Select(i => $"{(i % 3 == 0 ? 54 : 4) + (i % 5)}")]));
        Assert.Equal(0, CommandRun.Of("fit", "mixture", other, "--components", "2", "--start", here["m.json"], "--freeze", "means,covariances", "--model", here["f.json"]).Code);
        var frozen = Assert.IsType<GaussianMixtureModel>(ModelFile.Read(here["f.json"]));
        Assert.Equal(model.Means[0], frozen.Means[0]);
        Assert.Equal(1.0 / 3, frozen.Weights[0], 0.01);
        Assert.Equal(0, CommandRun.Of("update", here["m.json"], other, "--model", here["u.json"]).Code);
        Assert.Equal(150, Assert.IsType<GaussianMixtureModel>(ModelFile.Read(here["u.json"])).StandsFor);
        Assert.Equal(0, CommandRun.Of("fit", "mixture", other, "--components", "2", "--batch-size", "30", "--max-iterations", "3").Code);
        foreach (var wrong in new[] { "--freeze means", "--freeze shapes --start m.json", "--batch-size 10 --noise", "--prior process --noise", "--batch-size 10 --missing em" })
        {
            CommandRun.Of(["fit", "mixture", other, "--components", "2", .. wrong.Split(' ')]).Failure(MixturaCommand.Usage);
        }
    }
}
