namespace Mixtura.Cli.Tests;

/// <summary>What the command line asks for does not exist: exit code 2, and a sentence that names the value and the limit.</summary>
public class UsageTests
{
    [Theory]
    [InlineData("--clusters 0", "--clusters takes a whole number from 1", "\"0\"")]
    [InlineData("--clusters -3", "--clusters takes a whole number from 1", "\"-3\"")]
    [InlineData("--clusters two", "--clusters takes a whole number from 1", "\"two\"")]
    [InlineData("--clusters 2.5", "--clusters takes a whole number from 1", "\"2.5\"")]
    [InlineData("--clusters 99999999999", "2147483647", "\"99999999999\"")]
    [InlineData("", "--clusters", "required")]
    [InlineData("--clusters", "--clusters", "missing")]
    [InlineData("--clusters 2 --clusters 3", "--clusters", "single")]
    [InlineData("--clusters 2 --restarts 0", "--restarts takes a whole number from 1", "\"0\"")]
    [InlineData("--clusters 2 --max-iterations -1", "--max-iterations takes a whole number from 0", "\"-1\"")]
    [InlineData("--clusters 2 --tolerance -1", "--tolerance takes a finite number of at least 0", "\"-1\"")]
    [InlineData("--clusters 2 --tolerance NaN", "--tolerance takes a finite number", "\"NaN\"")]
    [InlineData("--clusters 2 --tolerance 1,5", "--tolerance takes a finite number", "\"1,5\"")]
    [InlineData("--clusters 2 --temperature Infinity", "--temperature takes a finite number", "\"Infinity\"")]
    [InlineData("--clusters 2 --seed -1", "--seed takes a whole number from 0 to 18446744073709551615", "\"-1\"")]
    [InlineData("--clusters 2 --threads -1", "--threads takes a whole number from 0", "\"-1\"")]
    [InlineData("--clusters 2 --seeding best", "greedy++|++|parallel|afkmc2|random", "\"best\"")]
    [InlineData("--clusters 2 --algorithm magic", "auto|lloyd", "\"magic\"")]
    [InlineData("--clusters 2 --search tabu", "auto|none|breathing|genetic", "\"tabu\"")]
    [InlineData("--clusters 2 --search genetic --search-iterations 0", "--search-iterations takes a whole number from 1", "\"0\"")]
    [InlineData("--clusters 2 --search genetic --search-seconds 0", "--search-seconds", "0.001")]
    [InlineData("--clusters 2 --search-iterations 5", "--search-iterations", "--search genetic")]
    [InlineData("--clusters 2 --search none --search-seconds 5", "--search-seconds", "--search genetic")]
    [InlineData("--clusters 2 --search breathing --temperature 1", "--temperature", "--restarts")]
    [InlineData("--clusters 2 --scale log", "none|zscore|minmax", "\"log\"")]
    [InlineData("--clusters 2 --missing zero", "refuse|drop|mean", "\"zero\"")]
    [InlineData("--clusters 2 --missing em", "--missing em", "fit mixture and predict")]
    [InlineData("--clusters 2 --columns a,,b", "--columns", "\"a,,b\"")]
    [InlineData("--clusters 2 --plot figure.gif", ".png, .svg", "\"figure.gif\"")]
    [InlineData("--clusters 2 --labels labels.xyz", ".csv", "\"labels.xyz\"")]
    [InlineData("--clusters 2 --start a.csv --start-labels part", "--start", "--start-labels")]
    [InlineData("--clusters 2 --start a.csv --seeding ++", "--start", "--seeding")]
    [InlineData("--clusters 2 --labels both.csv --model both.csv", "both.csv", "two outputs")]
    [InlineData("--clusters 2 --model -", "--model takes the name of a file", "\"-\"")]
    [InlineData("--clusters 2 --cluster-count 3", "--cluster-count", "no option")]
    [InlineData("--clusters 2 other.csv", "\"other.csv\"", "too many")]
    [InlineData("--clusters 2 --variant fuzzy", "standard|minibatch|bisecting|spherical", "\"fuzzy\"")]
    [InlineData("--clusters 2 --batch-size 0 --variant minibatch", "--batch-size takes a whole number from 1", "\"0\"")]
    [InlineData("--clusters 2 --min-size 0", "--min-size takes a whole number from 1", "\"0\"")]
    [InlineData("--clusters 2 --batch-size 10", "--batch-size does not go with", "--variant standard")]
    [InlineData("--clusters 2 --variant spherical --batch-size 10", "--batch-size does not go with", "--variant spherical")]
    [InlineData("--clusters 2 --variant spherical --scale zscore", "--scale does not go with", "--variant spherical")]
    [InlineData("--clusters 2 --variant spherical --min-size 2 --frozen a.csv", "--frozen does not go with", "a limit on sizes")]
    [InlineData("--clusters 2 --variant minibatch --temperature 1", "--temperature does not go with", "--variant minibatch")]
    [InlineData("--clusters 2 --variant minibatch --max-size 9", "--max-size does not go with", "--variant minibatch")]
    [InlineData("--clusters 2 --variant minibatch --frozen a.csv", "--frozen does not go with", "--variant minibatch")]
    [InlineData("--clusters 2 --variant bisecting --start a.csv", "--start does not go with", "--variant bisecting")]
    [InlineData("--clusters 2 --variant bisecting --start-labels part", "--start-labels does not go with", "--variant bisecting")]
    [InlineData("--clusters 2 --variant bisecting --algorithm lloyd", "--algorithm does not go with", "--variant bisecting")]
    [InlineData("--clusters 2 --min-size 2 --temperature 1", "--temperature does not go with", "a limit on sizes")]
    [InlineData("--clusters 2 --frozen a.csv --start-labels part", "--start-labels does not go with", "--frozen")]
    [InlineData("--clusters 2 --min-size 5 --max-size 4", "--min-size 5", "--max-size 4")]
    public void Fit_kmeans(string options, string limit, string value)
    {
        using var here = new Workspace();
        var sentence = CommandRun.Of(["fit", "kmeans", here.Data(), .. Words(options)]).Failure(MixturaCommand.Usage);
        Assert.Contains(limit, sentence, StringComparison.Ordinal);
        Assert.Contains(value, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--components 0", "from 1", "\"0\"")]
    [InlineData("--components 2 --covariance round", "full|tied|diag|spherical|EII|VII|EEE|VVI|VVV", "\"round\"")]
    [InlineData("--components 2 --regularization -1", "at least 0", "\"-1\"")]
    [InlineData("--components 2 --regularization much", "auto", "\"much\"")]
    [InlineData("--components 2 --seeding greedy++", "short-runs", "\"greedy++\"")]
    [InlineData("--components 2 --start a.csv --seeding kmeans", "--start", "--seeding")]
    [InlineData("--components 2 --start-labels part --seeding hierarchical", "--start-labels", "--seeding")]
    public void Fit_mixture(string options, string limit, string value)
    {
        using var here = new Workspace();
        var sentence = CommandRun.Of(["fit", "mixture", here.Data(), .. Words(options)]).Failure(MixturaCommand.Usage);
        Assert.Contains(limit, sentence, StringComparison.Ordinal);
        Assert.Contains(value, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--prior bayes", "--prior takes none|process|dirichlet")]
    [InlineData("--concentration 2", "--prior process")]
    [InlineData("--prior process --concentration 0", "above 0")]
    [InlineData("--prior process --covariance VEV", "full, tied, diagonal or spherical")]
    [InlineData("--prior process --temperature 0", "temperature is 1")]
    [InlineData("--prior conjugate --concentration 2", "--prior process")]
    [InlineData("--shrinkage 1", "--prior conjugate")]
    [InlineData("--annealing 1", "above --temperature")]
    [InlineData("--annealing 3 --prior process", "does not go with")]
    [InlineData("--search tabu", "none|split-merge")]
    [InlineData("--search split-merge --temperature 0", "temperature 1")]
    [InlineData("--search split-merge --prior dirichlet", "does not go with")]
    [InlineData("--acceleration fast", "none|squarem")]
    public void Priors_and_what_contradicts_them(string options, string says)
    {
        using var here = new Workspace();
        var sentence = CommandRun.Of(["fit", "mixture", here.Data(), "--components", "2", "--columns", "a,b", .. Words(options)]).Failure(MixturaCommand.Usage);
        Assert.Contains(says, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "A verb is missing", "generate")]
    [InlineData("fit", "A verb is missing", "kmeans, mixture")]
    [InlineData("cluster", "\"cluster\"", "generate")]
    [InlineData("fit som data.csv", "\"som\"", "kmeans, mixture")]
    [InlineData("generate shells --out x.csv", "\"shells\"", "two-sets")]
    [InlineData("generate blobs", "--out", "required")]
    [InlineData("generate blobs --out x.csv --rows 0", "\"0\"", "from 1")]
    [InlineData("info", "info", "Required")]
    [InlineData("update m.json d.csv", "--model", "required")]
    [InlineData("update m.json d.csv --model o.json --keep 1.5", "--keep takes a number from 0 to 1", "1.5")]
    public void Verbs(string line, string value, string limit)
    {
        var sentence = CommandRun.Of(Words(line)).Failure(MixturaCommand.Usage);
        Assert.Contains(value, sentence, StringComparison.Ordinal);
        Assert.Contains(limit, sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kmeans", "clusters", "--density")]
    [InlineData("kmeans", "clusters", "--probabilities")]
    [InlineData("mixture", "components", "--distances")]
    public void Predictions_that_a_model_cannot_give(string model, string count, string option)
    {
        using var here = new Workspace();
        Assert.Equal(0, CommandRun.Of("fit", model, here.Data(), "--columns", "a,b", $"--{count}", "2", "--model", here["m.json"]).Code);
        var sentence = CommandRun.Of("predict", here["m.json"], here["data.csv"], "--out", here["out.csv"], option).Failure(MixturaCommand.Usage);
        Assert.Contains(option, sentence, StringComparison.Ordinal);
        Assert.Equal(["data.csv", "m.json"], here.Files);
    }

    [Theory]
    [InlineData("--model")]
    [InlineData("--labels")]
    public void An_output_over_the_data(string option)
    {
        using var here = new Workspace();
        var data = here.Data();
        var before = File.ReadAllText(data);
        Assert.Contains("data.csv", CommandRun.Of("fit", "kmeans", data, "--columns", "a,b", "--clusters", "2", option, data).Failure(MixturaCommand.Usage), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(data));
    }

    /// <summary>Scripts rely on the numbers.</summary>
    [Fact]
    public void The_exit_codes() => Assert.Equal((0, 1, 2), (MixturaCommand.Done, MixturaCommand.Failed, MixturaCommand.Usage));

    [Fact]
    public void An_at_sign_is_a_name_and_not_a_file_of_options()
    {
        using var here = new Workspace();
        var file = here.File("options", "--help");
        Assert.Contains("@", CommandRun.Of($"@{file}").Failure(MixturaCommand.Usage), StringComparison.Ordinal);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
