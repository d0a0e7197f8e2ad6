using System.Globalization;
using Mixtura.Playground.Bench;
using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Sharing;

/// <summary>A recipe as lines of the command mixtura, on the file of the points.</summary>
internal static class CommandLine
{
    /// <summary>The words of the fit, without the program's name: what the command is given.</summary>
    public static IReadOnlyList<string> Fit(PointSource source, Recipe recipe, string modelFile)
    {
        var words = new List<string> { "fit", recipe.Kind == ModelKind.KMeans ? "kmeans" : "mixture", source.File, "--columns", $"{source.X},{source.Y}" };
        words.AddRange(recipe.Kind == ModelKind.KMeans ? KMeans(recipe) : Mixture(recipe));
        if (recipe.Steps is { } steps)
        {
            words.AddRange(["--max-iterations", Text(steps)]);
        }

        if (recipe.Seed != 0)
        {
            words.AddRange(["--seed", Text(recipe.Seed)]);
        }

        return [.. words, "--model", modelFile];
    }

    /// <summary>The words that say which cluster each point falls to, and where the model has a maybe how probable each is.</summary>
    public static IReadOnlyList<string> Predict(PointSource source, Recipe recipe, string modelFile, string outFile) =>
        ["predict", modelFile, source.File, "--columns", $"{source.X},{source.Y}", .. recipe is { Kind: ModelKind.KMeans, Temperature: 0 } ? ["--distances"] : new[] { "--probabilities" }, "--out", outFile];

    /// <summary>Words as a line for a shell: those with other than plain letters in quotes.</summary>
    public static string Line(IEnumerable<string> words) => "mixtura " + string.Join(' ', words.Select(Quoted));

    private static List<string> KMeans(Recipe recipe)
    {
        var words = new List<string> { "--clusters", Text(recipe.Clusters) };
        if (recipe.IsWalk)
        {
            words.AddRange(["--seeding", recipe.Start switch { StartKind.PlusPlus => "++", StartKind.RandomRows => "random", _ => "greedy++" }]);
            words.AddRange(["--restarts", "1", "--search", "none", "--tolerance", "0"]);
        }

        if (recipe.Temperature != 0)
        {
            words.AddRange(["--temperature", Text(recipe.Temperature)]);
        }

        return words;
    }

    private static List<string> Mixture(Recipe recipe)
    {
        var words = new List<string> { "--components", Text(recipe.Clusters) };
        if (recipe.Covariance != CovarianceStructure.Full)
        {
            words.AddRange(["--covariance", StructureKind.Of(recipe.Covariance).Letters]);
        }

        if (recipe.IsWalk)
        {
            words.AddRange(["--seeding", recipe.Start switch { StartKind.PlusPlus => "++", StartKind.RandomRows => "random", _ => "kmeans" }, "--restarts", "1"]);
        }

        return words;
    }

    private static string Text(IFormattable value) => value.ToString(value is double ? "R" : null, CultureInfo.InvariantCulture);

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./,+=:%@".Contains(c, StringComparison.Ordinal)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
