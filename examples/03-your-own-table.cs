#:project ../src/Mixtura
#:project ../src/Mixtura.IO
#:property PublishAot=false

// A table of your own, with a weight column: read, cluster, append the labels, keep the model.
//
//   dotnet run examples/03-your-own-table.cs [FOLDER]      the files are written to FOLDER (here, unless given)
using System.Globalization;
using Mixtura;
using Mixtura.IO;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var folder = args.Length > 0 ? args[0] : ".";
var source = Path.Combine(folder, "customers.csv");

// A row stands for as many customers as it says: weights mean the same as repeating the row, without the repetition.
File.WriteAllText(source, """
    segment,age,spend,customers
    north-a,23,180,40
    north-b,25,210,55
    north-c,27,160,35
    north-d,24,240,20
    south-a,41,820,60
    south-b,44,910,45
    south-c,39,760,70
    south-d,46,880,25
    west-a,66,310,30
    west-b,71,260,50
    west-c,68,350,45
    west-d,74,290,15

    """);

// "segment" holds text: it is no feature, and is still in the table that we write.
var options = new TableOptions { Columns = ["age", "spend"], Weights = "customers" };
using var table = TableReader.Read(source, options);
Console.WriteLine($"{table.Rows.Count} weighted rows of {string.Join(" and ", table.Features)}, {Total(table.Rows):F0} customers");

// Years and money have no common unit: bring both to one scale first. The model remembers it, and takes rows as they are.
var model = KMeans.Fit(table.Rows, new KMeansOptions { Clusters = 3, Scaling = Scaling.ZScore });
var labels = model.Predict(table.Rows);
for (var k = 0; k < model.Clusters; k++)
{
    Console.WriteLine($"cluster {k}: around age {model.Centroids[k][0]:F1}, spend {model.Centroids[k][1]:F0}; {model.Sizes[k]} rows");
}

Console.WriteLine($"someone of 45 who spends 900 belongs to cluster {model.Predict([45.0, 900.0])}");

// All columns of the source in order, and the new one.
var labelled = Path.Combine(folder, "customers-labelled.csv");
TableWriter.Append(source, options, table, [new OutputColumn("label", labels)], labelled, default);
ModelFile.Write(model, Path.Combine(folder, "customers-model.json"));
Console.WriteLine($"wrote {Path.GetFileName(labelled)} and customers-model.json");

static double Total(Observations<double> rows)
{
    double total = 0;
    for (var i = 0L; i < rows.Count; i++)
    {
        total += rows.Weight(i);
    }

    return total;
}
