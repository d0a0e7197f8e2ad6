using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.Plots;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura plot: the figure of a model over rows.</summary>
internal sealed class PlotVerb : Verb
{
    private readonly ModelArgument model = new();

    private readonly DataOptions data = new();

    private readonly Option<string> output = new("--out") { HelpName = "FILE", Required = true, Description = "The figure to write: .png or .svg." };

    private readonly Option<string?> title = new("--title") { HelpName = "TEXT", Description = "What stands above the figure." };

    private readonly Option<string?> axes = new("--axes") { HelpName = "a,b", Description = "The two features to draw; by default both of two, and the first two principal components of more." };

    private readonly WholeNumberOption width = new("--width", "Pixels across.", least: 100, byDefault: 900);

    private readonly WholeNumberOption height = new("--height", "Pixels down.", least: 100, byDefault: 700);

    public PlotVerb(Session session)
        : base(session, "plot", "Draw the rows of DATA, coloured by a model, with its centers and borders.", "mixtura plot model.json points.csv --out clusters.png")
    {
        Takes([model, .. data.All, output, title, axes, width, height]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var path = parse.GetRequiredValue(output);
        OutputFile.CheckFigure("--out", path);
        var drawn = Axes(parse);
        var fitted = model.Read(parse);
        using var table = data.Read(parse, Session, data.Table(parse, fitted.FittedOn.Features));
        Session.CancellationToken.ThrowIfCancellationRequested();
        ModelFigure.Save(path, table.Rows, fitted, new FigureOptions
        {
            Title = parse.GetValue(title), Features = drawn, Width = width.Value(parse)!.Value, Height = height.Value(parse)!.Value,
        });
        Session.Wrote(path);
        if (WantsJson(parse))
        {
            Session.Json(json =>
            {
                json.WriteNumber("n", table.Rows.Count);
                json.WriteNumber("k", fitted.Clusters);
                json.WriteString("out", path);
            });
        }
    }

    private (string, string)? Axes(ParseResult parse) => parse.GetValue(axes) switch
    {
        null => null,
        { } list when list.Split(',', StringSplitOptions.TrimEntries) is [{ Length: > 0 } across, { Length: > 0 } up] => (across, up),
        { } list => throw new UsageException($"--axes takes two names with a comma between, not \"{list}\"."),
    };
}
