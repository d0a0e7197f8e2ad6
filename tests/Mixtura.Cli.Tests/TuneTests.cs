using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>mixtura tune: what scripts rely on, and what contradicts itself.</summary>
public class TuneTests
{
    /// <summary>Two groups of twelve rows, a hundred apart along two of three features: any two clusters tell the classes.</summary>
    private static readonly string Groups = "a,b,c,class,w\n" + string.Join('\n', Enumerable.Range(0, 24).Select(i => $"{(i % 2 * 100) + (i % 3)},{(i % 2 * 100) + (i % 5)},{i % 7},{(i % 2 == 0 ? "near" : "far")},{1 + (i % 2)}"));

    [Fact]
    public void The_contract()
    {
        using var here = new Workspace();
        var run = CommandRun.Of([.. Tune(here), "--clusters", "2..3", "--covariance", "EII,diag", "--scale", "none", "--model", here["m.json"], "--json"]);
        var json = run.Json();
        Assert.Equal((24, 3, "accuracy", 5), (json.GetProperty("n").GetInt32(), json.GetProperty("d").GetInt32(), Text(json, "score"), json.GetProperty("testRows").GetInt32()));
        Assert.Equal(["far", "near"], json.GetProperty("classes").EnumerateArray().Select(c => c.GetString()!));
        var table = json.GetProperty("table").EnumerateArray().ToList();
        Assert.Equal(["kmeans 2", "kmeans 3", "mixture 2 EII", "mixture 2 diag", "mixture 3 EII", "mixture 3 diag"], table.Select(c => $"{Text(c, "family")} {c.GetProperty("k").GetInt32()}{(c.TryGetProperty("covariance", out var s) ? " " + s.GetString() : string.Empty)}"));
        Assert.All(table, c => Assert.Equal(5, c.GetProperty("parts").GetArrayLength()));

        // All are right; k-means with two clusters has the fewest parameters.
        Assert.Equal(table[0].GetRawText(), json.GetProperty("best").GetRawText());
        Assert.Equal((1, 1, 1, 0), (Number(json, "validation"), Number(json, "test"), Number(json, "baseline"), Number(json, "gain")));
        Assert.Equal((0, 0, 6), (Number(json, "validationStandardError"), Number(json, "testStandardError"), Number(table[0], "parameters")));
        Assert.False(json.GetProperty("beatsBaseline").GetBoolean());
        Assert.Contains("does not beat", Text(json, "reason"), StringComparison.Ordinal);

        // 19 rows outside the test in two clusters, one added to each class: 10 and 1 of 11, and so on.
        Assert.Equal(2, json.GetProperty("frequencies").EnumerateArray().Sum(q => q.EnumerateArray().Sum(p => p.GetDouble())), 1e-12);
        Assert.Equal(2, CommandRun.Of("info", here["m.json"], "--json").Json().GetProperty("k").GetInt32());
        Assert.Contains("wrote", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_reach_the_search()
    {
        using var here = new Workspace();
        string[] tune = [.. Tune(here), "--json"];
        var hard = CommandRun.Of([.. tune, "--family", "kmeans", "--clusters", "2", "--scale", "minmax", "--seeding", "++,random", "--restarts", "1,4", "--tolerance", "0", "--max-iterations", "7", "--features", "a,b;c"]).Json();
        var table = hard.GetProperty("table").EnumerateArray().ToList();
        Assert.Equal(8, table.Count);
        Assert.Equal(["++", "random"], table.Select(c => Text(c, "seeding")).Distinct());
        Assert.Equal([1.0, 4.0], table.Select(c => Number(c, "restarts")).Distinct());
        Assert.Equal(["a b", "c"], table.Select(c => string.Join(' ', c.GetProperty("features").EnumerateArray().Select(f => f.GetString()))).Distinct());
        Assert.All(table, c => Assert.Equal(("minmax", 0, 7), (Text(c, "scale"), Number(c, "tolerance"), Number(c, "maxIterations"))));
        Assert.Equal(2, hard.GetProperty("best").GetProperty("features").GetArrayLength());

        var soft = CommandRun.Of([.. tune, "--family", "mixture", "--clusters", "2", "--scale", "none", "--covariance", "tied", "--regularization", "auto,0.5,shrink", "--mixture-seeding", "kmeans", "--score", "logLoss", "--validation", "holdout", "--validation-share", "0.5", "--test-share", "0.5", "--smoothing", "0.5"]).Json();
        table = [.. soft.GetProperty("table").EnumerateArray()];
        Assert.Equal(["auto", "0.5", "shrink"], table.Select(c => Text(c, "regularization")));
        Assert.All(table, c => Assert.Equal(("tied", "kmeans", 1, 6), (Text(c, "covariance"), Text(c, "seeding"), c.GetProperty("parts").GetArrayLength(), c.GetProperty("trainingRows").GetInt32())));
        Assert.Equal((12, "logLoss"), (soft.GetProperty("testRows").GetInt32(), Text(soft, "score")));

        // Three rows of one class in each cluster of six: (3 + 0.5) / (3 + 1), told of rows that are all right.
        Assert.Equal(-Math.Log(3.5 / 4), Number(soft, "validation"), 1e-9);
    }

    [Fact]
    public void Halving_weights_and_choice()
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("generate", "blobs", "--rows", "600", "--seed", "3", "--out", here["g.csv"]).Code);
        var json = CommandRun.Of("tune", here["g.csv"], "--label", "class", "--family", "kmeans", "--clusters", "2..8", "--search", "halving", "--choose", "one-error", "--score", "vMeasure", "--json").Json();
        Assert.Equal(3, json.GetProperty("table").EnumerateArray().Select(c => c.GetProperty("trainingRows").GetInt32()).Distinct().Count());
        Assert.Equal(3, json.GetProperty("best").GetProperty("k").GetInt32());

        // 19 rows outside the test, of which the far ones weigh 2.
        var weighted = CommandRun.Of([.. Tune(here), "--weights", "w", "--clusters", "2", "--family", "kmeans", "--scale", "none", "--json"]).Json();
        double[] shares = [.. weighted.GetProperty("frequencies").EnumerateArray().Select(q => q[0].GetDouble()).Order()];
        Assert.Contains(shares[1], new[] { 19.0 / 20, 21.0 / 22 });
    }

