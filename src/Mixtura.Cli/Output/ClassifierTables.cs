using System.Globalization;
using Mixtura.Cli.Options;
using Spectre.Console;

namespace Mixtura.Cli.Output;

/// <summary>A classifier for people: how wrong it is, what each class was taken for, and which classes were confused.</summary>
internal static class ClassifierTables
{
    public static void Show(IAnsiConsole console, MixtureClassifierModel model, ClassifierValidation? validation = null)
    {
        var what = model.Kind == ClassifierKind.Edda ? "One Gaussian a class (EDDA)" : "A mixture a class (MclustDA)";
        console.MarkupLineInterpolated($"[bold]{what}: {model.Clusters} classes in {ModelTables.Whole(model.FittedOn.Rows)} rows of {model.Dimension} features[/]");
        foreach (var (name, value) in Facts(model, validation))
        {
            console.MarkupLineInterpolated($"  [grey]{name,-15}[/]  {value}");
        }

        console.Write(Classes(model));
        if (validation is not null)
        {
            console.MarkupLineInterpolated($"[grey]rows by class (down) and by what they were predicted to be, unseen (across)[/]");
            console.Write(Confusion(model, validation.Confusion()));
        }
    }

    private static IEnumerable<(string Name, string Value)> Facts(MixtureClassifierModel model, ClassifierValidation? validation)
    {
        yield return ("training error", ModelTables.Percent(model.TrainingError));
        if (validation is not null)
        {
            yield return ("cross-validated", $"{ModelTables.Percent(validation.ErrorRate)} ± {ModelTables.Percent(validation.StandardError)} in {validation.Models.Length} folds, Brier score {ModelTables.Short(validation.BrierScore)}");
        }

        yield return ("log-likelihood", ModelTables.Short(model.LogLikelihood));
        yield return ("parameters", ModelTables.Whole(model.Parameters));
        yield return ("BIC", $"{ModelTables.Short(model.Bic)} (larger is better)");
        if (!model.FittedOn.Standardization.IsIdentity)
        {
            yield return ("scale", ModelJson.ScaleOf(model));
        }

        yield return ("converged", model.Report.Converged ? "yes" : "no");
        yield return ("seed", model.Report.Seed.ToString(CultureInfo.InvariantCulture));
    }

    private static Table Classes(MixtureClassifierModel model)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("class");
        foreach (var name in new[] { "rows", "prior", "covariance", "components" })
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var one in model.Classes)
        {
            table.AddRow(Markup.Escape(one.Name), ModelTables.Whole(one.Rows), ModelTables.Percent(one.Prior), MixtureWords.NameOf(one.Covariance), ModelTables.Whole(one.Components));
        }

        return table;
    }

    private static Table Confusion(MixtureClassifierModel model, long[,] counts)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("class");
        foreach (var one in model.Classes)
        {
            table.AddColumn(new TableColumn(Markup.Escape(one.Name)).RightAligned());
        }

        for (var g = 0; g < model.Clusters; g++)
        {
            table.AddRow([Markup.Escape(model.Classes[g].Name), .. Enumerable.Range(0, model.Clusters).Select(h => ModelTables.Whole(counts[g, h]))]);
        }

        return table;
    }
}
