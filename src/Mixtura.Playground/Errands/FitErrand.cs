namespace Mixtura.Playground.Errands;

/// <summary>Fits the model of a recipe.</summary>
/// <param name="Values">n x 2 values, row after row.</param>
/// <param name="Recipe">The model.</param>
public sealed record FitErrand(double[] Values, Recipe Recipe) : Errand<ClusteringModel>
{
    internal override string Run(IProgress<FitProgress>? progress) => ModelFile.ToJson(Recipe.Fit(Observations.From(Values, 2), progress));

    internal override ClusteringModel Read(string answer) => ModelFile.FromJson(answer);
}
