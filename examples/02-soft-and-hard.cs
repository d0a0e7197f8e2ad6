#:project ../src/Mixtura
#:property PublishAot=false

// A wide cloud beside a narrow one. k-means draws its border half way between the centers, and hands the wide cloud's
// near side to the narrow one; a mixture also learns how wide each cloud is. Between the two lies a temperature.
//
//   dotnet run examples/02-soft-and-hard.cs
using System.Globalization;
using Mixtura;
using Mixtura.Datasets;
using Mixtura.Measures;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// 1500 points of variance 9 around (0, 0) and 500 of variance 0.25 around (6, 0).
MultivariateNormal wide = new([0, 0], new double[,] { { 9, 0 }, { 0, 9 } }, 1500);
MultivariateNormal narrow = new([6, 0], new double[,] { { 0.25, 0 }, { 0, 0.25 } }, 500);
var (rows, truth) = Generate.Normals([wide, narrow], 1);

Console.WriteLine("model                      adjusted Rand    sizes");
var hard = KMeans.Fit(rows, clusters: 2);
Report("k-means", hard);

// Soft k-means of variance 1: the temperature is twice that. Every point pulls both centroids, by its share.
Report("soft k-means, T = 2", KMeans.Fit(rows, new KMeansOptions { Clusters = 2, Temperature = Temperature.OfVariance(1) }));

// One variance a cloud is enough here, and costs K parameters instead of K d (d + 1) / 2.
Report("mixture, spherical", GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 2, Covariance = CovarianceStructure.Spherical }));
var full = GaussianMixture.Fit(rows, components: 2);
Report("mixture, full", full);

Console.WriteLine();
foreach (var component in Enumerable.Range(0, full.Clusters))
{
    var covariance = full.CovarianceOf(component);
    Console.WriteLine($"cloud at ({full.Means[component][0]:F1}, {full.Means[component][1]:F1}): weight {full.Weights[component]:F2}, variances {covariance[0, 0]:F2} and {covariance[1, 1]:F2}");
}

void Report(string name, ClusteringModel model)
{
    var labels = model.Predict(rows);
    var sizes = string.Join(" + ", labels.CountBy(label => label).OrderBy(c => c.Key).Select(c => c.Value));
    Console.WriteLine($"{name,-26} {AdjustedRand.Of(ContingencyTable.Of(truth, labels)),13:F3}    {sizes}");
}
