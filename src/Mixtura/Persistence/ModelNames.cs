namespace Mixtura;

/// <summary>The words of a model file.</summary>
internal static class ModelNames
{
    public const string Format = "mixtura-model";

    public const int Version = 1;

    public const string KMeans = "kmeans";

    public const string Mixture = "mixture";

    public static readonly (CovarianceStructure Structure, string Name)[] Structures =
    [
        (CovarianceStructure.Full, "full"), (CovarianceStructure.Tied, "tied"), (CovarianceStructure.Diagonal, "diag"),
        (CovarianceStructure.Spherical, "spherical"), (CovarianceStructure.TiedSpherical, "EII"),
    ];

    public static readonly (Scaling Scaling, string Name)[] Scalings = [(Scaling.None, "none"), (Scaling.ZScore, "zscore"), (Scaling.MinMax, "minmax")];

    public static readonly (StopReason Reason, string Name)[] Reasons = [(StopReason.Converged, "converged"), (StopReason.IterationLimit, "iterationLimit")];

    public static string Of<T>((T Value, string Name)[] names, T value) => Array.Find(names, n => EqualityComparer<T>.Default.Equals(n.Value, value)).Name;
}
