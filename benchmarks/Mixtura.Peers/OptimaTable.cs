using System.Diagnostics;
using System.Globalization;

namespace Mixtura.Peers;

/// <summary>
/// How good an optimum of a mixture is found, beside ten starts from k-means: one start, short runs, annealing, splits and merges. mclust's data sets, 3 to 8 components, some structures; the prior of mclust
/// keeps likelihoods bounded, so that a higher posterior is a better fit and no collapse.
/// </summary>
internal static class OptimaTable
{
    private static readonly CovarianceStructure[] Structures =
        [CovarianceStructure.Full, CovarianceStructure.Tied, CovarianceStructure.Diagonal, CovarianceStructure.Spherical, CovarianceStructure.VEV, CovarianceStructure.VVE];

    private static readonly (string Name, Func<GaussianMixtureOptions, GaussianMixtureOptions> With)[] Ways =
    [
        ("10 starts", o => o),
        ("1 start", o => o with { Restarts = 1 }),
        ("100 starts", o => o with { Restarts = 100 }),
        ("annealing, 1 start", o => o with { Restarts = 1, Annealing = new() }),
        ("annealing, 10 starts", o => o with { Annealing = new() }),
        ("1 start, search", o => o with { Restarts = 1, Search = MixtureSearch.SplitAndMerge() }),
        ("10 starts, search", o => o with { Search = MixtureSearch.SplitAndMerge() }),
        ("10 starts, long search", o => o with { Search = MixtureSearch.SplitAndMerge(candidates: 30) }),
        ("10 of short runs", o => o with { Start = MixtureStart.ShortRuns() }),
        ("10 of short runs, search", o => o with { Start = MixtureStart.ShortRuns(), Search = MixtureSearch.SplitAndMerge() }),
    ];

    public static void Print(string folder, IReadOnlyList<string> names, TextWriter output)
    {
        output.WriteLine("| data | way | fits | mean gain a row | higher | lower | seconds |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var set in MclustSet.All(folder, names))
        {
            var best = Fits(set).Select(options => -GaussianMixture.Fit(set.Rows, options).Report.Trace[^1]).ToArray();
            foreach (var (name, with) in Ways)
            {
                var clock = Stopwatch.StartNew();
                double[] gains = [.. Fits(set).Select((options, i) => (-GaussianMixture.Fit(set.Rows, with(options)).Report.Trace[^1] - best[i]) / set.Rows.Count)];
                output.WriteLine(Text(
                    $"| {set.Name} | {name} | {gains.Length} | {gains.Average():F4} | {gains.Count(g => g > 1e-4)} | {gains.Count(g => g < -1e-4)} | {clock.Elapsed.TotalSeconds:G3} |"));
            }
        }
    }

    private static IEnumerable<GaussianMixtureOptions> Fits(MclustSet set) =>
        from components in Enumerable.Range(3, 6)
        from structure in Structures.Where(s => set.Rows.Dimension > 1 || s is CovarianceStructure.Spherical or CovarianceStructure.TiedSpherical)
        select new GaussianMixtureOptions { Components = components, Covariance = structure, Start = MixtureStart.KMeans, MapPrior = new(), Tolerance = 1e-7, Acceleration = MixtureAcceleration.Squarem };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
