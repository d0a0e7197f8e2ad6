#:project ../src/Mixtura
#:property PublishAot=false

// How many clusters are there? A selection says it with a reason, and may say one. Then: is k-means enough for them?
//
//   dotnet run examples/06-how-many.cs
using System.Globalization;
using Mixtura;
using Mixtura.Datasets;
using Mixtura.Selection;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// Three long clouds side by side; and a square without any structure, which no Gaussian fits.
double[,] flat = { { 9, 0 }, { 0, 0.3 } };
var clouds = Generate.Normals([new([0, 0], flat, 150), new([1, 4], flat, 150), new([-1, 8], flat, 150)], 3).Rows;
var square = Observations.From(Enumerable.Range(0, 900).Select(i => new[] { i % 30 + (0.5 * Math.Sin(i)), (i / 30) + (0.5 * Math.Cos(7 * i)) }).ToArray());

foreach (var (name, rows) in new[] { ("three long clouds", clouds), ("a square", square) })
{
    var result = ModelSelection.Run(rows, new ModelSelectionOptions { Counts = [1, 2, 3, 4, 5, 6] });
    Console.WriteLine($"{name}: {result.Reason}");
    foreach (var choice in result.Choices.Where(c => c.Clusters != result.Clusters))
    {
        Console.WriteLine($"  {choice.Criterion} would take {choice.Clusters}");
    }
}

Console.WriteLine();
var comparison = ModelComparison.Run(clouds, new ModelComparisonOptions { Clusters = 3 });
Console.WriteLine(comparison.Reason);
