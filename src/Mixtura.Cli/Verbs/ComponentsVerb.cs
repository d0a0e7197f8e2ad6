using System.CommandLine;
using System.Globalization;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Spectre.Console;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura components: a test of how many components a mixture needs.</summary>
internal sealed class ComponentsVerb : Verb
{
    private readonly DataOptions data = new();

    private readonly WordOption<CovarianceStructure> covariance = new("--covariance", "What the covariances may differ in.", MixtureWords.Covariances, helpName: "full|tied|diag|spherical|EII...VVV");

    private readonly WholeNumberOption most = new("--max-components", "The most components that are tested for.", least: 2, byDefault: 6);

    private readonly WholeNumberOption replicates = new("--replicates", "How many times the rows are drawn anew for each test.", least: 1, byDefault: 199);

    private readonly NumberOption level = new("--level", "P", "A p-value above this ends the tests.", byDefault: 0.05);

    private readonly WholeNumberOption restarts = new("--restarts", "How many starts each fit has.", least: 1, byDefault: 5);

    private readonly RegularizationOption regularization = new();

    private readonly WordOption<Scaling> scale = new(
        "--scale", "How features are brought to one scale.", FitWords.Scalings);

    public ComponentsVerb(Session session)
        : base(
            session,
            "components",
            "Test how many components a mixture of DATA needs: 1 against 2, 2 against 3 and so on, by likelihood ratios and their bootstrap.",
            "mixtura components points.csv --label class --covariance tied --replicates 99")
    {
        Takes([.. data.All, covariance, most, replicates, level, restarts, regularization, scale]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        if (level.Value(parse) is 0 or >= 1)
        {
            throw new UsageException($"--level takes a probability above 0 and below 1, not {ModelTables.Short(level.Value(parse))}.");
        }

        using var table = data.Read(parse, Session, data.Table(parse));
        var options = new ComponentTestOptions
        {
            Covariance = covariance.Value(parse),
            MaxComponents = most.Value(parse)!.Value,
            Replicates = replicates.Value(parse)!.Value,
            Level = level.Value(parse),
            Restarts = restarts.Value(parse)!.Value,
            Regularization = regularization.Value(parse),
            Scaling = scale.Value(parse),
            Seed = Seed(parse),
            Threads = Threads(parse),
        };
        var result = Session.Watch("Testing", progress => ComponentTest.LikelihoodRatio(table.Rows, options, progress, Session.CancellationToken));
        if (!result.IsDecided)
        {
            Session.Warn([$"Even {result.Components - 1} components were rejected: test for more with --max-components."]);
        }

        if (WantsJson(parse))
        {
            Session.Json(json =>
            {
                json.WriteNumber("n", table.Rows.Count);
                json.WriteNumber("components", result.Components);
                json.WriteBoolean("decided", result.IsDecided);
                json.WriteNumber("level", result.Level);
                json.Array("tests", result.Steps, step =>
                {
                    json.WriteStartObject();
                    json.WriteNumber("components", step.Components);
                    json.WriteNumber("statistic", step.Statistic);
                    json.WriteNumber("pValue", step.PValue);
                    json.WriteNumber("discarded", step.Discarded);
                    json.WriteEndObject();
                });
            });
            return;
        }

        Session.Results.MarkupLineInterpolated($"[bold]{result.Components} component{(result.Components == 1 ? string.Empty : "s")}{(result.IsDecided ? string.Empty : " or more")}: {table.Rows.Count} rows of {table.Rows.Dimension} features, {MixtureWords.NameOf(options.Covariance)} covariance[/]");
        Session.Results.Write(Tests(result));
    }

    private static Table Tests(ComponentTestResult result)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumn("components");
        table.AddColumn(new TableColumn("likelihood ratio").RightAligned()).AddColumn(new TableColumn("p-value").RightAligned()).AddColumn("so");
        foreach (var step in result.Steps)
        {
            table.AddRow(
                string.Create(CultureInfo.InvariantCulture, $"{step.Components} against {step.Components + 1}"),
                ModelTables.Short(step.Statistic),
                step.PValue.ToString("F3", CultureInfo.InvariantCulture),
                step.PValue > result.Level ? "enough" : "more");
        }

        return table;
    }
}
