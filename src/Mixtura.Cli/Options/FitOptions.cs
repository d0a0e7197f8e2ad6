using System.CommandLine;

namespace Mixtura.Cli.Options;

/// <summary>What both fits take: where to start, when to stop, and which files to write.</summary>
internal sealed class FitOptions
{
    private readonly WholeNumberOption restarts;

    private readonly WholeNumberOption maxIterations;

    private readonly NumberOption tolerance;

    private readonly NumberOption temperature;

    private readonly Option<string?> start = new("--start") { HelpName = "FILE" };

    private readonly Option<string?> startLabels = new("--start-labels")
    {
        HelpName = "NAME", Description = "A column of DATA that holds the partition to start from; any values, one a cluster. It is no feature.",
    };

    private readonly WordOption<Scaling> scale = new(
        "--scale", "How features are brought to one scale.", FitWords.Scalings);

    private readonly Option<string?> model = new("--model") { HelpName = "FILE", Description = "Write the model to a JSON file, for predict, evaluate, plot and info." };

    private readonly Option<string?> plot = new("--plot") { HelpName = "FILE", Description = "Write the figure: .png or .svg." };

    private readonly Option<string?> labels = new("--labels")
    {
        HelpName = "FILE", Description = "Write a table with one column, label; where rows were dropped also row, the number of the row in DATA from 1.",
    };

    public FitOptions(
        string points,
        int maxIterations,
        double tolerance,
        string toleranceMeans,
        double temperature,
        string temperatureMeans,
        string restartsMean = "How many starts are run, the best kept; 10, or 1 when a start is given.")
    {
        restarts = new("--restarts", restartsMean, least: 1);
        this.maxIterations = new("--max-iterations", "The most steps from one start.", least: 0, byDefault: maxIterations);
        this.tolerance = new("--tolerance", "R", toleranceMeans, tolerance);
        this.temperature = new("--temperature", "T", temperatureMeans, temperature);
        start.Description = $"{points} to start from: a table with the columns of the features, or a model file.";
    }

    public IEnumerable<Symbol> All => [restarts, maxIterations, tolerance, temperature, start, startLabels, scale, model, plot, labels];

    public int? Restarts(ParseResult parse) => restarts.Value(parse);

    public int MaxIterations(ParseResult parse) => maxIterations.Value(parse)!.Value;

    public double Tolerance(ParseResult parse) => tolerance.Value(parse);

    public Temperature Temperature(ParseResult parse) => new(temperature.Value(parse));

    public Scaling Scale(ParseResult parse) => scale.Value(parse);

    public string? Start(ParseResult parse) => parse.GetValue(start);

    public string? StartLabels(ParseResult parse) => parse.GetValue(startLabels);

    public string? Model(ParseResult parse) => parse.GetValue(model);

    public string? Plot(ParseResult parse) => parse.GetValue(plot);

    public string? Labels(ParseResult parse) => parse.GetValue(labels);

    /// <summary>What can be seen to be wrong before the data are read.</summary>
    public void Check(ParseResult parse, IEnumerable<string?> read)
    {
        if (Start(parse) is not null && StartLabels(parse) is not null)
        {
            throw new UsageException("--start and --start-labels both say where to start: give one of them.");
        }

        OutputFile.CheckFolder("--model", Model(parse));
        OutputFile.CheckFigure("--plot", Plot(parse));
        OutputFile.CheckTable("--labels", Labels(parse));
        OutputFile.CheckApart(read, [Model(parse), Plot(parse), Labels(parse)]);
    }
}
