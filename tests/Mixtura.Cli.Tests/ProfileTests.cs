using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>Two squares of side 2, 100 apart: of each cluster everything follows from arithmetic.</summary>
public class ProfileTests
{
    [Theory]
    [InlineData("kmeans")]
    [InlineData("mixture")]
    public void Profile_as_json(string kind)
    {
        using var here = new Workspace();
        Fit(here, kind);
        var json = CommandRun.Of("profile", here["m.json"], here["data.csv"], "--resamples", "5", "--rows", "2", "--json").Json();
        Assert.Equal((8, 2), (json.GetProperty("n").GetInt32(), json.GetProperty("k").GetInt32()));
        var near = json.GetProperty("clusters").EnumerateArray().Single(c => c.GetProperty("center")[0].GetDouble() < 50);
        Assert.Equal((4, 0.5), (near.GetProperty("rows").GetInt32(), near.GetProperty("share").GetDouble()));
        Assert.All(near.GetProperty("features").EnumerateArray(), feature => Assert.Equal((1.0, 101.0, -100.0), (feature.GetProperty("mean").GetDouble(), feature.GetProperty("othersMean").GetDouble(), feature.GetProperty("effect").GetDouble())));
        Assert.Equal(0, near.GetProperty("silhouetteError").GetDouble());
        Assert.InRange(near.GetProperty("silhouette").GetDouble(), 0.98, 1);
        Assert.InRange(near.GetProperty("stability").GetDouble(), 0.5, 1);
        Assert.Equal(2, near.GetProperty("typical").GetArrayLength());
        Assert.All(near.GetProperty("typical").EnumerateArray(), row => Assert.InRange(row.GetProperty("row").GetInt32(), 0, 3));
        Assert.Empty(near.GetProperty("doubtful").EnumerateArray());
    }

    [Fact]
    public void Profile_as_tables()
    {
        using var here = new Workspace();
        Fit(here, "kmeans");
        var run = CommandRun.Of("profile", here["m.json"], here["data.csv"], "--resamples", "0");
        Assert.Equal((0, string.Empty), (run.Code, run.Error));
        Assert.All(["2 clusters of 8 rows", "-100.00", "+100.00", "1, 2, 3", "5, 6, 7"], text => Assert.Contains(text, run.Output, StringComparison.Ordinal));
    }

    /// <summary>Rows that are left out move no number: the place in the file is told.</summary>
    [Fact]
    public void Rows_are_numbered_as_in_the_file()
    {
        using var here = new Workspace();
        Fit(here, "kmeans");
        var holes = here.File("holes.csv", "a,b\n,1\n1,1\n,2\n101,101");
        string[] line = ["profile", here["m.json"], holes, "--missing", "drop", "--resamples", "0"];
        var json = CommandRun.Of([.. line, "--json"]);
        Assert.Equal([2, 4], json.Json().GetProperty("clusters").EnumerateArray().SelectMany(c => c.GetProperty("typical").EnumerateArray()).Select(row => row.GetProperty("row").GetInt32()).Order());
        Assert.Contains("silhouette", json.Error, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, json.Json().GetProperty("clusters")[0].GetProperty("silhouette").ValueKind);
        var cells = CommandRun.Of(line).Output.Split('\n').Where(text => text.Contains("50.0 %", StringComparison.Ordinal)).Select(text => text.Split('│')[6].Trim());
        Assert.Equal(["2", "4"], cells.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_classifier_has_no_profile()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("fit", "classes", here.Data(), "--label", "class", "--columns", "a,b", "--model", here["m.json"]).Code);
        Assert.Contains("evaluate", CommandRun.Of("profile", here["m.json"], here["data.csv"]).Failure(2), StringComparison.Ordinal);
    }

    private static void Fit(Workspace here, string kind)
    {
        string[] what = kind == "kmeans" ? ["kmeans", here.Data(), "--clusters", "2"] : ["mixture", here.Data(), "--components", "2", "--covariance", "spherical"];
        Assert.Equal(0, CommandRun.Of(["fit", .. what, "--columns", "a,b", "--model", here["m.json"]]).Code);
    }
}
