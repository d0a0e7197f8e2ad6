using System.Text.Json;

namespace Mixtura.Playground.Errands;

/// <summary>A mixture of full covariances whose components are put together to fewer clusters, pair after pair, so that the least doubt is left.</summary>
/// <param name="Values">n x 2 values, row after row.</param>
/// <param name="Components">The components of the mixture.</param>
/// <param name="Clusters">How many clusters they become.</param>
public sealed record MergeErrand(double[] Values, int Components, int Clusters) : Errand<MergeAnswer>
{
    internal override string Run(IProgress<FitProgress>? progress)
    {
        var rows = Observations.From(Values, 2);
        var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = Components }, progress);
        return JsonSerializer.Serialize(new MergeAnswer(ModelFile.ToJson(model), ComponentMerging.ByEntropy(model, rows).Clusters(Clusters)), ErrandJson.Default.MergeAnswer);
    }

    internal override MergeAnswer Read(string answer) => JsonSerializer.Deserialize(answer, ErrandJson.Default.MergeAnswer)!;
}

/// <summary>Components and the clusters that they were put together to.</summary>
/// <param name="Model">The mixture, as the text of its file.</param>
/// <param name="ClusterOf">The cluster of each component.</param>
public sealed record MergeAnswer(string Model, int[] ClusterOf);
