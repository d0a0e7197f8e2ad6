using System.CommandLine;

namespace Mixtura.Cli.Options;

/// <summary>What follows the starts of k-means, and for how long.</summary>
internal sealed class SearchOptions
{
    private const string Auto = "auto", None = "none", Breathing = "breathing", Genetic = "genetic";

    private readonly WordOption<string> search = new(
        "--search",
        "What goes on from the best start to a lower inertia: a short search unless --restarts or a start is given, nothing, breathing k-means, or the genetic HG-means, which comes nearest to the best known.",
        [(Auto, Auto), (None, None), (Breathing, Breathing), (Genetic, Genetic)]);

    private readonly WholeNumberOption iterations = new(
        "--search-iterations", "The most breaths of --search breathing; the children of --search genetic. Until nothing more is gained unless given.", least: 1);

    private readonly NumberOption seconds = new(
        "--search-seconds", "S", "The most seconds of --search breathing; the seconds of --search genetic. A limit on time makes the result depend on the machine's speed: --search-iterations does not.");

    public IEnumerable<Symbol> All => [search, iterations, seconds];

    public void Check(ParseResult parse, Temperature temperature)
    {
        var limit = iterations.Value(parse) is not null ? iterations.Name : parse.GetValue(seconds) is not null ? seconds.Name : null;
        if (search.Value(parse) is Auto or None)
        {
            if (limit is not null)
            {
                throw new UsageException($"{limit} limits a search: ask for one with --search breathing or --search genetic.");
            }
        }
        else if (temperature != Temperature.Zero)
        {
            throw new UsageException("--search lowers the inertia, which is the objective at temperature 0: leave --temperature out, or use --restarts.");
        }

        // TimeSpan holds far less than a double.
        if (parse.GetValue(seconds) is { } time && !(time >= TimeSpan.FromMilliseconds(1).TotalSeconds && time <= TimeSpan.FromDays(365).TotalSeconds))
        {
            throw new UsageException($"--search-seconds takes 0.001 to {TimeSpan.FromDays(365).TotalSeconds} seconds.");
        }
    }

    public Search? Value(ParseResult parse)
    {
        TimeSpan? time = parse.GetValue(seconds) is { } given ? TimeSpan.FromSeconds(given) : null;
        return search.Value(parse) switch
        {
            None => Search.None,
            Breathing => Search.Breathing(iterations.Value(parse), time),
            Genetic => Search.Genetic(iterations.Value(parse), time),
            _ => null,
        };
    }
}
