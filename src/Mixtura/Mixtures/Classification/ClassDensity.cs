namespace Mixtura;

/// <summary>What a <see cref="MixtureClassifierModel"/> knows of one class.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Prior">How probable it is before a row is seen.</param>
/// <param name="Rows">The training rows of it that weigh more than 0.</param>
/// <param name="Covariance">What the covariances of its components may differ in; of one Gaussian a class, what the covariances of the classes may.</param>
/// <param name="Density">p(x | class) in the units of the training rows.</param>
public sealed record ClassDensity(string Name, double Prior, long Rows, CovarianceStructure Covariance, GaussianMixtureDensity Density)
{
    /// <summary>The number of components.</summary>
    public int Components => Density.Components;
}
