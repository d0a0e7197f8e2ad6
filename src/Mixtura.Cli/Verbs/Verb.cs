using System.CommandLine;
using Mixtura.Cli.Options;

namespace Mixtura.Cli.Verbs;

/// <summary>One verb of the command, with what all of them take: --json, --threads, --seed, and an example for its help.</summary>
internal abstract class Verb : Command
{
    private readonly Option<bool> json = new("--json") { Description = "Write one JSON object to standard output, and nothing else there." };

    private readonly WholeNumberOption threads = new("--threads", "How many threads may work, 0 for all cores; it never changes the result.", least: 0, byDefault: 0);

    private readonly SeedOption seed = new();

    protected Verb(Session session, string name, string description, string example)
        : base(name, description)
    {
        Example = example;
        Session = session;
        SetAction(parse =>
        {
            session.CancellationToken.ThrowIfCancellationRequested();
            Run(parse);
        });
    }

    /// <summary>A command line to copy.</summary>
    public string Example { get; }

    protected Session Session { get; }

    /// <summary>Does what the verb says; throws where it cannot.</summary>
    protected abstract void Run(ParseResult parse);

    protected void Takes(params IEnumerable<Symbol> symbols)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                Add(argument);
            }
            else
            {
                Add((Option)symbol);
            }
        }
    }

    /// <summary>Comes last, so that the help shows a verb's own options first.</summary>
    protected void TakesCommonOptions() => Takes(json, threads, seed);

    protected bool WantsJson(ParseResult parse) => parse.GetValue(json);

    protected int Threads(ParseResult parse) => threads.Value(parse)!.Value;

    protected ulong Seed(ParseResult parse) => parse.GetValue(seed);
}
