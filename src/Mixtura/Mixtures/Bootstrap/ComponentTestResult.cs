using System.Collections.Immutable;

namespace Mixtura;

/// <summary>What <see cref="ComponentTest"/> found.</summary>
/// <param name="Model">The mixture of as many components as the tests leave standing.</param>
/// <param name="Steps">The tests in order, from one component on.</param>
/// <param name="Level">The level they were held to.</param>
public sealed record ComponentTestResult(GaussianMixtureModel Model, ImmutableArray<ComponentTestStep> Steps, double Level)
{
    /// <summary>The least number of components that was not rejected; of a sequence in which all were, the largest that was tested for.</summary>
    public int Components => Model.Clusters;

    /// <summary>Whether the sequence ended with a number that was not rejected, and not at its limit.</summary>
    public bool IsDecided => Steps[^1].PValue > Level;
}

/// <summary>The test of K components against K + 1.</summary>
/// <param name="Components">K, the number under test.</param>
/// <param name="Statistic">Twice the gain in log-likelihood of one component more.</param>
/// <param name="PValue">The share of statistics at least as large where K is the truth: (1 + those among the replicates) / (1 + replicates).</param>
/// <param name="Replicates">The statistics of rows drawn from the mixture of K components.</param>
/// <param name="Discarded">How many replicates gave no model, and are left out.</param>
public sealed record ComponentTestStep(int Components, double Statistic, double PValue, ImmutableArray<double> Replicates, int Discarded);
