using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>Known classes, learned and predicted; and how sure a mixture's parameters are.</summary>
public class ClassesTests
{
    [Theory]
    [InlineData("edda")]
    [InlineData("mclustda")]
    public void Two_squares_are_told_apart(string kind)
    {
        using var here = new Workspace();
        var json = CommandRun.Of("fit", "classes", here.Data(), "--label", "class", "--columns", "a,b", "--kind", kind, "--components", "1,2", "--covariance", "EII,diag", "--model", here["m.json"], "--json").Json();
        Assert.Equal(("classifier", kind, 8, 2), (Text(json, "task"), Text(json, "kind"), json.GetProperty("n").GetInt32(), json.GetProperty("k").GetInt32()));
        Assert.Equal(0, json.GetProperty("trainingError").GetDouble());
        var classes = json.GetProperty("classes").EnumerateArray().ToArray();
        Assert.Equal(["far", "near"], classes.Select(c => Text(c, "name")));
        Assert.Equal([1.0, 1.0], classes[1].GetProperty("means")[0].EnumerateArray().Select(x => Math.Round(x.GetDouble(), 9)));
        var validation = json.GetProperty("crossValidation");

        // Four rows a class, so four folds and no more.
        Assert.Equal((4, 0), (validation.GetProperty("folds").GetInt32(), validation.GetProperty("errorRate").GetDouble()));
        Assert.Equal("[[4,0],[0,4]]", validation.GetProperty("confusion").GetRawText());

        var rows = here.File("new.csv", "name,b,a\nx,1,2\ny,90,99");
        Assert.Equal(0, CommandRun.Of("predict", here["m.json"], rows, "--out", here["out.csv"], "--probabilities", "--density", "--uncertainty").Code);
        var lines = File.ReadAllLines(here["out.csv"]);
        Assert.Equal("name,b,a,label,p0,p1,logDensity,uncertainty", lines[0]);
        Assert.StartsWith("x,1,2,near,0", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("y,90,99,far,1", lines[2], StringComparison.Ordinal);
    }

    /// <summary>What a person sees: errors, structures, confusions; and info shows the classes of a file.</summary>
    [Fact]
    public void Tables_show_errors_and_structures()
    {
        using var here = new Workspace();
        var run = CommandRun.Of("fit", "classes", here.Data(), "--label", "class", "--columns", "a,b", "--folds", "2", "--covariance", "EII", "--model", here["m.json"]);
        Assert.Equal(0, run.Code);
        Assert.All(["2 classes in 8 rows of 2 features", "training error", "0.0 %", "in 2 folds", "EII", "near"], words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
        var info = CommandRun.Of("info", here["m.json"]);
        Assert.Contains("One Gaussian a class", info.Output, StringComparison.Ordinal);
        Assert.Contains("near", info.Output, StringComparison.Ordinal);
        Assert.Equal("classifier", Text(CommandRun.Of("info", here["m.json"], "--json").Json(), "task"));
        Assert.Equal(0, CommandRun.Of("plot", here["m.json"], here["data.csv"], "--out", here["f.svg"]).Code);
        var evaluation = CommandRun.Of("evaluate", here["data.csv"], "--model", here["m.json"], "--label", "class", "--json").Json();
        Assert.Equal(1, evaluation.GetProperty("accuracy").GetDouble());
        Assert.DoesNotContain("crossValidation", CommandRun.Of("fit", "classes", here["data.csv"], "--label", "class", "--columns", "a,b", "--folds", "0", "--json").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_fit()
    {
        using var here = new Workspace();
        string[] fit = ["fit", "classes", here.Data(), "--label", "class", "--columns", "a,b", "--folds", "0", "--json"];
        var all = CommandRun.Of([.. fit, "--weights", "w"]).Json();
        Assert.Equal([0.75, 0.25], all.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("prior").GetDouble()));
        var alike = CommandRun.Of([.. fit, "--weights", "w", "--priors", "equal", "--scale", "minmax", "--covariance", "EEI", "--regularization", "0"]).Json();
        Assert.Equal([0.5, 0.5], alike.GetProperty("classes").EnumerateArray().Select(c => c.GetProperty("prior").GetDouble()));
        Assert.Equal(("minmax", "EEI"), (Text(alike, "scale"), Text(alike.GetProperty("classes")[0], "covariance")));

        // Each square's variance is 1 along both axes.
        Assert.Equal(1, alike.GetProperty("classes")[0].GetProperty("covariances")[0][0][0].GetDouble(), 1e-12);
        var chosen = CommandRun.Of([.. fit, "--selection-folds", "2", "--covariance", "tied,EII"]).Json();
        Assert.Contains(Text(chosen.GetProperty("classes")[0], "covariance"), new[] { "tied", "EII" });
        var mixtures = CommandRun.Of([.. fit, "--kind", "mclustda", "--components", "2..3", "--covariance", "EII", "--restarts", "2"]).Json();
        Assert.All(mixtures.GetProperty("classes").EnumerateArray(), c => Assert.InRange(c.GetProperty("components").GetInt32(), 2, 3));
    }

    [Theory]
    [InlineData("", "--label", 2)]
    [InlineData("--label class --missing em", "--missing em is for", 2)]
    [InlineData("--label class --folds 1", "at least 2", 2)]
    [InlineData("--label class --components 5..1", "--components takes", 2)]
    [InlineData("--label class --components 0", "--components takes", 2)]
    [InlineData("--label class --covariance full,round", "\"round\"", 2)]
    [InlineData("--label class --kind mclustda --selection-folds 3", "--kind edda", 2)]
    [InlineData("--label class --folds 9", "9", 1)]
    [InlineData("--label part --covariance full --folds 4", "Without fold", 1)]
    public void What_cannot_be_is_refused(string options, string says, int code)
    {
        using var here = new Workspace();
        Assert.Contains(says, CommandRun.Of(["fit", "classes", here.Data(), "--columns", "a,b", .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)]).Failure(code), StringComparison.Ordinal);
    }

    [Fact]
    public void A_classifier_is_no_clustering()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("fit", "classes", here.Data(), "--label", "class", "--columns", "a,b", "--model", here["m.json"]).Code);
        Assert.Contains("classifier", CommandRun.Of("fit", "kmeans", here["data.csv"], "--clusters", "2", "--columns", "a,b", "--start", here["m.json"]).Failure(MixturaCommand.Failed), StringComparison.Ordinal);
        CommandRun.Of("predict", here["m.json"], here["data.csv"], "--out", here["o.csv"], "--distances").Failure(MixturaCommand.Usage);
        CommandRun.Of("predict", here["m.json"], here["data.csv"], "--out", here["o.csv"], "--anomalies", "0.1").Failure(MixturaCommand.Usage);
        CommandRun.Of("bootstrap", here["m.json"], here["data.csv"]).Failure(MixturaCommand.Usage);
        CommandRun.Of("update", here["m.json"], here["data.csv"], "--model", here["u.json"]).Failure(MixturaCommand.Usage);
    }

