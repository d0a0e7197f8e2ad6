namespace Mixtura.Selection;

/// <summary>What sentences and tables call covariance structures and criteria.</summary>
internal static class SelectionWords
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

    public static string Of(SelectionCriterion criterion) => criterion switch
    {
        SelectionCriterion.Bic => "BIC",
        SelectionCriterion.Icl => "ICL",
        SelectionCriterion.Aic => "AIC",
        SelectionCriterion.Silhouette => "silhouette",
        SelectionCriterion.CalinskiHarabasz => "Calinski-Harabasz ratio",
        SelectionCriterion.DaviesBouldin => "Davies-Bouldin index",
        SelectionCriterion.Gap => "gap statistic",
        SelectionCriterion.PredictionStrength => "prediction strength",
        SelectionCriterion.Stability => "bootstrap stability",
        SelectionCriterion.XMeans => "X-means",
        _ => "G-means",
    };
}
