namespace Mixtura;

/// <summary>An M-step of a mixture, of given sums or of given means.</summary>
internal interface IMixtureMinimizer : IMinimizer<GaussianComponents, Moments>
{
    /// <summary>The structure's own part of the step.</summary>
    CovarianceFamily Family { get; }

    /// <summary>The step for sums about any K points.</summary>
    GaussianComponents Minimize(ReadOnlySpan<double> about, Moments statistics);

    /// <summary>Equal weights, given means, and every covariance v I.</summary>
    GaussianComponents Uniform(double[] means, double variance, int dimension);
}
