using System.Text.Json.Nodes;

namespace Mixtura.Cli.Tests;

/// <summary>Data and files that cannot be used: exit code 1, one sentence that says what was found, and no file touched.</summary>
public class BadInputTests
{
    private const string Old = "an older file";

    [Theory]
    [InlineData("NaN")]
    [InlineData("inf")]
    [InlineData("")]
    [InlineData("many")]
    public void A_value_that_is_no_finite_number(string value)
    {
        using var here = new Workspace();
        var data = here.File("data.csv", $"a,bulk\n1,2\n2,3\n3,{value}\n4,5\n9,9");
        string[] fit = ["fit", "kmeans", data, "--clusters", "2", "--columns", "a,bulk"];
        var sentence = FailsUntouched(here, fit);
        Assert.Contains("bulk", sentence, StringComparison.Ordinal);
        Assert.Matches("(?i)row (2|3|4)", sentence);
        Assert.Contains("--missing", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_value_can_be_dropped_or_filled()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", "a,b\n0,0\n0,2\n50,\n100,100\n100,102");
        string[] fit = ["fit", "kmeans", data, "--clusters", "2", "--json", "--missing"];
        Assert.Equal(4, CommandRun.Of([.. fit, "drop", "--labels", here["labels.csv"]]).Json().GetProperty("n").GetInt64());
        Assert.Equal(["row,label", "1,", "2,", "4,", "5,"], File.ReadAllLines(here["labels.csv"]).Select((line, i) => i == 0 ? line : line[..2]));

        // The mean of 0, 2, 100 and 102 is 51: the row (50, 51) is one step nearer to (100, 101) than to (0, 1) along b, and as near along a.
        var filled = CommandRun.Of([.. fit, "mean"]).Json();
        Assert.Equal(5, filled.GetProperty("n").GetInt64());
    }

    [Theory]
    [InlineData("kmeans", "--clusters")]
    [InlineData("mixture", "--components")]
    public void Fewer_distinct_rows_than_clusters(string model, string count)
    {
        using var here = new Workspace();
        var data = here.File("data.csv", "a,b\n1,1\n1,1\n2,2\n2,2\n3,3\n3,3");
        Assert.Contains("3 distinct rows", FailsUntouched(here, ["fit", model, data, count, "4"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_constant_feature_without_regularization()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", "size,constant\n1,5\n2,5\n4,5\n8,5");
        var sentence = FailsUntouched(here, ["fit", "mixture", data, "--components", "1", "--regularization", "0"]);
        Assert.Contains("constant", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Collinear_features_without_regularization()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", "inches,twice\n1,2\n2,4\n4,8\n8,16");
        var sentence = FailsUntouched(here, ["fit", "mixture", data, "--components", "1", "--regularization", "0"]);
        Assert.Contains("inches", sentence, StringComparison.Ordinal);
        Assert.Contains("twice", sentence, StringComparison.Ordinal);
    }

    /// <summary>Population variance of 1, 2, 4, 8: 115 / 16. Of the constant 5: only what was asked to be added.</summary>
    [Fact]
    public void A_constant_feature_is_regularised_as_asked()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", "size,constant\n1,5\n2,5\n4,5\n8,5");
        var json = CommandRun.Of("fit", "mixture", data, "--components", "1", "--covariance", "diag", "--regularization", "0.25", "--json").Json();
        double[] variances = [.. json.GetProperty("covariances")[0].EnumerateArray().Select(v => v.GetDouble())];
        Assert.Equal(7.1875 + 0.25, variances[0], 1e-12);
        Assert.Equal(0.25, variances[1], 1e-12);
        Assert.NotEqual(0, json.GetProperty("warnings").GetArrayLength());
    }

    /// <summary>Six equal rows: a component would shrink onto them until its likelihood has no end.</summary>
    [Fact]
    public void A_component_that_collapses_on_a_point_is_told_and_stays_finite()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", "x\n0\n0\n0\n0\n0\n0\n1\n2\n4\n7");
        var run = CommandRun.Of("fit", "mixture", data, "--components", "2", "--json");
        var json = run.Json();
        Assert.NotEqual(0, json.GetProperty("warnings").GetArrayLength());
        Assert.Contains("warning:", run.Error, StringComparison.Ordinal);
        Assert.True(double.IsFinite(json.GetProperty("logLikelihood").GetDouble()));
        Assert.DoesNotContain("NaN", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_component_that_collapses_without_regularization_fails()
    {
        using var here = new Workspace();
        var data = here.File("data.csv", "x\n0\n0\n0\n0\n0\n0\n1\n2\n4\n7");
        FailsUntouched(here, ["fit", "mixture", data, "--components", "2", "--regularization", "0"]);
    }

    [Theory]
    [InlineData("info {model}")]
    [InlineData("predict {model} {data} --out {new}.csv")]
    [InlineData("plot {model} {data} --out {new}.png")]
    [InlineData("evaluate {data} --model {model}")]
    public void A_truncated_model_file(string line)
    {
        using var here = new Workspace();
        var model = FittedModel(here);
        File.WriteAllText(model, File.ReadAllText(model)[..200]);
        Assert.Contains("truncated", FailsOnModel(here, line), StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_file_of_a_newer_version()
    {
        using var here = new Workspace();
        var json = JsonNode.Parse(File.ReadAllText(FittedModel(here)))!.AsObject();
        json["version"] = 999;
        File.WriteAllText(here["m.json"], json.ToJsonString());
        Assert.Contains("999", FailsOnModel(here, "info {model}"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_inconsistent_model_file()
    {
        using var here = new Workspace();
        var text = File.ReadAllText(FittedModel(here));
        var json = JsonNode.Parse(text)!.AsObject();
        json["sizes"]!.AsArray().RemoveAt(0);
        File.WriteAllText(here["m.json"], json.ToJsonString());
        Assert.Contains("m.json", FailsOnModel(here, "info {model}"), StringComparison.Ordinal);
    }

    [Fact]
    public void Data_without_the_models_features()
    {
        using var here = new Workspace();
        FittedModel(here);
        here.File("data.csv", "a,other\n1,2\n3,4");
        Assert.Contains("b", FailsOnModel(here, "predict {model} {data} --out {new}.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--columns a,zeta", "zeta")]
    [InlineData("--label zeta", "zeta")]
    [InlineData("--weights zeta", "zeta")]
    [InlineData("--start-labels zeta", "zeta")]
    [InlineData("--start missing.csv", "missing.csv")]
    public void A_column_or_a_file_that_is_not_there(string option, string name)
    {
        using var here = new Workspace();
        var sentence = FailsUntouched(here, ["fit", "kmeans", here.Data(), "--clusters", "2", .. option.Split(' ')]);
        Assert.Contains(name, sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_of_the_wrong_size()
    {
        using var here = new Workspace();
        var start = here.File("start.csv", "a,b\n0,0");
        string[] fit = ["fit", "kmeans", here.Data(), "--columns", "a,b", "--clusters", "3"];
        Assert.Contains("1 rows where 3", FailsUntouched(here, [.. fit, "--start", start]), StringComparison.Ordinal);
        Assert.Contains("2 different values where 3", FailsUntouched(here, [.. fit, "--start-labels", "part"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_found_before_the_fit()
    {
        using var here = new Workspace();
        var sentence = CommandRun.Of("fit", "kmeans", here.Data(), "--clusters", "2", "--columns", "a,b", "--model", Path.Combine(here["nowhere"], "m.json"), "--labels", here["l.csv"]).Failure(1);
        Assert.Contains("nowhere", sentence, StringComparison.Ordinal);
        Assert.Equal(["data.csv"], here.Files);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"sets\": [{\"mean\": [0]}]}")]
    [InlineData("{\"sets\": [{\"mean\": [0], \"covariance\": [[1, 2]], \"size\": 3}]}")]
    [InlineData("{\"sets\": [{\"mean\": [0, 1], \"covariance\": [[1, 2], [2, 1]], \"size\": 3}]}")]
    [InlineData("{\"sets\": [{\"mean\": [0], \"covariance\": [[1]], \"size\": -3}]}")]
    [InlineData("{\"sets\": []}")]
    public void A_specification_that_describes_no_sets(string json)
    {
        using var here = new Workspace();
        CommandRun.Of("generate", here.File("sets.json", json), "--out", here["out.csv"]).Failure(1);
        Assert.Equal(["sets.json"], here.Files);
    }

    /// <summary>Runs a fit that must fail over files of an earlier, good one.</summary>
    internal static string FailsUntouched(Workspace here, string[] fit)
    {
        string[] outputs = [here["model.json"], here["labels.csv"], here["figure.png"]];
        Array.ForEach(outputs, path => File.WriteAllText(path, Old));
        var before = here.Files.ToList();
        var sentence = CommandRun.Of([.. fit, "--model", outputs[0], "--labels", outputs[1], "--plot", outputs[2]]).Failure(MixturaCommand.Failed);
        Assert.Equal(before, here.Files);
        Assert.All(outputs, path => Assert.Equal(Old, File.ReadAllText(path)));
        return sentence;
    }

    private static string FailsOnModel(Workspace here, string line)
    {
        var before = here.Files.ToList();
        var sentence = CommandRun.Of(line.Replace("{model}", here["m.json"], StringComparison.Ordinal).Replace("{data}", here["data.csv"], StringComparison.Ordinal).Replace("{new}", here["new"], StringComparison.Ordinal).Split(' ')).Failure(MixturaCommand.Failed);
        Assert.Equal(before, here.Files);
        return sentence;
    }

    private static string FittedModel(Workspace here)
    {
        Assert.Equal(0, CommandRun.Of("fit", "kmeans", here.Data(), "--clusters", "2", "--columns", "a,b", "--model", here["m.json"]).Code);
        return here["m.json"];
    }
}
