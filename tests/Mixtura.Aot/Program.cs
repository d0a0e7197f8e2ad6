// Compiled to native code, the library must fit, save and read back as it does under the just-in-time compiler.
//   Mixtura.Aot FOLDER     writes kmeans.json, mixture.json and overlap.json there and prints one line a model
using System.Globalization;
using Mixtura;

if (args is not [var folder])
{
    Console.Error.WriteLine("usage: Mixtura.Aot FOLDER");
    return 2;
}

// 20 apart both models must find 100 rows in each square, with the squares' centers as means.
var rows = TwoSquares(apart: 20);
var hard = KMeans.Fit(rows, clusters: 2);
var soft = GaussianMixture.Fit(rows, components: 2);

// 7 apart the squares overlap: each responsibility goes through exp, each iteration through log.
var overlapping = GaussianMixture.Fit(TwoSquares(apart: 7), components: 2);

ModelFile.Write(hard, Path.Combine(folder, "kmeans.json"));
ModelFile.Write(soft, Path.Combine(folder, "mixture.json"));
ModelFile.Write(overlapping, Path.Combine(folder, "overlap.json"));
var hardAgain = (KMeansModel)ModelFile.Read(Path.Combine(folder, "kmeans.json"));
var softAgain = (GaussianMixtureModel)ModelFile.Read(Path.Combine(folder, "mixture.json"));

var same = hardAgain.Predict(rows).AsSpan().SequenceEqual(hard.Predict(rows))
    && hardAgain.Inertia.Equals(hard.Inertia)
    && softAgain.Predict(rows).AsSpan().SequenceEqual(soft.Predict(rows))
    && softAgain.LogLikelihood.Equals(soft.LogLikelihood);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"kmeans sizes {string.Join('+', hard.Sizes.Order())} inertia {hard.Inertia:F6}"));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"mixture sizes {string.Join('+', soft.Sizes.Order())} weights {soft.Weights.Sum():F6}"));
Console.WriteLine(same ? "read back: the same" : "read back: different");
return same ? 0 : 1;

// Two squares of 10 x 10 grid points, beside each other.
static Observations<double> TwoSquares(double apart)
{
    var values = new double[200 * 2];
    for (var i = 0; i < 200; i++)
    {
        values[2 * i] = (i % 10) + (i < 100 ? 0 : apart);
        values[(2 * i) + 1] = i % 100 / 10;
    }

    return Observations.From(values, dimension: 2);
}
