using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Errands;

/// <summary>Fits the model of a recipe.</summary>
/// <param name="Values">n x 2 values, row after row.</param>
/// <param name="Recipe">The model.</param>
public sealed record FitErrand(double[] Values, Recipe Recipe) : Errand<ClusteringModel>
{
    /// <summary>The names of the features, which the model then knows. Default: the library's.</summary>
    public string[]? Names { get; init; }

    internal override string Run(IProgress<FitProgress>? progress)
    {
        var rows = Observations.From(Values, 2);
        return ModelFile.ToJson(Recipe.Fit(Names is null ? rows : rows.Named(Names), progress));
    }

    internal override ClusteringModel Read(string answer) => ModelFile.FromJson(answer);
}
