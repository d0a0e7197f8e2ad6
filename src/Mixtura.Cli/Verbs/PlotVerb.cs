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

    private readonly WholeNumberOption width = new("--width", "Pixels across.", least: 100, byDefault: 900);

    private readonly WholeNumberOption height = new("--height", "Pixels down.", least: 100, byDefault: 700);

    public PlotVerb(Session session)
        : base(session, "plot", "Draw the rows of DATA, coloured by a model, with its centers and borders.", "mixtura plot model.json points.csv --out clusters.png")
    {
        Takes([model, .. data.All, output, title, width, height]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var path = parse.GetRequiredValue(output);
        OutputFile.CheckFigure("--out", path);
        var fitted = model.Read(parse);
        using var table = data.Read(parse, Session, data.Table(parse, fitted.FittedOn.Features));
        Session.CancellationToken.ThrowIfCancellationRequested();
        ModelFigure.Save(path, table.Rows, fitted, new FigureOptions
        {
            Title = parse.GetValue(title), Width = width.Value(parse)!.Value, Height = height.Value(parse)!.Value,
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
}
