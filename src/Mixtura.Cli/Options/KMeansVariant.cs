namespace Mixtura.Cli.Options;

/// <summary>The kinds of k-means that the command fits.</summary>
internal enum KMeansVariant
{
    Standard,
    MiniBatch,
    Bisecting,
    Spherical,
}
