namespace Mixtura.Cli.Options;

/// <summary>The words for covariance structures: plain ones, and mclust's (Scrucca, Fraley, Murphy and Raftery 2023).</summary>
internal static class MixtureWords
{
    public static IReadOnlyList<(string Word, CovarianceStructure Structure)> Covariances { get; } =
    [
        ("full", CovarianceStructure.Full), ("tied", CovarianceStructure.Tied), ("diag", CovarianceStructure.Diagonal), ("spherical", CovarianceStructure.Spherical),
        ("EII", CovarianceStructure.TiedSpherical), ("VII", CovarianceStructure.Spherical), ("EEE", CovarianceStructure.Tied), ("VVI", CovarianceStructure.Diagonal),
        ("VVV", CovarianceStructure.Full), ("EEI", CovarianceStructure.EEI), ("VEI", CovarianceStructure.VEI), ("EVI", CovarianceStructure.EVI), ("VEE", CovarianceStructure.VEE),
        ("EVE", CovarianceStructure.EVE), ("VVE", CovarianceStructure.VVE), ("EEV", CovarianceStructure.EEV), ("VEV", CovarianceStructure.VEV), ("EVV", CovarianceStructure.EVV),
        ("E", CovarianceStructure.TiedSpherical), ("V", CovarianceStructure.Spherical),
    ];

    public static string NameOf(CovarianceStructure structure) => Covariances.First(c => c.Structure == structure).Word;
}
