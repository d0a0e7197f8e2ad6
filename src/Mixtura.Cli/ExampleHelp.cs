using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Mixtura.Cli.Verbs;

namespace Mixtura.Cli;

/// <summary>The help of a verb, and at its end an example to copy.</summary>
internal sealed class ExampleHelp(HelpAction help) : SynchronousCommandLineAction
{
    private const string First = "mixtura demo";

    /// <summary>Whoever asks for help need not have typed the rest.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var code = help.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Example:");
        output.WriteLine($"  {Example(parseResult.CommandResult.Command)}");
        output.WriteLine();
        return code;
    }

    private static string Example(Command command) => command switch
    {
        Verb verb => verb.Example,
        RootCommand => First,
        _ => command.Subcommands.OfType<Verb>().First().Example,
    };
}
