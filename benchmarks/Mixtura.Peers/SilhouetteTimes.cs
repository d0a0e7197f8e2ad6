using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Mixtura.Datasets;
using Mixtura.Measures;

namespace Mixtura.Peers;

/// <summary>The exact silhouette of drawn rows, whose files benchmarks/silhouette.py gives to scikit-learn; then its estimate, the simplified one and the other measures of the same rows.</summary>
internal static class SilhouetteTimes
{
    private const int Rows = 20_000;
    private const int Features = 16;
    private const int Clusters = 8;

    /// <summary>Writes n x d doubles and n labels as they lie in memory, and says a JSON line for each measure.</summary>
    public static void Measure(string folder, int threads)
    {
        var drawn = Generate.Blobs(seed: 1, Rows, Clusters, Features, deviation: 4);
        var (rows, labels) = (drawn.Rows, drawn.Labels.ToArray());
        File.WriteAllBytes(Path.Combine(folder, "silhouette.rows.f64"), MemoryMarshal.AsBytes(rows.Rows(0, Rows)).ToArray());
        File.WriteAllBytes(Path.Combine(folder, "silhouette.labels.i32"), MemoryMarshal.AsBytes<int>(labels).ToArray());
        Say("silhouette", () => Silhouette.Of(rows, labels, threads));
        Say("silhouetteOf2500", () => Silhouette.Estimate(rows, labels, 2500, seed: 1, threads).Value);
        Say("simplifiedSilhouette", () => Silhouette.Simplified(rows, labels, threads));
        Say("inertia", () => Inertia.Of(rows, labels, threads));
        Say("calinskiHarabasz", () => CalinskiHarabasz.Of(rows, labels, threads));
        Say("daviesBouldin", () => DaviesBouldin.Of(rows, labels, threads));
        Say("allByCentroids", () => CentroidMeasures.Of(rows, labels, threads).DaviesBouldin!.Value);
    }

    private static void Say(string measure, Func<double> run)
    {
        run();
        var (seconds, value) = Clock.Time(run, repeats: 7);
        Console.WriteLine(new JsonObject { ["peer"] = "mixtura", ["measure"] = measure, ["seconds"] = seconds, ["value"] = value }.ToJsonString());
    }
}
