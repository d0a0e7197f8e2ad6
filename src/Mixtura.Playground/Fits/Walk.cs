using System.Collections.Immutable;

namespace Mixtura.Playground.Fits;

/// <summary>
/// A fit that is watched: the model it began with and each that a step of the library made of the one before. Steps are fits of one iteration from the last model, which end at the very bits of one
/// fit of as many iterations.
/// </summary>
/// <typeparam name="TModel">The kind of model.</typeparam>
/// <param name="Models">The first model and one for each step.</param>
/// <param name="Step">One iteration.</param>
internal sealed record Walk<TModel>(ImmutableArray<TModel> Models, Func<TModel, TModel> Step)
    where TModel : ClusteringModel
{
    /// <summary>The model after the last step.</summary>
    public TModel Last => Models[^1];

    /// <summary>How many steps were taken.</summary>
    public int Steps => Models.Length - 1;

    /// <summary>Whether the last step found nothing more to gain.</summary>
    public bool Settled => Steps > 0 && Last.Report.Converged;

    /// <summary>One step more.</summary>
    public Walk<TModel> Next() => this with { Models = Models.Add(Step(Last)) };

    /// <summary>Steps until there are so many, or nothing is to be gained.</summary>
    public Walk<TModel> To(int steps)
    {
        var walk = this with { Models = Models[..Math.Min(Models.Length, steps + 1)] };
        while (walk.Steps < steps && !walk.Settled)
        {
            walk = walk.Next();
        }

        return walk;
    }
}

/// <summary>Where walks begin.</summary>
internal static class Walk
{
    /// <summary>k-means from the first start of some options, until no point changes its cluster.</summary>
    public static Walk<KMeansModel> Of(Observations<double> rows, KMeansOptions options)
    {
        var one = options with { Restarts = 1, Search = Search.None, Tolerance = 0, Threads = 1 };
        return new([KMeans.Fit(rows, one with { MaxIterations = 0 })], model => KMeans.Fit(rows, one with { MaxIterations = 1, Seeding = Seeding.FromModel(model) }));
    }

    /// <summary>EM from the first start of some options, until a step gains less than their tolerance.</summary>
    public static Walk<GaussianMixtureModel> Of(Observations<double> rows, GaussianMixtureOptions options)
    {
        var one = options with { Restarts = 1, Threads = 1 };
        return new([GaussianMixture.Fit(rows, one with { MaxIterations = 0 })], model => GaussianMixture.Fit(rows, one with { MaxIterations = 1, Start = MixtureStart.FromModel(model) }));
    }

    /// <summary>The walk of a recipe from its one start; as many of its steps as the recipe has end at the recipe's own model.</summary>
    public static Walk<ClusteringModel> Of(Observations<double> rows, Recipe recipe) => recipe.Kind == ModelKind.KMeans
        ? Plain(Of(rows, (recipe with { Steps = 0 }).ToKMeans()))
        : Plain(Of(rows, (recipe with { Steps = 0 }).ToMixture()));

    /// <summary>From a model that was fitted to other rows, under the same recipe.</summary>
    public static Walk<ClusteringModel> From(ClusteringModel model, Observations<double> rows, Recipe recipe)
    {
        var (hard, soft) = ((recipe with { Steps = 1 }).ToKMeans() with { Threads = 1 }, (recipe with { Steps = 1 }).ToMixture() with { Threads = 1 });
        return new([model], last => last is GaussianMixtureModel mixture
            ? GaussianMixture.Fit(rows, soft with { Start = MixtureStart.FromModel(mixture) })
            : KMeans.Fit(rows, hard with { Seeding = Seeding.FromModel(last) }));
    }

    private static Walk<ClusteringModel> Plain<TModel>(Walk<TModel> walk)
        where TModel : ClusteringModel => new([.. walk.Models], model => walk.Step((TModel)model));
}
