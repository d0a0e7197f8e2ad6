namespace Mixtura.Selection;

/// <summary>What <see cref="Tuning"/> tries of Gaussian mixtures: each combination of these values is a candidate.</summary>
public sealed record MixtureGrid
{
    /// <summary>Numbers of components, each at least 1. Default: null, from half to twice the number of classes in steps of a quarter of it, none below 2.</summary>
    public IReadOnlyList<int>? Components { get; init; }

    /// <summary>What the covariances may differ in. Default: full, tied, diagonal and spherical ones.</summary>
    public IReadOnlyList<CovarianceStructure> Covariances { get; init; } = [CovarianceStructure.Full, CovarianceStructure.Tied, CovarianceStructure.Diagonal, CovarianceStructure.Spherical];

    /// <summary>What is added to the covariance diagonals, or shrinkage, which full, tied and diagonal covariances alone are tried with. Default: relative, 1e-6 times the mean feature variance, alone.</summary>
    public IReadOnlyList<Regularization> Regularizations { get; init; } = [Regularization.Relative(1e-6)];

    /// <summary>Where starts begin; not at given means, partitions or models. Default: auto alone.</summary>
    public IReadOnlyList<MixtureStart> Starts { get; init; } = [MixtureStart.Auto];

    /// <summary>Numbers of starts, each at least 1, or null for ten, and one where it is hierarchical. Default: null alone.</summary>
    public IReadOnlyList<int?> Restarts { get; init; } = [null];

    /// <summary>How features are brought to one scale, learned from the training rows; not unit length. Default: not at all, and by z-score.</summary>
    public IReadOnlyList<Scaling> Scalings { get; init; } = [Scaling.None, Scaling.ZScore];

    /// <summary>All that can be seen without rows.</summary>
    /// <exception cref="ArgumentException">A list is empty, or a value out of its range.</exception>
    internal void Check()
    {
        GridBorder.Check(Components, nameof(Components), k => k >= 1);
        GridBorder.Check(Covariances, nameof(Covariances), Enum.IsDefined);
        GridBorder.Check(Regularizations, nameof(Regularizations), _ => true);
        GridBorder.Check(Starts, nameof(Starts), start => start is AutoStart or { IsOfRows: true });
        GridBorder.Check(Restarts, nameof(Restarts), n => n is null or >= 1);
        GridBorder.Check(Scalings, nameof(Scalings), scaling => Enum.IsDefined(scaling) && scaling != Scaling.UnitLength);
    }
}
