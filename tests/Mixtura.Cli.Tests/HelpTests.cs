namespace Mixtura.Cli.Tests;

public class HelpTests
{
    public static TheoryData<string> Verbs => ["demo", "tutorial", "generate", "fit", "fit kmeans", "fit mixture", "fit student", "fit classes", "update", "predict", "evaluate", "profile", "plot", "info", "select", "compare", "report", "bootstrap", "components", "tune"];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Help_of_each_verb_ends_with_an_example(string verb)
    {
        var run = CommandRun.Of([.. verb.Split(' '), "--help"]);
        Assert.Equal((0, string.Empty), (run.Code, run.Error));
        Assert.Contains($"mixtura {verb}", run.Output[run.Output.IndexOf("Usage:", StringComparison.Ordinal)..run.Output.IndexOf("Example:", StringComparison.Ordinal)], StringComparison.Ordinal);
        var last = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^2..];
        Assert.Equal("Example:", last[0]);
        Assert.StartsWith($"  mixtura {verb} ", last[1], StringComparison.Ordinal);
    }

    /// <summary>The verbs that end by themselves; the tutorial's own tests try its example.</summary>
    public static TheoryData<string> EndingVerbs => [.. Verbs.Select(row => row.Data).Where(verb => verb != "tutorial")];

    /// <summary>A reader copies the example: with their own files it must be a command line that is understood.</summary>
    [Theory]
    [MemberData(nameof(EndingVerbs))]
    public void The_example_is_a_command_line_of_that_verb(string verb)
    {
        using var here = new Workspace();
        here.Data();
        string[] fit = verb == "update" ? ["kmeans", here["data.csv"], "--clusters", "2"] : ["mixture", here["data.csv"], "--components", "2", "--covariance", "spherical"];
        Assert.Equal(0, CommandRun.Of(["fit", .. fit, "--columns", "a,b", "--model", here["model.json"]]).Code);
        var example = CommandRun.Of([.. verb.Split(' '), "--help"]).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1].Trim();
        string[] words = [.. example.Split(' ')[1..].Select(word => word switch
        {
            "points.csv" when verb != "generate" => here["data.csv"],
            "3" => "2",
            _ when word.Contains('.', StringComparison.Ordinal) || word == "mixtura-demo" => here[word],
            _ => word,
        })];
        var run = CommandRun.Of([.. words, .. verb.StartsWith("fit", StringComparison.Ordinal) ? ["--columns", "a,b"] : Array.Empty<string>()]);
        Assert.Equal((0, string.Empty), (run.Code, run.Code == 0 ? string.Empty : run.Error));
    }

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Every_verb_takes_json_threads_and_seed(string verb)
    {
        var help = CommandRun.Of([.. verb.Split(' '), "--help"]).Output;
        string[] common = verb == "fit" ? [] : ["--json", "--threads", "--seed"];
        Assert.All(common, option => Assert.Contains(option, help, StringComparison.Ordinal));
    }

    /// <summary>The help tells when to use which, and not only that there are several.</summary>
    [Fact]
    public void Fit_kmeans_says_when_to_use_which_variant()
    {
        var help = string.Join(' ', CommandRun.Of("fit", "kmeans", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        Assert.All(
            ["standard: take it unless", "minibatch: for very many rows", "bisecting: for many clusters", "spherical: where a row's direction counts", "--batch-size", "--min-size", "--max-size", "--frozen"],
            words => Assert.Contains(words, help, StringComparison.Ordinal));
    }

    [Fact]
    public void The_root_shows_its_verbs_and_where_to_begin()
    {
        var help = CommandRun.Of("--help");
        Assert.Equal(0, help.Code);
        Assert.All(["demo", "generate", "fit", "update", "predict", "evaluate", "profile", "plot", "info"], verb => Assert.Contains(verb, help.Output, StringComparison.Ordinal));
        Assert.EndsWith("mixtura demo", help.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_version_is_told() => Assert.Matches(@"^\d+\.\d+\.\d+", CommandRun.Of("--version").Output);
}
