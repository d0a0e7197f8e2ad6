namespace Mixtura;

/// <summary>The words of a model file.</summary>
internal static class ModelNames
{
    public const string Format = "mixtura-model";

    /// <summary>Version 2 added the weight of each cluster of k-means, and rows of unit length; version 3 whether a mixture is Bayesian, and nine covariance structures; version 4 mixtures of t distributions, classifiers, factors, noise, and the weight that a mixture stands for.</summary>
    public const int Version = 4;

    /// <summary>Before it no mixture was Bayesian.</summary>
    public const int FirstWithBayes = 3;

    /// <summary>Before it no mixture had noise.</summary>
    public const int FirstWithNoise = 4;

    public const int OldestVersion = 1;

    public const string KMeans = "kmeans";

    public const string Mixture = "mixture";

    public const string Student = "student";

    /// <summary>In the place of a structure: full covariances made of factors and noise.</summary>
    public const string Factors = "factors";

    public const string Classifier = "classifier";

    public static readonly (ClassifierKind Kind, string Name)[] Kinds = [(ClassifierKind.Edda, "edda"), (ClassifierKind.MclustDa, "mclustda")];

    public static readonly (CovarianceStructure Structure, string Name)[] Structures =
    [
        (CovarianceStructure.Full, "full"), (CovarianceStructure.Tied, "tied"), (CovarianceStructure.Diagonal, "diag"),
        (CovarianceStructure.Spherical, "spherical"), (CovarianceStructure.TiedSpherical, "EII"),
        (CovarianceStructure.EEI, "EEI"), (CovarianceStructure.VEI, "VEI"), (CovarianceStructure.EVI, "EVI"), (CovarianceStructure.VEE, "VEE"), (CovarianceStructure.EVE, "EVE"),
        (CovarianceStructure.VVE, "VVE"), (CovarianceStructure.EEV, "EEV"), (CovarianceStructure.VEV, "VEV"), (CovarianceStructure.EVV, "EVV"),
    ];

    public static readonly (TailKind Kind, string Name)[] Tails = [(TailKind.Estimated, "estimated"), (TailKind.Shared, "shared"), (TailKind.Fixed, "fixed")];

    public static readonly (Scaling Scaling, string Name)[] Scalings = [(Scaling.None, "none"), (Scaling.ZScore, "zscore"), (Scaling.MinMax, "minmax"), (Scaling.UnitLength, "unit")];

    public static readonly (StopReason Reason, string Name)[] Reasons =
    [
        (StopReason.Converged, "converged"), (StopReason.IterationLimit, "iterationLimit"), (StopReason.NoImprovement, "noImprovement"),
    ];

    public static string Of<T>((T Value, string Name)[] names, T value) => Array.Find(names, n => EqualityComparer<T>.Default.Equals(n.Value, value)).Name;
}
