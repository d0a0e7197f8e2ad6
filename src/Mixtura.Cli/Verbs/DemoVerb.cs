using System.CommandLine;
using Mixtura.Cli.Output;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura demo: two sets, k-means and its cells, then the mixture and where it says maybe.</summary>
internal sealed class DemoVerb : Verb
{
    private readonly Option<string> folder = new("--out")
    {
        HelpName = "DIR", DefaultValueFactory = _ => "mixtura-demo", Description = "The folder for the rows, the models and the pictures.",
    };

    public DemoVerb(Session session)
        : base(session, "demo", "Two Gaussian sets, what k-means makes of them, and where a mixture says maybe.", "mixtura demo --out mixtura-demo")
    {
        Takes(folder);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var path = parse.GetRequiredValue(folder);
        if (path.Length == 0 || File.Exists(path))
        {
            throw new UsageException($"--out takes a folder, and \"{path}\" is none.");
        }

        var story = Session.Watch("Clustering", progress => DemoStory.Of(Seed(parse), Threads(parse), progress, Session.CancellationToken));
        Session.CancellationToken.ThrowIfCancellationRequested();
        Directory.CreateDirectory(path);
        var files = DemoFiles.Write(path, story);
        if (WantsJson(parse))
        {
            Session.Json(json => DemoText.WriteJson(json, story, files));
        }
        else
        {
            DemoText.Tell(Session.Results, story, files);
        }
    }
}
