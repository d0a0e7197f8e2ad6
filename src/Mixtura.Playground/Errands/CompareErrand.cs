using System.Text.Json;
using Mixtura.Selection;

namespace Mixtura.Playground.Errands;

/// <summary>k-means and a mixture of as many clusters, compared by the library.</summary>
/// <param name="Values">n x 2 values, row after row.</param>
/// <param name="Clusters">The number of both.</param>
public sealed record CompareErrand(double[] Values, int Clusters) : Errand<CompareAnswer>
{
    /// <summary>What is compared: five structures from the simplest to the freest, as a reader waits.</summary>
    internal static ModelComparisonOptions Options(int clusters) => new()
    {
        Clusters = clusters,
        Structures = [CovarianceStructure.TiedSpherical, CovarianceStructure.Spherical, CovarianceStructure.Diagonal, CovarianceStructure.Tied, CovarianceStructure.Full],
    };

    internal override string Run(IProgress<FitProgress>? progress)
    {
        var result = ModelComparison.Run(Observations.From(Values, 2), Options(Clusters), progress);
        var answer = new CompareAnswer(ModelFile.ToJson(result.KMeans), ModelFile.ToJson(result.Mixture), result.Bic, result.RoundBic, result.KMeansIsEnough, result.Reason);
        return JsonSerializer.Serialize(answer, ErrandJson.Default.CompareAnswer);
    }

    internal override CompareAnswer Read(string answer) => JsonSerializer.Deserialize(answer, ErrandJson.Default.CompareAnswer)!;
}

/// <summary>What a comparison says.</summary>
/// <param name="KMeans">The model of k-means, as the text of its file.</param>
/// <param name="Mixture">The mixture of the structure that BIC prefers, likewise.</param>
/// <param name="Bic">BIC of the mixture.</param>
/// <param name="RoundBic">BIC of what k-means takes for granted.</param>
/// <param name="KMeansIsEnough">Whether nothing is gained by the mixture.</param>
/// <param name="Reason">The advice, in words.</param>
public sealed record CompareAnswer(string KMeans, string Mixture, double Bic, double RoundBic, bool KMeansIsEnough, string Reason);