    /// <summary>Equal halves far apart: a weight is off by sqrt(1/4 / 8) where rows are drawn anew.</summary>
    [Theory]
    [InlineData("parametric")]
    [InlineData("weighted")]
    public void Bootstrap(string kind)
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("fit", "mixture", here.Data(), "--columns", "a,b", "--components", "2", "--covariance", "spherical", "--model", here["m.json"]).Code);
        string[] asked = ["bootstrap", here["m.json"], here["data.csv"], "--kind", kind, "--replicates", "400", "--confidence", "0.9"];
        var json = CommandRun.Of([.. asked, "--json"]).Json();
        Assert.Equal((kind, 400, 0.9), (Text(json, "kind"), json.GetProperty("replicates").GetInt32() + json.GetProperty("discarded").GetInt32(), json.GetProperty("confidence").GetDouble()));
        var weight = json.GetProperty("weights")[0];
        Assert.Equal(0.5, weight.GetProperty("estimate").GetDouble(), 1e-9);

        // Drawn: a binomial share; weighted: a beta one with half a row less. A tenth for the chance of 400.
        Assert.InRange(weight.GetProperty("standardError").GetDouble(), Math.Sqrt(0.25 / 9) * 0.9, Math.Sqrt(0.25 / 8) * 1.1);
        Assert.Equal(2, json.GetProperty("covariances")[1].GetArrayLength());
        var table = CommandRun.Of(asked).Output;
        Assert.All(["90.0 %", "standard error", "mean a", "variance b", "weight"], words => Assert.Contains(words, table, StringComparison.Ordinal));
        CommandRun.Of([.. asked[..^1], "1"]).Failure(MixturaCommand.Usage);
    }

    [Fact]
    public void Components()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("generate", "two-sets", "--rows", "120", "--seed", "4", "--out", here["g.csv"]).Code);
        string[] asked = ["components", here["g.csv"], "--label", "class", "--replicates", "19", "--restarts", "2"];
        var json = CommandRun.Of([.. asked, "--json"]).Json();
        Assert.Equal((2, true), (json.GetProperty("components").GetInt32(), json.GetProperty("decided").GetBoolean()));
        Assert.Equal(0.05, json.GetProperty("tests")[0].GetProperty("pValue").GetDouble(), 1e-12);
        var run = CommandRun.Of([.. asked, "--max-components", "2"]);
        Assert.Contains("1 against 2", run.Output, StringComparison.Ordinal);
        Assert.Contains("--max-components", run.Error, StringComparison.Ordinal);

        // The least p-value of 19 replicates is 0.05.
        Assert.Contains("1 component:", CommandRun.Of([.. asked, "--level", "0.01"]).Output, StringComparison.Ordinal);
        CommandRun.Of("components", here["g.csv"], "--label", "class", "--level", "1").Failure(MixturaCommand.Usage);
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
