using System.CommandLine;
using System.Net;
using Mixtura.Cli.Options;
using Mixtura.Cli.Tutorial;
using Spectre.Console;

namespace Mixtura.Cli.Verbs;

/// <summary>mixtura tutorial: the interactive page, served to this machine alone until Ctrl+C.</summary>
internal sealed class TutorialVerb : Verb
{
    private readonly WholeNumberOption port = new("--port", "The port of 127.0.0.1 to serve the page at; one that is free unless given.", least: 1, most: IPEndPoint.MaxPort);

    private readonly Option<bool> noBrowser = new("--no-browser") { Description = "Only print the address, and open no browser; --json opens none either." };

    public TutorialVerb(Session session)
        : base(session, "tutorial", "Play with k-means and mixtures on a page that this machine serves to itself, until Ctrl+C.", "mixtura tutorial --no-browser")
    {
        Takes(port, noBrowser);
        TakesCommonOptions();
    }

    protected override void Run(ParseResult parse)
    {
        var files = PageFiles.In(PageFiles.Installed);
        using var server = LoopbackServer.Start(port.Value(parse));
        var answers = new PageAnswers(files, server.Host);
        var forMachines = WantsJson(parse);
        if (forMachines)
        {
            Session.Json(json => json.WriteString("url", server.Url));
        }
        else
        {
            Session.Results.MarkupLineInterpolated($"The tutorial is at {server.Url} until you press Ctrl+C.");
        }

        // Whoever waits for the address at the other end of a pipe must get it now, and not when the verb ends.
        Session.Output.Flush();
        if (!forMachines && !parse.GetValue(noBrowser))
        {
            DefaultBrowser.Open(server.Url);
        }

        server.Serve(answers.Answer, Session.CancellationToken).GetAwaiter().GetResult();
    }
}
