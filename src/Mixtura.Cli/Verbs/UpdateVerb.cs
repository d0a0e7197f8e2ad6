using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura update: a model that takes in new rows of a stream.</summary>
internal sealed class UpdateVerb : Verb
{
    private readonly ModelArgument model = new();

    private readonly DataOptions data = new();

    private readonly NumberOption keep = new(
        "--keep", "R", "How much of what the model stood for counts on, 0 to 1: 1 forgets nothing, so that all rows ever seen count alike.", byDefault: 1);

    private readonly Option<string> output = new("--model")
    {
        HelpName = "FILE", Required = true, Description = "Write the moved model to a JSON file; MODEL itself is replaced only if it is named here.",
    };

    public UpdateVerb(Session session)
        : base(session, "update", "Move a model by new rows, for rows that arrive one batch after the other: centroids, or the parameters of a mixture by one step of stepwise EM.", "mixtura update model.json points.csv --model updated.json")
    {
        Takes([model, .. data.All, keep, output]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var path = parse.GetRequiredValue(output);
        OutputFile.CheckFolder("--model", path);
        if (keep.Value(parse) > 1)
        {
            throw new UsageException($"--keep takes a number from 0 to 1, not {ModelTables.Short(keep.Value(parse))}.");
        }

        var fitted = model.Read(parse);
        if (fitted is MixtureClassifierModel)
        {
            throw new UsageException("update is for k-means and mixtures: a classifier is fitted anew.");
        }

        using var table = data.Read(parse, Session, data.Table(parse, fitted.FittedOn.Features));
        ClusteringModel moved = fitted is GaussianMixtureModel mixture
            ? mixture.Update(table.Rows, keep.Value(parse), Threads(parse))
            : ((KMeansModel)fitted).Update(table.Rows, keep.Value(parse), Threads(parse));
        Session.CancellationToken.ThrowIfCancellationRequested();
        ModelFile.Write(moved, path);
        Session.Wrote(path);
        if (WantsJson(parse))
        {
            Session.Json(json => ModelJson.Write(json, moved));
        }
        else
        {
            ModelTables.Show(Session.Results, moved);
        }
    }
}
