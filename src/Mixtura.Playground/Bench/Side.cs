using System.Collections.Immutable;
using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Bench;

/// <summary>One model of the bench: how far its fit is. A walk is followed step by step; a best fit, once it is there, takes its place.</summary>
/// <param name="Recipe">The model, without steps.</param>
internal sealed record Side(Recipe Recipe)
{
    /// <summary>What a step must gain in mean log-likelihood while the reader draws: a fit's own tolerance.</summary>
    private const double LeastGain = 1e-5;

    private Walk<ClusteringModel>? Walk { get; init; }

    /// <summary>The objective of the start and after each step; none where there is no model.</summary>
    private ImmutableArray<double> Trace { get; init; } = [];

    /// <summary>The library's best fit, where it was asked for and is there.</summary>
    public ClusteringModel? Best { get; init; }

    /// <summary>Why there is no model.</summary>
    public string? Fault { get; init; }

    /// <summary>What is shown.</summary>
    public ClusteringModel? Model => Best ?? Walk?.Last;

    /// <summary>The steps of the walk.</summary>
    public int Steps => Math.Max(0, Trace.Length - 1);

    /// <summary>Whether a step of the walk gains nothing more.</summary>
    public bool IsSettled { get; private init; }

    /// <summary>Whether the walk is at its end, or there is none.</summary>
    public bool IsAtEnd => Best is not null || Walk is null || IsSettled || IsCut;

    /// <summary>Whether the walk ends here although more steps would gain.</summary>
    public bool IsCut => Best is null && Walk is not null && !IsSettled && Steps >= Recipe.MostSteps;

    /// <summary>The recipe of just what is shown.</summary>
    public Recipe Shown => Best is null ? Recipe with { Steps = Steps } : Recipe with { Start = StartKind.Default, Steps = null };

    /// <summary>The objective after each step: inertia and free energy fall, the log-likelihood rises.</summary>
    public ImmutableArray<(double X, double Y)> Objective => [.. (Best is null ? Trace : TraceOf(Best)).Select((value, i) => ((double)i, value))];

    /// <summary>What the objective is called.</summary>
    public string ObjectiveName => Recipe.Kind == ModelKind.Mixture ? "log-likelihood" : Recipe.Temperature == 0 ? "inertia" : "free energy";

    /// <summary>What the model is called.</summary>
    public string Name => Recipe.Kind == ModelKind.Mixture ? "Gaussian mixture" : Recipe.Temperature == 0 ? "k-means" : "soft k-means";

    /// <summary>The objective of a model on the rows that it was fitted to.</summary>
    public static double ObjectiveOf(ClusteringModel model) => model switch
    {
        GaussianMixtureModel mixture => mixture.LogLikelihood,
        KMeansModel { Temperature.Value: 0 } hard => hard.Inertia,
        _ => model.Report.Trace[^1],
    };

    /// <summary>At the start.</summary>
    public static Side Begin(Recipe recipe, Observations<double>? rows) => new Side(recipe).Try(rows, r => Fits.Walk.Of(r, recipe), []);

    /// <summary>One step on.</summary>
    public Side Next() => IsAtEnd ? this : Try(() => Walk!.Next(), Trace);

    /// <summary>The same model on points that have moved, one step on: what is shown while the reader draws. Two passes for a mixture, where a fit of one step takes three and looks at the rows before.</summary>
    public Side Onto(Observations<double>? rows)
    {
        if (Model is not { } model || rows is null)
        {
            return Begin(Recipe, rows);
        }

        if (model is GaussianMixtureModel mixture)
        {
            try
            {
                var moved = mixture.Update(rows, keep: 0, threads: 1);
                var gain = (moved.Report.Trace[0] - moved.Report.Trace[^1]) / rows.Count;
                return this with { Best = null, Walk = Fits.Walk.From(moved, rows, Recipe), Trace = [moved.LogLikelihood], IsSettled = gain <= LeastGain, Fault = null };
            }
            catch (MixturaException)
            {
                // Without the regularization of a fit a component may collapse.
            }
        }

        return (this with { Best = null }).Try(rows, r => Fits.Walk.From(model, r, Recipe).Next(), []);
    }

    /// <summary>Where a fit of the recipe with steps has arrived.</summary>
    public Side Arrived(ClusteringModel model, Observations<double> rows) =>
        this with { Walk = Fits.Walk.From(model, rows, Recipe), Trace = TraceOf(model), IsSettled = model.Report.Converged, Best = null, Fault = null };

    private static ImmutableArray<double> TraceOf(ClusteringModel model) => [.. model.Report.Trace.Select(energy => model is KMeansModel ? energy : -energy)];

    private Side Try(Observations<double>? rows, Func<Observations<double>, Walk<ClusteringModel>> walk, ImmutableArray<double> before) =>
        rows is null ? new Side(Recipe) { Fault = "There are no points yet: draw some, or choose a set." } : Try(() => walk(rows), before);

    /// <summary>Only the last model is kept: a thousand steps are a thousand numbers.</summary>
    private Side Try(Func<Walk<ClusteringModel>> walk, ImmutableArray<double> before)
    {
        try
        {
            var gone = walk();
            return this with { Walk = gone with { Models = [gone.Last] }, Trace = before.Add(ObjectiveOf(gone.Last)), IsSettled = gone.Settled, Fault = null };
        }
        catch (MixturaException e)
        {
            return new(Recipe) { Fault = e.Message };
        }
    }
}
