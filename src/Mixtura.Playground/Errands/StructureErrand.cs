namespace Mixtura.Playground.Errands;

/// <summary>A mixture of one covariance structure.</summary>
/// <param name="Values">n x 2 values, row after row.</param>
/// <param name="Components">The number of components.</param>
/// <param name="Covariance">The structure.</param>
public sealed record StructureErrand(double[] Values, int Components, CovarianceStructure Covariance) : Errand<GaussianMixtureModel>
{
    /// <summary>The options of the fit: three starts, each the best of five short runs, as a reader waits for fourteen.</summary>
    internal GaussianMixtureOptions Options => new() { Components = Components, Covariance = Covariance, Restarts = 3 };

    internal override string Run(IProgress<FitProgress>? progress) => ModelFile.ToJson(GaussianMixture.Fit(Observations.From(Values, 2), Options, progress));

    internal override GaussianMixtureModel Read(string answer) => (GaussianMixtureModel)ModelFile.FromJson(answer);
}
