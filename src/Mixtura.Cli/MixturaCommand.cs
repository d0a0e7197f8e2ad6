using System.CommandLine;
using System.CommandLine.Help;
using Mixtura.Cli.Verbs;

namespace Mixtura.Cli;

/// <summary>The command <c>mixtura</c>: parses a command line, runs one verb, and says with its exit code how that went.</summary>
public static class MixturaCommand
{
    /// <summary>The verb did what was asked.</summary>
    public const int Done = 0;

    /// <summary>The data, a file or a cancellation stood in the way; one sentence on <c>error</c> says which.</summary>
    public const int Failed = 1;

    /// <summary>The command line asks for something that does not exist; one sentence on <c>error</c> names it.</summary>
    public const int Usage = 2;

    /// <summary>Runs one command line.</summary>
    /// <param name="args">The verb, its arguments and options.</param>
    /// <param name="input">What DATA <c>-</c> reads: CSV with a header.</param>
    /// <param name="output">Takes the result: tables for people, or with <c>--json</c> one JSON object and nothing else.</param>
    /// <param name="error">Takes everything else: progress (on a terminal only), warnings, which files were written, what failed.</param>
    /// <param name="cancellationToken">Ends the verb early; no file is touched then.</param>
    /// <returns><see cref="Done"/>, <see cref="Failed"/> or <see cref="Usage"/>.</returns>
    public static int Run(string[] args, TextReader input, TextWriter output, TextWriter error, CancellationToken cancellationToken = default)
    {
        using var session = new Session(input, output, error, cancellationToken);
        try
        {
            return Parsed(Root(session), args, session);
        }
        catch (UsageException fault)
        {
            return session.Fails(Usage, fault.Message);
        }
        catch (OperationCanceledException)
        {
            return session.Fails(Failed, "Cancelled: no file was touched.");
        }
        catch (Exception fault) when (fault is MixturaException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return session.Fails(Failed, fault.Message);
        }
        catch (ArgumentException fault)
        {
            return session.Fails(Failed, WithoutParameter(fault));
        }
        catch (OutOfMemoryException)
        {
            return session.Fails(Failed, "There is not enough memory for these rows: choose fewer --columns, or a sample of the rows.");
        }
        catch (Exception fault)
        {
            return session.Fails(Failed, $"A fault of mixtura itself, which its makers would like to hear of: {fault.GetBaseException()}");
        }
    }

    private static int Parsed(RootCommand root, string[] args, Session session)
    {
        // "@name" is a file of options to the parser; here it is a name like any other.
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null, EnablePosixBundling = false });
        if (parse.Errors.Count > 0)
        {
            var verb = string.Join(' ', Path(parse.CommandResult.Command));
            return session.Fails(Usage, $"{UsageFault.Of(parse)} See {verb} --help.");
        }

        return parse.Invoke(new InvocationConfiguration
        {
            Output = session.Output, Error = session.Error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null,
        });
    }

    private static RootCommand Root(Session session)
    {
        var root = new RootCommand("Finds groups in data: k-means, Gaussian mixtures and everything between.")
        {
            new DemoVerb(session),
            new TutorialVerb(session),
            new GenerateVerb(session),
            new Command("fit", "Fit a model: k-means, a mixture of Gaussians or t distributions, or the densities of known classes.")
            {
                new FitKMeansVerb(session), new FitMixtureVerb(session), new FitStudentVerb(session), new FitClassesVerb(session),
            },
            new UpdateVerb(session),
            new PredictVerb(session),
            new EvaluateVerb(session),
            new ProfileVerb(session),
            new PlotVerb(session),
            new InfoVerb(session),
            new SelectVerb(session),
            new CompareVerb(session),
            new ReportVerb(session),
            new BootstrapVerb(session),
            new ComponentsVerb(session),
            new TuneVerb(session),
        };
        root.HelpName = "mixtura";
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelp((HelpAction)help.Action!);
        return root;
    }

    /// <summary>The words that lead to a command: mixtura fit kmeans.</summary>
    private static IEnumerable<string> Path(Command command) =>
        command is RootCommand ? ["mixtura"] : [.. Path((Command)command.Parents.First()), command.Name];

    /// <summary>The sentence alone: which parameter of which method it was tells a user of the command nothing.</summary>
    private static string WithoutParameter(ArgumentException fault) =>
        fault.ParamName is null ? fault.Message : fault.Message.Replace($" (Parameter '{fault.ParamName}')", string.Empty, StringComparison.Ordinal);
}
