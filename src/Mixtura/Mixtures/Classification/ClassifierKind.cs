namespace Mixtura;

/// <summary>What a <see cref="MixtureClassifier"/> takes the rows of one class to be.</summary>
public enum ClassifierKind
{
    /// <summary>
    /// One Gaussian for each class, the covariances of all classes of one structure: eigenvalue decomposition discriminant analysis (H. Bensmail and G. Celeux 1996). With
    /// <see cref="CovarianceStructure.Tied"/> it is linear, with <see cref="CovarianceStructure.Full"/> quadratic discriminant analysis.
    /// </summary>
    Edda,

    /// <summary>A mixture for each class, with a structure and a number of components of its own: mixture discriminant analysis as mclust has it (C. Fraley and A. E. Raftery 2002).</summary>
    MclustDa,
}
