#:project ../src/Mixtura
#:property PublishAot=false

// Classes that are known: a density for each tells what class a new row is of, and how sure that is. And how sure a mixture's own numbers are.
//
//   dotnet run examples/05-classes.cs
using System.Globalization;
using Mixtura;
using Mixtura.Datasets;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Two clouds of each class, crosswise: red below left and above right, blue in the other corners.
double[,] round = { { 0.6, 0 }, { 0, 0.6 } };
var (rows, sets) = Generate.Normals([new([0, 0], round, 150), new([5, 5], round, 50), new([0, 5], round, 100), new([5, 0], round, 100)], 7);
int[] labels = [.. sets.Select(set => set / 2)];

var kinds = new[] { ("one straight border", ClassifierKind.Edda), ("a mixture a class", ClassifierKind.MclustDa) };
Console.WriteLine("                         error in ten folds");
foreach (var (name, kind) in kinds)
{
    var options = new MixtureClassifierOptions
    {
        Kind = kind, ClassNames = ["red", "blue"], Structures = [CovarianceStructure.TiedSpherical, CovarianceStructure.Tied],
    };
    var model = MixtureClassifier.Fit(rows, labels, options);
    var unseen = MixtureClassifier.CrossValidate(rows, labels, options);
    Console.WriteLine($"{name,-24} {unseen.ErrorRate:P1}   {string.Join(", ", model.Classes.Select(c => $"{c.Components} {c.Covariance} {(c.Components == 1 ? "component" : "components")}"))}");
    if (kind == ClassifierKind.MclustDa)
    {
        Console.WriteLine($"(1, 1) is {model.Classes[model.Predict([1.0, 1.0])].Name}; half way between two corners, at (2.5, 0), a row is red with probability {model.Probabilities([2.5, 0.0])[0]:F2}");
    }
}

// Nobody knows the classes now: how sure are the weights of the four clouds?
var mixture = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 4, Covariance = CovarianceStructure.TiedSpherical });
var errors = MixtureBootstrap.WeightedLikelihood(mixture, rows, new BootstrapOptions { Replicates = 200 });
Console.WriteLine();
foreach (var weight in errors.Weights)
{
    Console.WriteLine($"weight {weight.Estimate:F2} ± {weight.StandardError:F3}, from {weight.Low:F2} to {weight.High:F2}");
}
