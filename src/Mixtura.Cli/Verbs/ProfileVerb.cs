using System.CommandLine;
using Mixtura.Cli.Options;
using Mixtura.Cli.Output;
using Mixtura.Selection;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura profile: what each cluster is like.</summary>
internal sealed class ProfileVerb : Verb
{
    private readonly ModelArgument model = new();

    private readonly DataOptions data = new();

    private readonly WholeNumberOption resamples = new("--resamples", "How many times DATA is drawn anew and fitted, to see which clusters are found again; 0 for none.", least: 0, byDefault: 50);

    private readonly WholeNumberOption named = new("--rows", "How many typical and how many doubtful rows are named of each cluster, by their number in DATA, from 1.", least: 0, byDefault: 3);

    public ProfileVerb(Session session)
        : base(session, "profile", "What each cluster is like on DATA: size, center, the features that set it apart, silhouette, stability, typical and doubtful rows.", "mixtura profile model.json points.csv --resamples 20")
    {
        Takes([model, .. data.All, resamples, named]);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var fitted = model.Read(parse);
        if (fitted is MixtureClassifierModel)
        {
            throw new UsageException("profile is for clusters that were found: for the known classes of a classifier use evaluate.");
        }

        using var table = data.Read(parse, Session, data.Table(parse, fitted.FittedOn.Features));
        var options = new ClusterProfileOptions { Resamples = resamples.Value(parse)!.Value, NamedRows = named.Value(parse)!.Value, Seed = Seed(parse), Threads = Threads(parse) };
        var profiles = Session.Watch("Refitting", progress => ClusterProfiles.Of(fitted, table.Rows, options, null, progress, Session.CancellationToken));
        Session.Warn(profiles.Warnings);
        if (WantsJson(parse))
        {
            Session.Json(json => ProfileOutput.Write(json, profiles, table));
        }
        else
        {
            ProfileOutput.Show(Session.Results, profiles, table);
        }
    }
}
