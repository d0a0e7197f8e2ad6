using System.Diagnostics;
using System.Globalization;
using Mixtura.Datasets;

namespace Mixtura.Peers;

/// <summary>
/// Which start of a mixture ends highest, and at what cost: for each way to start the mean shortfall in log-likelihood per row from the best fit of all ways, over sets, structures and K. A fit that warns of a
/// collapsed component, or of one with too few rows, is counted and otherwise left out, as its likelihood says nothing. One thread; processor seconds, which other work on the machine does not change much.
/// </summary>
internal static class StartsTable
{
    /// <summary>What a fit falls short by counts up to here, so that one set cannot decide.</summary>
    private const double Most = 0.05;

    /// <summary>A fit as good as the best.</summary>
    private const double Near = 1e-3;

    /// <summary>A name "sets:n,d,k,seed" stands for n rows of d features from k normal distributions.</summary>
    private const string Drawn = "sets:";

    private static readonly int[] Components = [2, 3, 4, 5, 6, 7];

    private static readonly CovarianceStructure[] Structures =
        [CovarianceStructure.Full, CovarianceStructure.EEV, CovarianceStructure.Tied, CovarianceStructure.Diagonal, CovarianceStructure.VEI, CovarianceStructure.Spherical];

    private static readonly (string Name, MixtureStart Start, int Restarts)[] Ways =
    [
        ("1 k-means", MixtureStart.KMeans, 1), ("10 k-means", MixtureStart.KMeans, 10), ("30 k-means", MixtureStart.KMeans, 30),
        ("10 random rows", MixtureStart.RandomRows, 10), ("10 k-means++", MixtureStart.PlusPlus, 10), ("30 k-means++", MixtureStart.PlusPlus, 30),
        ("hierarchical, as suits", MixtureStart.Hierarchical(), 1), ("hierarchical TiedSpherical", MixtureStart.Hierarchical(MergeCriterion.TiedSpherical), 1),
        ("hierarchical Spherical", MixtureStart.Hierarchical(MergeCriterion.Spherical), 1), ("hierarchical Tied", MixtureStart.Hierarchical(MergeCriterion.Tied), 1),
        ("hierarchical Full", MixtureStart.Hierarchical(MergeCriterion.Full), 1),
        ("1 x best of 50", MixtureStart.ShortRuns(50, share: 0.01), 1), ("5 x best of 5", MixtureStart.ShortRuns(5, share: 0.03), 5), ("10 x best of 3", MixtureStart.ShortRuns(3, share: 0.03), 10),
        ("10 x best of 5, to 10 %", MixtureStart.ShortRuns(5, share: 0.1), 10), ("10 x best of 5, to 3 %", MixtureStart.ShortRuns(5, share: 0.03), 10), ("10 x best of 5, to 1 %", MixtureStart.ShortRuns(5, share: 0.01), 10),
        ("10 x best of 10, to 3 %", MixtureStart.ShortRuns(10, share: 0.03), 10), ("10 x best of 5 k-means", MixtureStart.ShortRuns(5, MixtureStart.KMeans, 0.03), 10),
    ];

    public static void Print(string folder, IReadOnlyList<string> names, TextWriter output)
    {
        var files = names.Count > 0 ? [.. names.Select(n => n.StartsWith(Drawn, StringComparison.Ordinal) ? n : Path.Combine(folder, n))] : Directory.GetFiles(folder, "*.csv").Order(StringComparer.Ordinal).ToArray();
        var tallies = Ways.Select(_ => new Tally()).ToArray();
        foreach (var file in files)
        {
            var rows = Rows(file);
            foreach (var structure in Structures.Where(s => rows.Dimension > 1 || s is CovarianceStructure.Spherical or CovarianceStructure.Tied))
            {
                foreach (var k in Components)
                {
                    Compare(rows, structure, k, tallies);
                }
            }
        }

        output.WriteLine($"| start | {string.Join(" | ", Structures)} | all | within 0.001 | warned | steps | s |");
        output.WriteLine($"| --- |{string.Concat(Structures.Select(_ => " ---: |"))} ---: | ---: | ---: | ---: | ---: |");
        for (var w = 0; w < Ways.Length; w++)
        {
            output.WriteLine($"| {Ways[w].Name} | {tallies[w]} |");
        }
    }

