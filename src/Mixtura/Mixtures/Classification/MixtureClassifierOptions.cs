using System.Globalization;

namespace Mixtura;

/// <summary>How <see cref="MixtureClassifier"/> fits; checked once, when a fit begins.</summary>
public sealed record MixtureClassifierOptions
{
    /// <summary>What the rows of a class are taken to be. Default: one Gaussian a class, of one structure.</summary>
    public ClassifierKind Kind { get; init; } = ClassifierKind.Edda;

    /// <summary>The covariance structures to try: one is chosen for all classes, or for <see cref="ClassifierKind.MclustDa"/> one for each. Of equals the first. Default: all fourteen.</summary>
    public IReadOnlyList<CovarianceStructure> Structures { get; init; } = Enum.GetValues<CovarianceStructure>();

    /// <summary>How many components a class may have, for <see cref="ClassifierKind.MclustDa"/> alone. Default: 1 to 5.</summary>
    public IReadOnlyList<int> Components { get; init; } = [1, 2, 3, 4, 5];

    /// <summary>
    /// The folds of the cross-validation that chooses the structure of <see cref="ClassifierKind.Edda"/> by its error, of equals by BIC; null where BIC alone chooses. Default: null.
    /// </summary>
    public int? SelectionFolds { get; init; }

    /// <summary>How probable classes are before a row is seen. Default: as often as they are among the training rows.</summary>
    public ClassPriors Priors { get; init; } = ClassPriors.OfRows;

    /// <summary>G different names of the classes, in the order of the labels. Default: null, which is "0", "1", ... up to the largest label.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>
    /// What is added to the covariance diagonals; a relative one is of the mean feature variance of all training rows. Default: none, as structures that a class is too small for are left out, and
    /// a little for a feature of large numbers would drown one of small ones.
    /// </summary>
    public Regularization Regularization { get; init; } = Regularization.None;

    /// <summary>How features are brought to one scale, learned from the training rows; costs a copy of them. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>How many starts each mixture of several components has. Default: 3.</summary>
    public int Restarts { get; init; } = 3;

    /// <summary>The most steps from one start. Default: 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Stop when one step gains at most this in mean log-likelihood per row. Default: 1e-5.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }

    /// <summary>All that can be seen without rows.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Structures);
        ArgumentNullException.ThrowIfNull(Components);
        ArgumentNullException.ThrowIfNull(Priors);
        FitBorder.Options(1, nameof(Components), Restarts, MaxIterations, Tolerance, Threads);
        if (Structures.Count == 0 || !Structures.All(Enum.IsDefined))
        {
            throw new ArgumentException("There is no covariance structure to try: give at least one.");
        }

        if (Components.Count == 0 || Components.Min() < 1)
        {
            throw new ArgumentException("The numbers of components to try are at least one number, and none is less than 1.");
        }

        if (SelectionFolds is { } folds && (folds < 2 || Kind == ClassifierKind.MclustDa))
        {
            throw new ArgumentException(folds < 2
                ? string.Create(CultureInfo.InvariantCulture, $"A cross-validation has at least 2 folds, not {folds}.")
                : "Cross-validation chooses one structure for all classes: mixtures of their own are chosen by BIC.");
        }

        if (Scaling == Scaling.UnitLength)
        {
            throw new ArgumentException("Rows of unit length lie on a sphere, where Gaussians do not fit: scale by z-score.");
        }
    }
}
