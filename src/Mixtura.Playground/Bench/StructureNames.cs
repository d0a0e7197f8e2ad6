namespace Mixtura.Playground.Bench;

/// <summary>The fourteen structures of covariances: as the command and C# call them, and in words.</summary>
internal static class StructureNames
{
    /// <summary>Each structure, the command's word for it and what it means.</summary>
    public static IReadOnlyList<(CovarianceStructure Structure, string Word, string Meaning)> All { get; } =
    [
        (CovarianceStructure.Full, "full", "each its own ellipse (VVV)"),
        (CovarianceStructure.Tied, "tied", "one ellipse for all (EEE)"),
        (CovarianceStructure.Diagonal, "diag", "upright ellipses (VVI)"),
        (CovarianceStructure.Spherical, "spherical", "circles (VII)"),
        (CovarianceStructure.TiedSpherical, "EII", "circles of one size"),
        (CovarianceStructure.EEI, "EEI", "one upright ellipse for all"),
        (CovarianceStructure.VEI, "VEI", "upright, one shape"),
        (CovarianceStructure.EVI, "EVI", "upright, one size"),
        (CovarianceStructure.VEE, "VEE", "one shape and direction"),
        (CovarianceStructure.EVE, "EVE", "one size and direction"),
        (CovarianceStructure.VVE, "VVE", "one direction"),
        (CovarianceStructure.EEV, "EEV", "one size and shape"),
        (CovarianceStructure.VEV, "VEV", "one shape"),
        (CovarianceStructure.EVV, "EVV", "one size"),
    ];

    /// <summary>The structure of a word.</summary>
    public static CovarianceStructure Of(string word) => All.First(s => string.Equals(s.Word, word, StringComparison.Ordinal)).Structure;

    /// <summary>The word of a structure.</summary>
    public static string WordOf(CovarianceStructure structure) => All.First(s => s.Structure == structure).Word;
}
