using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.IO;
using Mixtura.Plots;
using Mixtura.Selection;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura compare: k-means and a mixture side by side, and which of them to take.</summary>
internal sealed class CompareVerb : Verb
{
    private readonly DataOptions data = new();

    private readonly WholeNumberOption clusters = new("--clusters", "The number of clusters and components K; select finds one.", least: 1) { Required = true };

    private readonly StructuresOption covariance = new();

    private readonly NumberOption doubt = new("--doubt", "P", "A row is in doubt where its second-best component has at least this probability, at most 0.5.", byDefault: 0.2);

    private readonly WordOption<Scaling> scale = new(
        "--scale", "How features are brought to one scale.", FitWords.Scalings);

    private readonly Option<string?> output = new("--out")
    {
        HelpName = "FILE", Description = "Write a table: DATA's rows in order, and the columns cluster (k-means, numbered as the components that match), component, second (the probability of the second-best one).",
    };

    private readonly Option<string?> plot = new("--plot") { HelpName = "FILE", Description = "Write the mixture's figure, with rings around the rows that k-means puts elsewhere: .png or .svg." };

    public CompareVerb(Session session)
        : base(
            session,
            "compare",
            "Fit k-means and a mixture to DATA, and say where they disagree, which rows are in doubt, and which of the two to take.",
            "mixtura compare points.csv --clusters 3 --label class --plot compare.png")
    {
        Takes([.. data.All, clusters, covariance, doubt, scale, output, plot]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        if (doubt.Value(parse) is 0 or > 0.5)
        {
            throw new UsageException($"--doubt takes a probability above 0 and at most 0.5, not {ModelTables.Short(doubt.Value(parse))}.");
        }

        OutputFile.CheckTable("--out", parse.GetValue(output));
        OutputFile.CheckFigure("--plot", parse.GetValue(plot));
        OutputFile.CheckApart([data.Name(parse)], [parse.GetValue(output), parse.GetValue(plot)]);
        var columns = data.Table(parse);
        using var table = data.Read(parse, Session, columns);
        var options = new ModelComparisonOptions
        {
            Clusters = clusters.Value(parse)!.Value,
            Structures = covariance.Value(parse),
            Doubt = doubt.Value(parse),
            Scaling = scale.Value(parse),
            Seed = Seed(parse),
            Threads = Threads(parse),
        };
        var result = Session.Watch("Comparing", progress => ModelComparison.Run(table.Rows, options, progress, Session.CancellationToken));
        Session.CancellationToken.ThrowIfCancellationRequested();
        if (parse.GetValue(output) is { } path)
        {
            TableWriter.Append(data.Source(parse, Session), columns, table, [.. Columns(result, table.Rows, Threads(parse))], path, Session.CancellationToken);
            Session.Wrote(path);
        }

        if (parse.GetValue(plot) is { } figureFile)
        {
            ComparisonFigure.Save(figureFile, table.Rows, result);
            Session.Wrote(figureFile);
        }

        Session.Warn([.. result.KMeans.Report.Warnings, .. result.Mixture.Report.Warnings]);
        if (WantsJson(parse))
        {
            Session.Json(json => ComparisonOutput.WriteJson(json, result, table));
        }
        else
        {
            ComparisonOutput.Show(Session.Results, result, table);
        }
    }

    private static IEnumerable<OutputColumn> Columns(ModelComparisonResult result, Observations<double> rows, int threads)
    {
        yield return new("cluster", Array.ConvertAll(result.KMeans.Predict(rows, threads), k => result.ComponentOf[k]));
        yield return new("component", result.Mixture.Predict(rows, threads));
        yield return new("second", result.Second.ToArray());
    }
}
