#:project ../src/Mixtura
#:project ../src/Mixtura.Plots
#:property PublishAot=false

// Two sets of points, each around a center that we pretend not to know. k-means finds the centers and cuts the plane in
// two cells: every point belongs to one. But a point half way between them? k-means has no maybe; a mixture has.
//
//   dotnet run examples/01-two-sets.cs [FOLDER]      the two figures are written to FOLDER (here, unless given)
using System.Globalization;
using Mixtura;
using Mixtura.Datasets;
using Mixtura.Measures;
using Mixtura.Plots;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : ".";

// 1. Two Gaussian sets. The labels are kept aside, to judge the answers with.
var (rows, truth) = Generate.TwoSets(1, 500);
Console.WriteLine($"{rows.Count} points in {rows.Dimension} dimensions");

// 2. k-means: the discovered centers, and the picture of the two cells.
var hard = KMeans.Fit(rows, clusters: 2);
foreach (var center in hard.Centroids)
{
    Console.WriteLine($"discovered center ({center[0]:F2}, {center[1]:F2})");
}

var agreement = Accuracy.Of(ContingencyTable.Of(truth, hard.Predict(rows)));
Console.WriteLine($"k-means puts {agreement:P1} of the points where they came from, in {hard.Report.Iterations} iterations");
ClusterFigure.Save(Path.Combine(folder, "two-sets-kmeans.png"), rows, hard, new FigureOptions { Title = "k-means: every point belongs to one cell" });

// 3. The mixture: the same question, answered with probabilities.
var soft = GaussianMixture.Fit(rows, components: 2);
ClusterFigure.Save(Path.Combine(folder, "two-sets-mixture.svg"), rows, soft, new FigureOptions { Title = "A mixture: between the sets it says maybe" });

// 4. The maybe: a walk from one mean to the other. k-means jumps; the mixture hesitates.
Console.WriteLine();
Console.WriteLine("on the way from mean to mean    k-means    the mixture");
for (var step = 0; step <= 10; step++)
{
    var t = step / 10.0;
    double[] point = [Between(soft.Means[0][0], soft.Means[1][0], t), Between(soft.Means[0][1], soft.Means[1][1], t)];
    var shares = soft.Responsibilities(point);
    var verdict = shares.Max() > 0.9 ? $"set {(shares[0] > shares[1] ? 0 : 1)}" : "maybe";
    Console.WriteLine($"({point[0],5:F2}, {point[1],5:F2})                  cell {hard.Predict(point)}     {shares[0],6:P1} to {shares[1],6:P1}: {verdict}");
}

var doubt = soft.Responsibilities(rows);
var unsure = Enumerable.Range(0, (int)rows.Count).Count(i => Math.Max(doubt[i, 0], doubt[i, 1]) < 0.9);
Console.WriteLine($"{unsure} of {rows.Count} points are less than 90 % sure of their set");

static double Between(double a, double b, double t) => a + (t * (b - a));
