using System.Collections.Immutable;
using Mixtura.Playground.Errands;
using Mixtura.Playground.Figures;
using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Bench;

/// <summary>One model of the bench: how far its fit is. A walk is followed step by step; a best fit, once it is there, takes its place.</summary>
/// <param name="Recipe">The model, without steps.</param>
internal sealed record Side(Recipe Recipe)
{
    /// <summary>The walk; null where the points allow of none.</summary>
    public Walk<ClusteringModel>? Walk { get; init; }

    /// <summary>The library's best fit, where it was asked for and is there.</summary>
    public ClusteringModel? Best { get; init; }

    /// <summary>Why there is no model.</summary>
    public string? Fault { get; init; }

    /// <summary>What is shown.</summary>
    public ClusteringModel? Model => Best ?? Walk?.Last;

    /// <summary>Whether the walk is at its end, or there is none.</summary>
    public bool IsAtEnd => Best is not null || Walk is null || Walk.Settled || Walk.Steps >= BenchState.MostSteps;

    /// <summary>The recipe of just what is shown.</summary>
    public Recipe Shown => Best is null ? Recipe with { Steps = Walk?.Steps ?? 0 } : Recipe with { Start = StartKind.Default, Steps = null };

    /// <summary>The objective after each step: inertia and free energy fall, the log-likelihood rises.</summary>
    public ImmutableArray<(double X, double Y)> Objective => Best is { } best
        ? [.. best.Report.Trace.Select((e, i) => ((double)i, best is KMeansModel ? e : -e))]
        : Walk is null ? [] : [.. Walk.Models.Select((m, i) => ((double)i, ObjectiveOf(m)))];

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
    public static Side Begin(Recipe recipe, Observations<double>? rows) => new Side(recipe).Try(rows, r => Fits.Walk.Of(r, recipe));

    /// <summary>One step on.</summary>
    public Side Next() => IsAtEnd ? this : Try(null, _ => Walk!.Next(), needsRows: false);

    /// <summary>The same model on points that have moved, one step on: what is shown while the reader draws.</summary>
    public Side Onto(Observations<double>? rows) => Model is { } model && rows is not null
        ? (this with { Best = null, Fault = null }).Try(rows, r => Fits.Walk.From(model, r, Recipe).Next())
        : Begin(Recipe, rows);

    private Side Try(Observations<double>? rows, Func<Observations<double>, Walk<ClusteringModel>> walk, bool needsRows = true)
    {
        if (needsRows && rows is null)
        {
            return this with { Walk = null, Fault = "There are no points yet: draw some, or choose a set." };
        }

        try
        {
            return this with { Walk = walk(rows!), Fault = null };
        }
        catch (MixturaException e)
        {
            return this with { Walk = null, Fault = e.Message };
        }
    }
}
