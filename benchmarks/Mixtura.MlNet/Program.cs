// ML.NET's side of peers.py: the same rows, the same JSON lines with "peer": "ml.net". It takes no start, so that only the work is the same, and begins at random rows.
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

if (args is not ["iterate", var folder, .. var names] || names.Length == 0)
{
    Console.Error.WriteLine("Mixtura.MlNet iterate DIR NAME [NAME ...]    ms per iteration of ML.NET's k-means from random rows, (time of 21 iterations - time of 1) / 20; all cores");
    return 2;
}

foreach (var name in names)
{
    var shape = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, name + ".json"))).RootElement;
    var (n, d, k) = (shape.GetProperty("n").GetInt32(), shape.GetProperty("d").GetInt32(), shape.GetProperty("k").GetInt32());
    var rows = new Row[n];
    using (var file = File.OpenRead(Path.Combine(folder, name + ".data.f32")))
    {
        for (var i = 0; i < n; i++)
        {
            rows[i] = new() { Features = new float[d] };
            file.ReadExactly(MemoryMarshal.AsBytes(rows[i].Features.AsSpan()));
        }
    }

    var context = new MLContext(seed: 0);
    var schema = SchemaDefinition.Create(typeof(Row));
    schema[nameof(Row.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, d);
    var view = context.Data.LoadFromEnumerable(rows, schema);
    double Fit(int iterations)
    {
        var trainer = context.Clustering.Trainers.KMeans(new KMeansTrainer.Options
        {
            FeatureColumnName = nameof(Row.Features),
            NumberOfClusters = k,
            MaximumNumberOfIterations = iterations,
            InitializationAlgorithm = KMeansTrainer.InitializationAlgorithm.Random,

            // Stops early only if nothing changes.
            OptimizationTolerance = float.Epsilon,
        });
        var clock = Stopwatch.StartNew();
        trainer.Fit(view);
        return clock.Elapsed.TotalMilliseconds;
    }

    Fit(1);
    double Median(int iterations) => Enumerable.Range(0, 3).Select(_ => Fit(iterations)).Order().ElementAt(1);
    var each = (Median(21) - Median(1)) / 20;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"peer\":\"ml.net\",\"name\":\"{name}\",\"ms_per_iteration\":{each}}}"));
}

return 0;

/// <summary>A row as ML.NET reads it.</summary>
internal sealed class Row
{
    public float[] Features { get; set; } = [];
}
