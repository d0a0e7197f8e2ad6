using System.Globalization;
using System.Text;
using System.Text.Json;
using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Sharing;

/// <summary>A recipe as a C# program: the same points, the same options, the same bits.</summary>
internal static class CSharpCode
{
    /// <summary>The program.</summary>
    /// <param name="source">The points.</param>
    /// <param name="recipe">The model.</param>
    /// <param name="modelFile">Where the program writes it.</param>
    public static string Of(PointSource source, Recipe recipe, string modelFile)
    {
        var code = new StringBuilder();
        code.Append("using Mixtura;\n");
        code.Append(source.Code is null ? "using Mixtura.IO;\n\n" : "using Mixtura.Datasets;\n\n");
        var names = $"{Quoted(source.X)}, {Quoted(source.Y)}";
        code.Append(source.Code is { } draw
            ? $"var rows = {draw}.Rows.Named({names});\n"
            : $"using var table = TableReader.Read({Quoted(source.File)}, new TableOptions {{ Columns = [{names}] }});\nvar rows = table.Rows;\n");
        code.Append(recipe.Kind == ModelKind.KMeans ? KMeans(recipe) : Mixture(recipe));
        code.Append(CultureInfo.InvariantCulture, $"ModelFile.Write(model, {Quoted(modelFile)});\n");
        code.Append(recipe.Kind == ModelKind.KMeans ? "Console.WriteLine($\"inertia {model.Inertia:R}\");\n" : "Console.WriteLine($\"log-likelihood {model.LogLikelihood:R}\");\n");
        return code.ToString();
    }

    private static string KMeans(Recipe recipe)
    {
        var options = new List<string> { $"Clusters = {recipe.Clusters}" };
        if (recipe.IsWalk)
        {
            var seeding = recipe.Start switch { StartKind.PlusPlus => "PlusPlus", StartKind.RandomRows => "RandomRows", _ => "GreedyPlusPlus" };
            options.AddRange([$"Seeding = Seeding.{seeding}", "Restarts = 1", "Search = Search.None", "Tolerance = 0"]);
        }

        if (recipe.Temperature != 0)
        {
            options.Add($"Temperature = new Temperature({recipe.Temperature.ToString("R", CultureInfo.InvariantCulture)})");
        }

        return Fit("KMeans", "KMeansOptions", options, recipe);
    }

    private static string Mixture(Recipe recipe)
    {
        var options = new List<string> { $"Components = {recipe.Clusters}" };
        if (recipe.Covariance != CovarianceStructure.Full)
        {
            options.Add($"Covariance = CovarianceStructure.{recipe.Covariance}");
        }

        if (recipe.IsWalk)
        {
            var start = recipe.Start switch { StartKind.PlusPlus => "PlusPlus", StartKind.RandomRows => "RandomRows", _ => "KMeans" };
            options.AddRange([$"Start = MixtureStart.{start}", "Restarts = 1"]);
        }

        return Fit("GaussianMixture", "GaussianMixtureOptions", options, recipe);
    }

    private static string Fit(string method, string type, List<string> options, Recipe recipe)
    {
        if (recipe.Steps is { } steps)
        {
            options.Add($"MaxIterations = {steps}");
        }

        if (recipe.Seed != 0)
        {
            options.Add($"Seed = {recipe.Seed}");
        }

        return $"var model = {method}.Fit(rows, new {type}\n{{\n    {string.Join(",\n    ", options)},\n}});\n";
    }

    /// <summary>A string of C#: JSON's escapes are C#'s, too.</summary>
    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
