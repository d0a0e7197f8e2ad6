#:project ../src/Mixtura
#:property PublishAot=false

// What a mixture knows: how many groups there are, by a prior that drops what no rows need; which shape they share, by BIC; and what it
// expects of one feature once another is known.
//
//   dotnet run examples/04-mixture.cs
using System.Globalization;
using Mixtura;
using Mixtura.Datasets;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Three clouds of one shape, tilted alike: a tall one, a wide one and a small one.
double[,] tilted = { { 2, 1.2 }, { 1.2, 1 } };
var (rows, _) = Generate.Normals([new([0, 0], tilted, 600), new([7, 0], tilted, 300), new([2, 8], tilted, 100)], 7);

// At most ten components, of which the rows need only so many.
var bayesian = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 10, Prior = MixturePrior.DirichletProcess() });
Console.WriteLine($"of ten components {bayesian.Clusters} are needed, with weights {string.Join(", ", bayesian.Weights.Select(w => $"{w:F2}"))}");

Console.WriteLine();
Console.WriteLine("covariance       parameters        BIC");
foreach (var structure in new[] { CovarianceStructure.TiedSpherical, CovarianceStructure.EEI, CovarianceStructure.Tied, CovarianceStructure.VEE, CovarianceStructure.Full })
{
    var fit = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Covariance = structure });
    Console.WriteLine($"{structure,-16} {fit.Parameters,10} {fit.Bic,10:F1}");
}

// One matrix for all says it best: what does it expect of the second feature at 1, and how sure is it?
var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Covariance = CovarianceStructure.Tied });
var given = model.ToDensity().Conditional([0], [1.0]);
Console.WriteLine();
Console.WriteLine($"at x = 1, y is {given.Mean()[0]:F2} on average, {Math.Sqrt(given.Covariance()[0, 0]):F2} off: {string.Join(" or ", given.Means.Zip(given.Weights, (mean, weight) => $"{mean[0]:F1} ({weight:P0})"))}");

// The rarest row in a hundred.
Console.WriteLine($"rows below a log-density of {model.LogDensityQuantile(rows, 0.01):F2} are the rarest in a hundred");