    private static void Compare(Observations<double> rows, CovarianceStructure structure, int k, Tally[] tallies)
    {
        var fits = Ways.Select((way, w) =>
        {
            var steps = new Steps();
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            GaussianMixtureModel? model = null;
            try
            {
                model = GaussianMixture.Fit(rows, new() { Components = k, Covariance = structure, Start = way.Start, Restarts = way.Restarts, Threads = 1 }, steps);
            }
            catch (MixturaException)
            {
                // Counted with those that warn.
            }

            tallies[w].Seconds += (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
            tallies[w].Steps += steps.Count;
            return model is null || model.Report.Warnings.Any(t => t.Contains("collapsed", StringComparison.Ordinal) || t.Contains("too few", StringComparison.Ordinal)) ? double.NaN : model.LogLikelihood / rows.Count;
        }).ToArray();
        var best = fits.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
        for (var w = 0; w < fits.Length; w++)
        {
            tallies[w].Add(structure, best - fits[w]);
        }
    }

    /// <summary>Rows of a table with a header, without a column named class; or of a file whose first line is "n d".</summary>
    private static Observations<double> Rows(string file)
    {
        if (file.StartsWith(Drawn, StringComparison.Ordinal))
        {
            int[] numbers = [.. file[Drawn.Length..].Split(',').Select(int.Parse)];
            return Sets(numbers[0], numbers[1], numbers[2], (ulong)numbers[3]);
        }

        if (Path.GetExtension(file) == ".txt")
        {
            var words = File.ReadAllText(file).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            return Observations.From(words[2..].Select(Number).ToArray(), int.Parse(words[1], CultureInfo.InvariantCulture));
        }

        var lines = File.ReadAllLines(file).Where(line => line.Length > 0).Select(line => line.Split(',')).ToArray();
        var kept = Enumerable.Range(0, lines[0].Length).Where(j => lines[0][j] != "class").ToArray();
        return Observations.From(lines[1..].SelectMany(cells => kept.Select(j => Number(cells[j]))).ToArray(), kept.Length);
    }

    /// <summary>Sets with random means (variance 4), covariances A A' (the elements of A of variance 1.1 / d) and sizes of 0.3 to 1.3 shares.</summary>
    private static Observations<double> Sets(int n, int d, int k, ulong seed)
    {
        var numbers = Generate.Normals([new(new double[1], new double[,] { { 1 } }, k * d * (d + 1))], seed).Rows;
        var at = 0;
        double Next() => numbers[at++][0];
        var shares = Enumerable.Range(0, k).Select(i => 0.3 + ((i * 0.618) % 1)).ToArray();
        var sets = shares.Select(share =>
        {
            var mean = Enumerable.Range(0, d).Select(_ => 2 * Next()).ToArray();
            var a = Enumerable.Range(0, d * d).Select(_ => 1.05 * Next() / Math.Sqrt(d)).ToArray();
            var covariance = new double[d, d];
            for (var cell = 0; cell < d * d; cell++)
            {
                covariance[cell / d, cell % d] = Enumerable.Range(0, d).Sum(l => a[(cell / d * d) + l] * a[(cell % d * d) + l]);
            }

            return new MultivariateNormal(mean, covariance, (int)(n * share / shares.Sum()));
        });
        return Generate.Normals([.. sets], seed + 1).Rows;
    }

    private static double Number(string word) => double.Parse(word, CultureInfo.InvariantCulture);

    /// <summary>Counts the passes that EM makes over the rows.</summary>
    private sealed class Steps : IProgress<FitProgress>
    {
        public int Count { get; private set; }

        public void Report(FitProgress value) => Count++;
    }

    private sealed class Tally
    {
        private readonly List<(CovarianceStructure Structure, double Short)> fits = [];
        private int warned;

        public long Steps { get; set; }

        public double Seconds { get; set; }

        public void Add(CovarianceStructure structure, double shortfall)
        {
            if (double.IsFinite(shortfall))
            {
                fits.Add((structure, shortfall));
            }
            else
            {
                warned++;
            }
        }

        public override string ToString()
        {
            double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(0).Average(v => Math.Min(v, Most));
            var each = Structures.Select(s => string.Create(CultureInfo.InvariantCulture, $"{Mean(fits.Where(f => f.Structure == s).Select(f => f.Short)):F4}"));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"{string.Join(" | ", each)} | {Mean(fits.Select(f => f.Short)):F4} | {100.0 * fits.Count(f => f.Short < Near) / Math.Max(1, fits.Count):F0} % | {warned} | {Steps} | {Seconds:F2}");
        }
    }
}
