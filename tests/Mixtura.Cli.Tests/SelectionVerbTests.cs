using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>select, compare and report on the command line.</summary>
public class SelectionVerbTests
{
    [Fact]
    public void Select_gives_a_table_and_the_best_of_it()
    {
        using var here = new Workspace();
        var points = Points(here);
        var json = CommandRun.Of("select", points, "--label", "class", "--components", "1..4", "--references", "3", "--halvings", "2", "--resamples", "3", "--model", here["best.json"], "--plot", here["curves.svg"], "--json").Json();
        Assert.Equal(2, json.GetProperty("k").GetInt32());
        var best = json.GetProperty("best");
        Assert.Equal(("mixture", 2), (best.GetProperty("family").GetString(), best.GetProperty("k").GetInt32()));
        JsonElement[] table = [.. json.GetProperty("table").EnumerateArray()];
        Assert.Equal(table.Where(c => c.GetProperty("family").GetString() is "mixture" && c.GetProperty("bic").ValueKind == JsonValueKind.Number).Max(c => c.GetProperty("bic").GetDouble()), best.GetProperty("bic").GetDouble());
        Assert.Equal(4, table.Count(c => c.GetProperty("family").GetString() is "kmeans"));
        Assert.All(table, c => Assert.True(c.GetProperty("converged").ValueKind is JsonValueKind.True or JsonValueKind.False));
        Assert.Equal(2, json.GetProperty("choices").GetProperty("predictionStrength").GetInt32());
        Assert.StartsWith("2 clusters", json.GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, CommandRun.Of("info", here["best.json"], "--json").Json().GetProperty("k").GetInt32());
        Assert.Contains("BIC", File.ReadAllText(here["curves.svg"]), StringComparison.Ordinal);

        var text = CommandRun.Of("select", points, "--label", "class", "--components", "1,2", "--covariance", "full,EII", "--family", "mixture", "--complete").Output;
        Assert.Contains("2 clusters: a mixture of 2 components", text, StringComparison.Ordinal);
        Assert.DoesNotContain("silhouette", text, StringComparison.Ordinal);
        Assert.Equal("kmeans", CommandRun.Of("select", points, "--label", "class", "--components", "1..3", "--family", "kmeans", "--json").Json().GetProperty("best").GetProperty("family").GetString());
    }

    [Fact]
    public void Compare_says_which_to_take()
    {
        using var here = new Workspace();
        var points = Points(here);
        var json = CommandRun.Of("compare", points, "--label", "class", "--clusters", "2", "--out", here["both.csv"], "--plot", here["both.svg"], "--json").Json();
        Assert.Contains(json.GetProperty("advice").GetString(), new[] { "kmeans", "mixture" });
        Assert.Equal(1, json.GetProperty("agreement").GetDouble());
        var lines = File.ReadAllLines(here["both.csv"]);
        Assert.EndsWith("cluster,component,second", lines[0], StringComparison.Ordinal);
        Assert.All(lines[1..], line => Assert.Equal(line.Split(',')[^3], line.Split(',')[^2]));
        Assert.Contains("ringed: 0 rows", File.ReadAllText(here["both.svg"]), StringComparison.Ordinal);
        Assert.Contains("adjusted Rand index of both 1", CommandRun.Of("compare", points, "--label", "class", "--clusters", "2").Output, StringComparison.Ordinal);
        Assert.Contains("--doubt", CommandRun.Of("compare", points, "--label", "class", "--clusters", "2", "--doubt", "0.7").Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_writes_a_page_that_says_how_it_was_made()
    {
        using var here = new Workspace();
        var points = Points(here);
        Assert.Equal(0, CommandRun.Of("report", points, "--label", "class", "--components", "1..3", "--resamples", "2", "--title", "Two sets", "--out", here["r.html"], "--model", here["m.json"]).Code);
        var page = File.ReadAllText(here["r.html"]);
        Assert.Contains("<title>Two sets</title>", page, StringComparison.Ordinal);
        Assert.Contains("--components 1..3 --resamples 2 --title &#39;Two sets&#39;", page, StringComparison.Ordinal);
        Assert.Contains("Against the known classes", page, StringComparison.Ordinal);
        Assert.True(File.Exists(here["m.json"]));
        Assert.Contains(".html", CommandRun.Of("report", points, "--out", here["r.pdf"]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_read_and_written()
    {
        using var here = new Workspace();
        var points = Points(here);
        var before = File.ReadAllText(points);
        Assert.Contains("is read and named for an output", CommandRun.Of("select", points, "--label", "class", "--model", points).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        Assert.Contains("is read and named for an output", CommandRun.Of("compare", points, "--label", "class", "--clusters", "2", "--out", points).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        Assert.Contains("named for two outputs", CommandRun.Of("report", points, "--label", "class", "--out", here["r.html"], "--model", here["r.html"]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(points));
    }

    [Fact]
    public void Evaluate_draws_silhouettes()
    {
        using var here = new Workspace();
        var points = Points(here);
        Assert.Equal(0, CommandRun.Of("fit", "kmeans", points, "--label", "class", "--clusters", "2", "--model", here["m.json"]).Code);
        Assert.Equal(0, CommandRun.Of("evaluate", points, "--model", here["m.json"], "--plot", here["s.svg"]).Code);
        Assert.Contains("Silhouettes: 0.9", File.ReadAllText(here["s.svg"]), StringComparison.Ordinal);
    }

    private static string Points(Workspace here) =>
        here.File("points.csv", "x,y,class\n" + string.Join('\n', Enumerable.Range(0, 80).Select(i => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(i % 2 * 30) + (i * 7 % 11 * 0.3)},{i * 5 % 13 * 0.25},{(i % 2 == 0 ? "A" : "B")}"))));
}
