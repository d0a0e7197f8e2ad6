namespace Mixtura;

/// <summary>How EM leaps ahead of its own steps, which are short where components overlap; a leap that would raise the objective is not taken.</summary>
public enum MixtureAcceleration
{
    /// <summary>Plain steps.</summary>
    None,

    /// <summary>Every second step is a leap by the two before it (R. Varadhan and C. Roland, "Simple and globally convergent methods for accelerating the convergence of any EM algorithm", 2008).</summary>
    Squarem,
}
