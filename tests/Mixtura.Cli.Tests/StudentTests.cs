using System.Text.Json;

namespace Mixtura.Cli.Tests;

/// <summary>Mixtures of t distributions on the command line, from the fit to the figure.</summary>
public class StudentTests
{
    [Fact]
    public void Fit_and_use()
    {
        using var here = new Workspace();
        here.Data();
        var fit = CommandRun.Of("fit", "student", here["data.csv"], "--components", "2", "--covariance", "spherical", "--degrees-of-freedom", "5", "--columns", "a,b", "--model", here["m.json"], "--json").Json();
        Assert.Equal("student", fit.GetProperty("task").GetString());
        Assert.Equal([5, 5], Numbers(fit.GetProperty("degreesOfFreedom")));
        Assert.Equal(7, fit.GetProperty("parameters").GetInt32());
        Assert.Equal(2, fit.GetProperty("scaleMatrices").GetArrayLength());
        Assert.Equal(fit.GetProperty("logLikelihood").GetDouble(), CommandRun.Of("info", here["m.json"], "--json").Json().GetProperty("logLikelihood").GetDouble());
        Assert.Contains("degrees of freedom  5, 5", CommandRun.Of("info", here["m.json"]).Output, StringComparison.Ordinal);

        Assert.Equal(0, CommandRun.Of(
            "predict", here["m.json"], here["data.csv"], "--out", here["out.csv"], "--probabilities", "--density", "--uncertainty", "--anomalies", "0.5", "--row-weights").Code);
        var lines = File.ReadAllLines(here["out.csv"]);
        Assert.Equal("a,b,class,part,w,label,p0,p1,logDensity,uncertainty,anomaly,rowWeight", lines[0]);

        // All rows are as far from their mean as the mean row is: none counts less than another.
        Assert.All(lines[1..], line => Assert.Equal(1, double.Parse(line.Split(',')[^1], System.Globalization.CultureInfo.InvariantCulture), 1e-3));

        Assert.True(CommandRun.Of("evaluate", here["data.csv"], "--model", here["m.json"], "--label", "class", "--json").Json().GetProperty("meanLogLikelihood").GetDouble() < 0);
        Assert.Equal(0, CommandRun.Of("plot", here["m.json"], here["data.csv"], "--out", here["p.svg"]).Code);
        Assert.Contains("t mixture: 2 components", File.ReadAllText(here["p.svg"]), StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("fit", "student", here["data.csv"], "--columns", "a", "--components", "2", "--start", here["m.json"], "--plot", here["one.png"]).Code);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        using var here = new Workspace();
        here.Data();
        Assert.Contains("above 0", CommandRun.Of("fit", "student", here["data.csv"], "--components", "2", "--degrees-of-freedom", "0").Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        Assert.Equal(0, CommandRun.Of("fit", "mixture", here["data.csv"], "--components", "2", "--columns", "a,b", "--model", here["g.json"]).Code);
        Assert.Contains("fit student", CommandRun.Of("predict", here["g.json"], here["data.csv"], "--out", here["o.csv"], "--row-weights").Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    /// <summary>What else there is against outliers and for many features.</summary>
    [Fact]
    public void Trimming_factors_and_shrinkage_of_a_mixture()
    {
        using var here = new Workspace();
        var rows = here.File("r.csv", "x,y,z\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => i % 10 == 0 ? $"{900 + i},{-i},{i}" : $"{(i % 2 * 50) + (i % 7)},{i * 3 % 5},{i * 5 % 11}")));
        var trimmed = CommandRun.Of("fit", "mixture", rows, "--components", "2", "--trim", "0.1", "--model", here["t.json"], "--json").Json();
        Assert.Equal(6, trimmed.GetProperty("trimmed").GetInt32());
        Assert.Contains("6 rows of least density", CommandRun.Of("fit", "mixture", rows, "--components", "2", "--trim", "0.1").Output, StringComparison.Ordinal);
        Assert.Contains("0 to 0.5", CommandRun.Of("fit", "mixture", rows, "--components", "2", "--trim", "0.6").Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        CommandRun.Of("fit", "mixture", rows, "--components", "2", "--trim", "0.1", "--prior", "process").Failure(MixturaCommand.Usage);

        var factors = CommandRun.Of("fit", "mixture", rows, "--components", "2", "--factors", "1", "--model", here["f.json"], "--json").Json();
        Assert.Equal(1, factors.GetProperty("factors").GetInt32());
        Assert.Equal(1 + 6 + 8, factors.GetProperty("parameters").GetInt32());
        Assert.Contains("full covariance of 1 factor", CommandRun.Of("info", here["f.json"]).Output, StringComparison.Ordinal);
        CommandRun.Of("fit", "mixture", rows, "--components", "2", "--factors", "1", "--covariance", "tied").Failure(MixturaCommand.Usage);
        CommandRun.Of("fit", "mixture", rows, "--components", "2", "--factors", "3").Failure(MixturaCommand.Failed);

        var shrunk = CommandRun.Of("fit", "mixture", rows, "--components", "1", "--regularization", "shrink", "--json").Json();
        var plain = CommandRun.Of("fit", "mixture", rows, "--components", "1", "--json").Json();
        Assert.True(shrunk.GetProperty("logLikelihood").GetDouble() < plain.GetProperty("logLikelihood").GetDouble());
    }

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];
}
