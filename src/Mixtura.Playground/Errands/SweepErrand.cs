using System.Text.Json;
using Mixtura.Measures;

namespace Mixtura.Playground.Errands;

/// <summary>k-means for each number of clusters from 1 on.</summary>
/// <param name="Values">n x 2 values, row after row.</param>
/// <param name="Most">The largest number.</param>
public sealed record SweepErrand(double[] Values, int Most) : Errand<SweepRow[]>
{
    internal override string Run(IProgress<FitProgress>? progress)
    {
        var rows = Observations.From(Values, 2);
        return JsonSerializer.Serialize([.. Enumerable.Range(1, Most).Select(k =>
        {
            progress?.Report(new(k - 1, Most, 0, 0, 0));
            var model = KMeans.Fit(rows, k);
            return new SweepRow(ModelFile.ToJson(model), k == 1 ? null : Silhouette.Of(rows, model.Predict(rows)));
        })], ErrandJson.Default.SweepRowArray);
    }

    internal override SweepRow[] Read(string answer) => JsonSerializer.Deserialize(answer, ErrandJson.Default.SweepRowArray)!;
}

/// <summary>What a number of clusters gives.</summary>
/// <param name="Model">The model of k-means, as the text of its file.</param>
/// <param name="Silhouette">The mean silhouette; null for one cluster.</param>
public sealed record SweepRow(string Model, double? Silhouette);
