using System.CommandLine;
using Mixtura.Cli.Output;
using Spectre.Console;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura info: what a model file holds.</summary>
internal sealed class InfoVerb : Verb
{
    private readonly ModelArgument model = new();

    public InfoVerb(Session session)
        : base(session, "info", "Show what a model file holds.", "mixtura info model.json")
    {
        Takes(model);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var fitted = model.Read(parse);
        if (WantsJson(parse))
        {
            Session.Json(json => ModelJson.Write(json, fitted));
            return;
        }

        ModelTables.Show(Session.Results, fitted);
        Session.Results.MarkupLineInterpolated($"[grey]features:[/] {string.Join(", ", fitted.FittedOn.Features)}");
        Session.Warn(fitted.Report.Warnings);
    }
}
