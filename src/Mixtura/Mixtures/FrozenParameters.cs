using System.Globalization;

namespace Mixtura;

/// <summary>Which parameters of a mixture stay what they are at the start, which then must be a model (<see cref="MixtureStart.FromModel"/>).</summary>
public sealed record FrozenParameters
{
    /// <summary>Whether weights stay; those of components that are not frozen share what is left. Default: they are estimated.</summary>
    public bool Weights { get; init; }

    /// <summary>Whether means stay. Default: they are estimated.</summary>
    public bool Means { get; init; }

    /// <summary>Whether covariances stay. Those of some components alone only where each has its own: full, diagonal, spherical. Default: they are estimated.</summary>
    public bool Covariances { get; init; }

    /// <summary>The components, 0 .. K-1, whose parameters stay; null for all. Default: all.</summary>
    public IReadOnlyList<int>? Components { get; init; }

    /// <summary>Whether anything stays of a component.</summary>
    internal bool Has(int component) => Components?.Contains(component) ?? true;

    /// <summary>What can be seen to be wrong.</summary>
    internal void Check(GaussianMixtureOptions options)
    {
        if (options.Start is not GivenModel)
        {
            throw new ArgumentException("Frozen parameters are those of a model: start from one (MixtureStart.FromModel).");
        }

        if (options.Prior is not null || options.MapPrior is not null || options.Annealing is not null || options.Search != MixtureSearch.None || (Weights && options.EqualWeights))
        {
            throw new ArgumentException("Frozen parameters do not go with a prior, annealing or a search, nor frozen weights with equal ones.");
        }

        if (Components is { Count: 0 } || Components?.Any(k => k < 0 || k >= options.Components) == true)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"Frozen components are some of 0 to {options.Components - 1}."));
        }

        if (Covariances && Components is not null && options.Covariance is not (CovarianceStructure.Full or CovarianceStructure.Diagonal or CovarianceStructure.Spherical))
        {
            throw new ArgumentException($"Under {options.Covariance} covariances have something in common, so that those of some components cannot stay alone: freeze all, or none.");
        }
    }
}
