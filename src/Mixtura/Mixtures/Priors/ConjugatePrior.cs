namespace Mixtura;

/// <summary>
/// What is believed of the means and covariances of a mixture before rows are seen, so that a fit finds the most probable parameters (maximum a posteriori) and no longer the most likely
/// ones, and none of its components can collapse (C. Fraley and A. E. Raftery, "Bayesian regularization for normal mixture estimation and model-based clustering", Journal of
/// Classification 24, 2007). A mean is normal about a given one, its covariance that of its component over <see cref="Shrinkage"/>; a covariance is inverse Wishart, and variances without
/// correlation are inverse gamma each. The defaults are mclust's.
/// </summary>
/// <remarks>
/// Components that each have a matrix have a prior each; those that share one matrix have one between them, as mclust has it. Where matrices share a part (VEI, EVI, VEE, EVE, VVE, EEV, VEV,
/// EVV) each has its prior, held to what the structure allows, so that a step never lowers the posterior; mclust counts the prior of some of these in another way and knows none of others.
/// </remarks>
public sealed record ConjugatePrior
{
    /// <summary>How many rows the prior mean counts as in each component; 0 for no prior on means. Finite and not negative; default: 0.01.</summary>
    public double Shrinkage { get; init; } = 0.01;

    /// <summary>d values about which means are expected, in the units of the rows. Default: the mean of the rows.</summary>
    public IReadOnlyList<double>? Mean { get; init; }

    /// <summary>The degrees of freedom nu of the prior on covariances: the larger, the more rows against it. Finite and above 0; default: d + 2.</summary>
    public double? DegreesOfFreedom { get; init; }

    /// <summary>
    /// The scale of the prior on covariances, d x d, symmetric and positive definite, in the units of the rows squared; of structures without correlation its diagonal, of spherical ones the
    /// mean of that. Default: the covariance of the rows (of n - 1) divided by K^(2/d), so that K such ellipsoids fill the volume of one of all rows; without correlation v I, v the mean of its
    /// diagonal.
    /// </summary>
    public double[,]? Scale { get; init; }

    /// <summary>The concentration alpha of a Dirichlet prior on weights: each component has alpha - 1 rows more. Finite and at least 1; default: 1, no prior on weights.</summary>
    public double WeightConcentration { get; init; } = 1;
}
