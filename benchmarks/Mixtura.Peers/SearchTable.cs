using System.Globalization;
using System.Text.Json;

namespace Mixtura.Peers;

/// <summary>
/// How far above the best inertia known a fit ends, and in which time: by the starts alone, by default, and after each search. DIR holds
/// best.json, the best values and HG-means' seconds, and files of rows whose first line is "n d".
/// </summary>
internal static class SearchTable
{
    private const int Seeds = 3;

    private static readonly (string Name, Search? Search)[] Ways =
        [("starts", Search.None), ("default", null), ("breathing", Search.Breathing()), ("genetic", Search.Genetic())];

    public static void Print(string folder, IReadOnlyList<string> names, int threads, TextWriter output)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "best.json")));
        var entries = document.RootElement.EnumerateArray().Where(e => names.Count == 0 || names.Contains(e.GetProperty("data").GetString()!, StringComparer.Ordinal)).ToList();
        WarmUp(folder, entries[0], threads);
        output.WriteLine($"| data | k | best known | {string.Join(" | ", Ways.Select(w => $"{w.Name} %, s"))} | HG-means s |");
        output.WriteLine($"| --- | ---: | ---: |{string.Concat(Ways.Select(_ => " ---: |"))} ---: |");
        var sums = new double[Ways.Length];
        var times = new double[Ways.Length];
        foreach (var entry in entries)
        {
            var k = entry.GetProperty("k").GetInt32();
            var best = entry.GetProperty("best_known_inertia").GetDouble();
            var rows = Rows(Path.Combine(folder, entry.GetProperty("data").GetString()!));
            var cells = Ways.Select((way, w) =>
            {
                var (excess, seconds) = Measured(rows, k, best, way.Search, threads);
                sums[w] += excess;
                times[w] += seconds;
                return Number($"{excess:F3}, {seconds:G3}");
            }).ToArray();
            output.WriteLine(Number($"| {entry.GetProperty("data").GetString()} | {k} | {best:F4} | {string.Join(" | ", cells)} | {entry.GetProperty("hg_means_seconds").GetDouble()} |"));
        }

        output.WriteLine(Number($"| mean %, sum s | | | {string.Join(" | ", sums.Select((s, w) => Number($"{s / entries.Count:F3}, {times[w]:G3}")))} | {entries.Sum(e => e.GetProperty("hg_means_seconds").GetDouble()):G3} |"));
    }

    /// <summary>The mean excess of a few seeds in percent, and their median seconds.</summary>
    private static (double Excess, double Seconds) Measured(Observations<double> rows, int k, double best, Search? search, int threads)
    {
        var seed = 0UL;
        double sum = 0;
        var (seconds, _) = Clock.Time(
            () =>
            {
                var model = KMeans.Fit(rows, new KMeansOptions { Clusters = k, Search = search, Seed = seed++, Threads = threads });
                sum += 100 * ((model.Inertia / best) - 1);
                return model;
            },
            Seeds,
            double.PositiveInfinity);
        return (sum / Seeds, seconds);
    }

    private static void WarmUp(string folder, JsonElement entry, int threads)
    {
        var rows = Rows(Path.Combine(folder, entry.GetProperty("data").GetString()!));
        foreach (var (_, search) in Ways)
        {
            Measured(rows, 5, 1, search, threads);
        }
    }

    private static Observations<double> Rows(string file)
    {
        var words = File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return Observations.From(words[2..].Select(w => double.Parse(w, CultureInfo.InvariantCulture)).ToArray(), int.Parse(words[1], CultureInfo.InvariantCulture));
    }

    private static string Number(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
