namespace Mixtura.Selection;

/// <summary>What a sentence calls a covariance structure.</summary>
internal static class StructureWords
{
    public static string Of(CovarianceStructure structure) => structure switch
    {
        CovarianceStructure.Full => "full",
        CovarianceStructure.Tied => "tied",
        CovarianceStructure.Diagonal => "diagonal",
        CovarianceStructure.Spherical => "spherical",
        CovarianceStructure.TiedSpherical => "tied spherical",
        _ => structure.ToString(),
    };
}
