using System.CommandLine;
using System.Globalization;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.IO;
using Spectre.Console;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura predict: DATA's rows with their cluster, and how sure that is.</summary>
internal sealed class PredictVerb : Verb
{
    private readonly ModelArgument model = new();

    private readonly DataOptions data = new();

    private readonly Option<string> output = new("--out")
    {
        HelpName = "FILE", Required = true, Description = "The table to write: DATA's rows in order, and the column label.",
    };

    private readonly Option<bool> probabilities = new("--probabilities") { Description = "Also p0, p1, ...: how probable each cluster is, or each class in the order that info shows." };

    private readonly Option<bool> distances = new("--distances") { Description = "Also distance: from the row to its centroid (k-means)." };

    private readonly Option<bool> density = new("--density") { Description = "Also logDensity: ln p of the row (mixtures and classifiers)." };

    private readonly Option<bool> uncertainty = new("--uncertainty") { Description = "Also uncertainty: 1 less the probability of the row's cluster (mixtures and classifiers)." };

    private readonly NumberOption anomalies = new(
        "--anomalies", "SHARE", "Also anomaly, 1 for the rows of DATA of least density that make up this share of them, and 0 for the others: 0.01 for one in a hundred (mixtures).");

    public PredictVerb(Session session)
        : base(session, "predict", "Say which cluster or class each row of DATA belongs to.", "mixtura predict model.json points.csv --probabilities --out labelled.csv")
    {
        Takes([model, .. data.All, output, probabilities, distances, density, uncertainty, anomalies]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var path = parse.GetRequiredValue(output);
        OutputFile.CheckTable("--out", path);
        var fitted = model.Read(parse);
        CheckWanted(parse, fitted);
        var options = data.Table(parse, fitted.FittedOn.Features);
        using var table = data.Read(parse, Session, options);
        var labels = fitted.Predict(table.Rows, Threads(parse));
        List<OutputColumn> columns = [new("label", NamesOf(fitted) is { } names ? labels.Select(label => names[label]).ToArray() : labels), .. Wanted(parse, fitted, table.Rows, labels)];
        TableWriter.Append(data.Source(parse, Session), options, table, columns, path, Session.CancellationToken);
        Session.Wrote(path);
        Show(parse, fitted, labels, columns);
    }

    private void CheckWanted(ParseResult parse, ClusteringModel fitted)
    {
        foreach (var (option, isAsked) in new[] { (density.Name, parse.GetValue(density)), (uncertainty.Name, parse.GetValue(uncertainty)), (anomalies.Name, parse.GetValue(anomalies) is not null) })
        {
            if (fitted is KMeansModel && isAsked)
            {
                throw new UsageException($"{option} is for mixtures: a k-means model has no density.");
            }
        }

        if (fitted is MixtureClassifierModel && parse.GetValue(anomalies) is not null)
        {
            throw new UsageException("--anomalies is for mixtures: of a classifier ask for --density.");
        }

        if (parse.GetValue(anomalies) is 0 or > 1)
        {
            throw new UsageException("--anomalies takes a share above 0 and at most 1.");
        }

        if (fitted is KMeansModel { Temperature.Value: 0 } && parse.GetValue(probabilities))
        {
            throw new UsageException("--probabilities is for mixtures and soft k-means: k-means at temperature 0 has no maybe.");
        }

        if (fitted is not KMeansModel && parse.GetValue(distances))
        {
            throw new UsageException("--distances is for k-means: for a mixture or a classifier ask for --density or --probabilities.");
        }
    }

    private IEnumerable<OutputColumn> Wanted(ParseResult parse, ClusteringModel fitted, Observations<double> rows, int[] labels)
    {
        var threads = Threads(parse);
        if (parse.GetValue(probabilities))
        {
            var shares = Shares(fitted, rows, threads);
            for (var k = 0; k < fitted.Clusters; k++)
            {
                yield return new($"p{k}", Enumerable.Range(0, labels.Length).Select(i => shares[i, k]).ToArray());
            }
        }

        if (parse.GetValue(distances) && fitted is KMeansModel hard)
        {
            var all = hard.Distances(rows, threads);
            yield return new("distance", labels.Select((label, i) => all[i, label]).ToArray());
        }

        if (parse.GetValue(density))
        {
            yield return new("logDensity", fitted is MixtureClassifierModel classifier ? classifier.LogDensities(rows, threads) : ((GaussianMixtureModel)fitted).LogDensities(rows, threads));
        }

        if (parse.GetValue(uncertainty))
        {
            yield return new("uncertainty", Uncertainties(fitted, rows, labels, threads));
        }

        if (parse.GetValue(anomalies) is { } share && fitted is GaussianMixtureModel usual)
        {
            var border = usual.LogDensityQuantile(rows, share, threads);
            yield return new("anomaly", usual.LogDensities(rows, threads).Select(log => log <= border ? 1 : 0).ToArray());
        }
    }

    private static double[,] Shares(ClusteringModel fitted, Observations<double> rows, int threads) => fitted switch
    {
        GaussianMixtureModel mixture => mixture.Responsibilities(rows, threads),
        MixtureClassifierModel classifier => classifier.Probabilities(rows, threads),
        _ => ((KMeansModel)fitted).Responsibilities(rows, ((KMeansModel)fitted).Temperature, threads),
    };

    private static double[] Uncertainties(ClusteringModel fitted, Observations<double> rows, int[] labels, int threads)
    {
        if (fitted is GaussianMixtureModel mixture)
        {
            return mixture.Uncertainties(rows, threads);
        }

        var shares = Shares(fitted, rows, threads);
        return [.. labels.Select((label, i) => 1 - shares[i, label])];
    }

    /// <summary>What the labels are called; null where they are numbers.</summary>
    private static string[]? NamesOf(ClusteringModel fitted) => fitted is MixtureClassifierModel classifier ? [.. classifier.Classes.Select(c => c.Name)] : null;

    private void Show(ParseResult parse, ClusteringModel fitted, int[] labels, List<OutputColumn> columns)
    {
        var sizes = new long[fitted.Clusters];
        foreach (var label in labels)
        {
            sizes[label]++;
        }

        if (WantsJson(parse))
        {
            Session.Json(json =>
            {
                json.WriteNumber("n", labels.Length);
                json.WriteNumber("k", fitted.Clusters);
                json.Array("sizes", sizes, json.WriteNumberValue);
                json.Strings("columns", columns.Select(c => c.Name));
            });
            return;
        }

        var table = new Spectre.Console.Table { Border = TableBorder.Rounded }.AddColumn(NamesOf(fitted) is null ? "cluster" : "class").AddColumn(new TableColumn("rows").RightAligned()).AddColumn(new TableColumn("share").RightAligned());
        for (var k = 0; k < sizes.Length; k++)
        {
            table.AddRow(Markup.Escape(NamesOf(fitted)?[k] ?? k.ToString(CultureInfo.InvariantCulture)), ModelTables.Whole(sizes[k]), ModelTables.Percent((double)sizes[k] / labels.Length));
        }

        Session.Results.Write(table);
    }
}
