using System.CommandLine;
using System.Globalization;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.IO;
using Table = Mixtura.IO.Table;
using Spectre.Console;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura predict: DATA's rows with their cluster, and how sure that is.</summary>
internal sealed class PredictVerb : Verb
{
    private readonly ModelArgument model = new();

    private readonly DataOptions data = new(takesMissing: true);

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

    private readonly WholeNumberOption merge = new(
        "--merge", "Also cluster: the components put together to N clusters, each time those two between which there is most doubt; where several components make up a group (Gaussian mixtures).", least: 1);

    private readonly Option<bool> impute = new("--impute") { Description = "Also NAME_imputed for each feature: its value, and where it is missing the one to be expected given the others of the row (mixtures, --missing em)." };

    private readonly Option<bool> rowWeights = new("--row-weights") { Description = "Also rowWeight: how much the row counts, near 0 for an outlier (mixtures of t distributions)." };

    public PredictVerb(Session session)
        : base(session, "predict", "Say which cluster or class each row of DATA belongs to.", "mixtura predict model.json points.csv --probabilities --out labelled.csv")
    {
        Takes([model, .. data.All, output, probabilities, distances, density, uncertainty, anomalies, merge, rowWeights, impute]);
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
        var labels = TableRows.Labels(fitted, table, Threads(parse));
        List<OutputColumn> columns = [new("label", NamesOf(fitted) is { } names ? labels.Select(label => names[label]).ToArray() : labels), .. Wanted(parse, fitted, table, labels), .. Merged(parse, fitted, table, labels), .. Imputed(parse, fitted, table)];
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

        if (fitted is not StudentMixtureModel && parse.GetValue(rowWeights))
        {
            throw new UsageException("--row-weights is for mixtures of t distributions (fit student): in other models all rows count alike.");
        }

        if (merge.Value(parse) is { } clusters && !(fitted is GaussianMixtureModel && clusters <= fitted.Clusters))
        {
            throw new UsageException(fitted is GaussianMixtureModel ? $"--merge takes at most the {fitted.Clusters} components of the model." : "--merge is for Gaussian mixtures.");
        }

        if (fitted is MixtureClassifierModel && parse.GetValue(anomalies) is not null)
        {
            throw new UsageException("--anomalies is for mixtures: of a classifier ask for --density.");
        }

        if (fitted is not GaussianMixtureModel && data.TakesMissing(parse))
        {
            throw new UsageException("--missing em is for Gaussian mixtures: other models need all features; use --missing drop or mean.");
        }

        if (parse.GetValue(impute) && !data.TakesMissing(parse))
        {
            throw new UsageException("--impute goes with --missing em.");
        }

        if (parse.GetValue(anomalies) is not null && data.TakesMissing(parse))
        {
            throw new UsageException("--anomalies does not go with --missing em: densities over different features cannot be compared.");
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

    private IEnumerable<OutputColumn> Wanted(ParseResult parse, ClusteringModel fitted, Table table, int[] labels)
    {
        var (rows, threads) = (table.Rows, Threads(parse));
        if (parse.GetValue(probabilities))
        {
            var shares = Shares(fitted, table, threads);
            for (var k = 0; k < shares.GetLength(1); k++)
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
            yield return new("logDensity", fitted is MixtureClassifierModel classifier ? classifier.LogDensities(rows, threads) : TableRows.LogDensities(fitted, table, threads));
        }

        if (parse.GetValue(uncertainty))
        {
            var shares = Shares(fitted, table, threads);
            yield return new("uncertainty", labels.Select((label, i) => 1 - shares[i, label]).ToArray());
        }

        if (parse.GetValue(anomalies) is { } share && fitted is MixtureModel usual)
        {
            var border = usual.LogDensityQuantile(rows, share, threads);
            yield return new("anomaly", usual.LogDensities(rows, threads).Select(log => log <= border ? 1 : 0).ToArray());
        }

        if (parse.GetValue(rowWeights) && fitted is StudentMixtureModel student)
        {
            yield return new("rowWeight", student.RowWeights(rows, threads));
        }
    }

    private static double[,] Shares(ClusteringModel fitted, Table table, int threads) => fitted switch
    {
        MixtureModel => TableRows.Responsibilities(fitted, table, threads),
        MixtureClassifierModel classifier => classifier.Probabilities(table.Rows, threads),
        _ => ((KMeansModel)fitted).Responsibilities(table.Rows, ((KMeansModel)fitted).Temperature, threads),
    };

    /// <summary>What the labels are called; null where they are numbers.</summary>
    private static string[]? NamesOf(ClusteringModel fitted) => fitted is MixtureClassifierModel classifier ? [.. classifier.Classes.Select(c => c.Name)] : null;

    /// <summary>The cluster of each row's component; noise is the last.</summary>
    private IEnumerable<OutputColumn> Merged(ParseResult parse, ClusteringModel fitted, Table table, int[] labels)
    {
        if (merge.Value(parse) is not { } count)
        {
            yield break;
        }

        var threads = Threads(parse);
        int[] clusters = [.. ComponentMerging.ByEntropy((GaussianMixtureModel)fitted, TableRows.Complete(fitted, table, threads), threads).Clusters(count), count];
        yield return new("cluster", labels.Select(label => clusters[label]).ToArray());
    }

    private IEnumerable<OutputColumn> Imputed(ParseResult parse, ClusteringModel fitted, Table table)
    {
        if (!parse.GetValue(impute))
        {
            yield break;
        }

        var complete = TableRows.Complete(fitted, table, Threads(parse));
        for (var j = 0; j < complete.Dimension; j++)
        {
            yield return new($"{complete.Features[j]}_imputed", Enumerable.Range(0, (int)complete.Count).Select(i => complete[i][j]).ToArray());
        }
    }

    private void Show(ParseResult parse, ClusteringModel fitted, int[] labels, List<OutputColumn> columns)
    {
        var sizes = new long[(fitted as GaussianMixtureModel)?.Sizes.Length ?? fitted.Clusters];
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
            var name = NamesOf(fitted)?[k] ?? (k < fitted.Clusters ? k.ToString(CultureInfo.InvariantCulture) : "noise");
            table.AddRow(Markup.Escape(name), ModelTables.Whole(sizes[k]), ModelTables.Percent((double)sizes[k] / labels.Length));
        }

        Session.Results.Write(table);
    }
}