    [Fact]
    public void Tables_show_candidates_and_the_reason()
    {
        using var here = new Workspace();
        var run = CommandRun.Of([.. Tune(here), "--clusters", "2,30", "--covariance", "EII"]);
        Assert.Equal(0, run.Code);
        Assert.All(["of 8 candidates by accuracy", "k-means, 2 clusters", "mixture, 2 components, tied spherical, z-score", "1 ± 0", "near", "untuned k-means with 2 clusters", "does not beat"], words => Assert.Contains(words, run.Output, StringComparison.Ordinal));
        Assert.Contains("4 of 8 candidates could not be fitted. The first, k-means, 30 clusters: Without fold 0 of 5:", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_change_nothing()
    {
        using var here = new Workspace();
        string[] tune = [.. Tune(here), "--clusters", "2..3", "--json", "--threads"];
        Assert.Equal(CommandRun.Of([.. tune, "1"]).Output, CommandRun.Of([.. tune, "7"]).Output);
    }

    [Theory]
    [InlineData("--score f1", "accuracy|adjustedRand|vMeasure|logLoss")]
    [InlineData("--clusters 0", "--clusters takes")]
    [InlineData("--scale none,log", "not \"log\"")]
    [InlineData("--restarts 3,0", "not \"0\"")]
    [InlineData("--tolerance 1e-4,x", "not \"x\"")]
    [InlineData("--regularization auto,-1", "not \"-1\"")]
    [InlineData("--covariance full,round", "\"round\"")]
    [InlineData("--features a,,b", "--features takes")]
    [InlineData("--family kmeans --covariance full", "--covariance is for the other family")]
    [InlineData("--family kmeans --mixture-seeding random", "--mixture-seeding is for the other family")]
    [InlineData("--family mixture --seeding ++", "--seeding is for the other family")]
    [InlineData("--validation holdout --folds 3", "--folds goes with --validation folds")]
    [InlineData("--validation-share 0.3", "--validation-share goes with --validation holdout")]
    [InlineData("--test-share 1", "--test-share takes a share")]
    [InlineData("--folds 1", "--folds takes a whole number from 2")]
    [InlineData("--missing em", "--missing em")]
    public void What_is_not_understood(string options, string says)
    {
        using var here = new Workspace();
        Assert.Contains(says, CommandRun.Of([.. Tune(here), .. options.Split(' ')]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--features a,zeta", "no feature zeta")]
    [InlineData("--folds 20", "cannot be cut in 20 folds")]
    [InlineData("--clusters 500", "None of 10 candidates could be fitted")]
    [InlineData("--model nowhere/m.json", "no folder")]
    public void What_cannot_be_done(string options, string says)
    {
        using var here = new Workspace();
        Assert.Contains(says, CommandRun.Of([.. Tune(here), .. options.Split(' ')]).Failure(MixturaCommand.Failed), StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_are_needed_and_the_data_are_not_written_over()
    {
        using var here = new Workspace();
        var data = here.File("groups.csv", Groups);
        Assert.Contains("--label", CommandRun.Of("tune", data, "--columns", "a,b").Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        Assert.Contains("groups.csv", CommandRun.Of([.. Tune(here), "--model", data]).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        Assert.Contains("at least two classes", CommandRun.Of("tune", here.File("one.csv", "a,class\n1,x\n2,x\n3,x"), "--label", "class").Failure(MixturaCommand.Failed), StringComparison.Ordinal);
    }

    private static string[] Tune(Workspace here) => ["tune", here.File("groups.csv", Groups), "--label", "class", "--columns", "a,b,c"];

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static double Number(JsonElement json, string name) => json.GetProperty(name).GetDouble();
}
