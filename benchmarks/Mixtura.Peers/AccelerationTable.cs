using System.Globalization;
using Mixtura.Datasets;

namespace Mixtura.Peers;

/// <summary>
/// How many passes over the rows EM takes until a step gains at most 1e-8 a row, plain and with leaps ahead: mclust's data sets from mclust's partitions, all structures, 2 to 6 components;
/// and generated sets that overlap more and more, from k-means.
/// </summary>
internal static class AccelerationTable
{
    private const double Tolerance = 1e-8;
    private const int MostPasses = 20_000;

    private static readonly MixtureAcceleration[] Ways = Enum.GetValues<MixtureAcceleration>();

    public static void Print(string folder, IReadOnlyList<string> names, TextWriter output)
    {
        output.WriteLine($"| data | fits | {string.Join(" | ", Ways.Select(way => $"passes {way}"))} | {string.Join(" | ", Ways[1..].Select(way => $"{way} higher, lower"))} |");
        output.WriteLine($"| --- | ---: | {string.Join(" | ", Ways.Select(_ => "---:"))} | {string.Join(" | ", Ways[1..].Select(_ => "---:"))} |");
        foreach (var set in MclustSet.All(folder, names))
        {
            Line(set.Name, Starts(set), output);
        }

        foreach (var distance in new[] { 4.0, 3.0, 2.0, 1.5 })
        {
            Line(Text($"two normals {distance} deviations apart"), Overlapping(distance), output);
        }
    }

    private static IEnumerable<(Observations<double> Rows, GaussianMixtureOptions Options)> Starts(MclustSet set) =>
        from components in Enumerable.Range(2, 5)
        from structure in Enum.GetValues<CovarianceStructure>()
        select (set.Rows, new GaussianMixtureOptions { Components = components, Covariance = structure, Start = MixtureStart.FromLabels(set.Partitions[components - 1]) });

    private static IEnumerable<(Observations<double> Rows, GaussianMixtureOptions Options)> Overlapping(double distance)
    {
        foreach (var dimension in new[] { 1, 2, 5 })
        {
            double[] away = [distance, .. Enumerable.Repeat(0.0, dimension - 1)];
            var model = new[] { new double[dimension], away };
            var rows = Rows(model, dimension);
            foreach (var structure in Enum.GetValues<CovarianceStructure>())
            {
                yield return (rows, new GaussianMixtureOptions { Components = 2, Covariance = structure, Start = MixtureStart.KMeans, Restarts = 1 });
            }
        }
    }

    private static Observations<double> Rows(double[][] means, int dimension) =>
        Generate.Normals([.. means.Select(mean => new MultivariateNormal(mean, Identity(dimension), 2000))], seed: 1).Rows;

    private static double[,] Identity(int dimension)
    {
        var identity = new double[dimension, dimension];
        for (var j = 0; j < dimension; j++)
        {
            identity[j, j] = 1;
        }

        return identity;
    }

    private static void Line(string name, IEnumerable<(Observations<double> Rows, GaussianMixtureOptions Options)> fits, TextWriter output)
    {
        var count = 0;
        var (passes, higher, lower) = (new long[Ways.Length], new int[Ways.Length], new int[Ways.Length]);
        foreach (var (rows, options) in fits)
        {
            GaussianMixtureModel[] models;
            try
            {
                models = [.. Ways.Select(way => GaussianMixture.Fit(rows, options with { Acceleration = way, Tolerance = Tolerance, MaxIterations = MostPasses }))];
            }
            catch (MixturaException)
            {
                continue;
            }

            count++;
            for (var w = 0; w < Ways.Length; w++)
            {
                passes[w] += models[w].Report.Trace.Length;
                higher[w] += models[w].MeanLogLikelihood > models[0].MeanLogLikelihood + 1e-5 ? 1 : 0;
                lower[w] += models[w].MeanLogLikelihood < models[0].MeanLogLikelihood - 1e-5 ? 1 : 0;
            }
        }

        var ends = Enumerable.Range(1, Ways.Length - 1).Select(w => $"{higher[w]}, {lower[w]}");
        output.WriteLine($"| {name} | {count} | {string.Join(" | ", passes)} | {string.Join(" | ", ends)} |");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
