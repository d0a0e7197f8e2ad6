using System.CommandLine;

namespace Mixtura.Cli.Options;

/// <summary>How a mixture gets to a good optimum, and how fast.</summary>
internal sealed class MixtureStrategyOptions
{
    private readonly NumberOption annealing = new(
        "--annealing",
        "T",
        "Fit first at this temperature, above --temperature, and then at lower and lower ones: where the start is poor, or given. 2 is a good one; very high ones make full and tied covariances worse.");

    private readonly WordOption<MixtureSearch> search = new(
        "--search",
        "What goes on from the best start: split-merge merges two components and splits a third, as long as the likelihood gains; for three components and more, and better than many --restarts.",
        [("none", MixtureSearch.None), ("split-merge", MixtureSearch.SplitAndMerge())]);

    private readonly WordOption<MixtureAcceleration> acceleration = new(
        "--acceleration",
        "squarem leaps ahead of EM's own steps, which are short where components overlap: for a small --tolerance. Its passes over the rows count as iterations.",
        [("none", MixtureAcceleration.None), ("squarem", MixtureAcceleration.Squarem)]);

    public IEnumerable<Symbol> All => [annealing, search, acceleration];

    /// <summary>The options with what was asked for.</summary>
    public GaussianMixtureOptions With(ParseResult parse, GaussianMixtureOptions options)
    {
        if (parse.GetValue(annealing) is { } first && (!(first > options.Temperature.Value) || options.Prior is not null))
        {
            throw new UsageException(options.Prior is not null ? "--annealing does not go with --prior process or dirichlet." : "--annealing takes a temperature above --temperature.");
        }

        if (search.Value(parse) != MixtureSearch.None && (options.Prior is not null || options.Temperature != Temperature.One))
        {
            throw new UsageException("--search split-merge is at temperature 1, and does not go with --prior process or dirichlet.");
        }

        return options with
        {
            Annealing = parse.GetValue(annealing) is { } start ? new MixtureAnnealing { StartTemperature = start } : null,
            Search = search.Value(parse),
            Acceleration = acceleration.Value(parse),
        };
    }
}
