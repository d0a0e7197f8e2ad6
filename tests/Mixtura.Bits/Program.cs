// Fits models of every kind and writes their files, so that the bits of two processes can be compared.
//   Mixtura.Bits FOLDER THREADS     writes NAME.json for each fit, and prints the width of the vectors it had
using System.Globalization;
using System.Runtime.Intrinsics;
using Mixtura;
using Mixtura.Datasets;
using Mixtura.Measures;
using Mixtura.Selection;

if (args is not [var folder, var asked] || !int.TryParse(asked, CultureInfo.InvariantCulture, out var threads))
{
    Console.Error.WriteLine("usage: Mixtura.Bits FOLDER THREADS");
    return 2;
}

foreach (var (n, d, k) in new[] { (20_000, 2, 5), (6_000, 7, 12), (3_000, 40, 9), (1_500, 100, 20) })
{
    var data = Generate.Blobs(seed: 1, rows: n, clusters: k, dimension: d, deviation: 3).Rows;
    var weights = Enumerable.Range(0, n).Select(i => 0.5 + (i % 7 / 3.0)).ToArray();
    var single = Observations.Create<float>(n, d, (first, values) =>
    {
        var from = data.Rows(first, values.Length / d);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = (float)from[i];
        }
    });
    KMeansOf($"double-{d}", data.WithWeights(weights), k);
    KMeansOf($"float-{d}", single, k);
    FamilyOf($"double-{d}", data.WithWeights(weights), k);
    FamilyOf($"float-{d}", single, k);
    Mixtures($"double-{d}", data.WithWeights(weights));
    Mixtures($"float-{d}", single);
}

var few = Generate.Blobs(seed: 3, rows: 500, clusters: 6, dimension: 3, deviation: 4).Rows;
Save("search-default", KMeans.Fit(few, new KMeansOptions { Clusters = 12, Threads = threads }));
Save("search-breathing", KMeans.Fit(few, new KMeansOptions { Clusters = 12, Threads = threads, Search = Search.Breathing() }));
Save("search-genetic", KMeans.Fit(few, new KMeansOptions { Clusters = 12, Threads = threads, Search = Search.Genetic() }));

var measured = Generate.Blobs(seed: 2, rows: 2000, clusters: 3, dimension: 7, deviation: 4);
File.WriteAllText(Path.Combine(folder, "measures.json"), string.Create(
    CultureInfo.InvariantCulture,
    $"[{Silhouette.Of(measured.Rows, measured.Labels, threads):r}, {CalinskiHarabasz.Of(measured.Rows, measured.Labels, threads):r}, {DaviesBouldin.Of(measured.Rows, measured.Labels, threads):r}, {Silhouette.Simplified(measured.Rows, measured.Labels, threads):r}, {Silhouette.Estimate(measured.Rows, measured.Labels, 300, threads: threads).Value:r}]"));

var selected = ModelSelection.Run(few, new ModelSelectionOptions { Counts = [1, 2, 3, 6], References = 3, Halvings = 2, Resamples = 3, Threads = threads });
Save("selected", selected.Best);
File.WriteAllLines(Path.Combine(folder, "selection.txt"),
[
    .. selected.Mixtures.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Components} {c.Covariance} {c.Bic:r} {c.Icl:r} {c.Fault}")),
    .. selected.Partitions.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Clusters} {c.Silhouette:r} {c.CalinskiHarabasz:r} {c.DaviesBouldin:r} {c.Gap?.Gap:r} {c.Gap?.Error:r} {c.PredictionStrength:r} {c.Stability:r}")),
    .. selected.OneCluster.Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Shape} {f.Bic:r}")), .. selected.Choices.Select(c => $"{c}"), selected.Reason,
]);
Console.WriteLine(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0);
return 0;

void Save(string name, ClusteringModel model) => ModelFile.Write(model, Path.Combine(folder, name + ".json"));

void KMeansOf<T>(string name, Observations<T> rows, int k)
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    var options = new KMeansOptions { Clusters = k, Restarts = 2, MaxIterations = 12, Threads = threads };
    Save($"kmeans-{name}", KMeans.Fit(rows, options));
    foreach (var algorithm in Enum.GetValues<KMeansAlgorithm>())
    {
        Save($"kmeans-{algorithm}-{name}", KMeans.Fit(rows, options with { Algorithm = algorithm, Seeding = Seeding.RandomRows, Restarts = 1 }));
    }

    Save($"kmeans-random-{name}", KMeans.Fit(rows, options with { Seeding = Seeding.RandomRows, Scaling = Scaling.ZScore, Tolerance = 0 }));
    Save($"kmeans-many-{name}", KMeans.Fit(rows, options with { Clusters = 70, MaxIterations = 1 }));
    Save($"kmeans-many-plain-{name}", KMeans.Fit(rows, options with { Clusters = 260, Seeding = Seeding.PlusPlus, Restarts = 1, MaxIterations = 1 }));
    Save($"kmeans-parallel-{name}", KMeans.Fit(rows, options with { Seeding = Seeding.Parallel(), MaxIterations = 2 }));
    Save($"kmeans-chain-{name}", KMeans.Fit(rows, options with { Seeding = Seeding.MarkovChain(), MaxIterations = 2 }));
    Save($"kmeans-breathing-{name}", KMeans.Fit(rows, options with { Search = Search.Breathing(iterations: 2) }));
    Save($"kmeans-soft-{name}", KMeans.Fit(rows, options with { Seeding = Seeding.PlusPlus, Temperature = new(2.5), MaxIterations = 5, Restarts = 1 }));
}

void FamilyOf<T>(string name, Observations<T> rows, int k)
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    var spherical = SphericalKMeans.Fit(rows, new KMeansOptions { Clusters = k, Restarts = 1, MaxIterations = 8, Threads = threads });
    Save($"spherical-{name}", spherical);
    Save($"spherical-updated-{name}", spherical.Update(rows, keep: 0.25, threads));
    Save($"mini-batch-{name}", MiniBatchKMeans.Fit(rows, new MiniBatchKMeansOptions { Clusters = k, BatchSize = 500, MaxPasses = 3, Scaling = Scaling.MinMax, Threads = threads }));
    Save($"mini-batch-all-{name}", MiniBatchKMeans.Fit(rows, new MiniBatchKMeansOptions { Clusters = k, BatchSize = int.MaxValue, MaxPasses = 3, Restarts = 1, Threads = threads }));
    Save($"bisecting-{name}", BisectingKMeans.Fit(rows, new BisectingKMeansOptions { Clusters = k, Restarts = 2, MaxIterations = 6, Refine = true, Threads = threads }));
    var frozen = KMeans.Fit(rows, new KMeansOptions { Clusters = k, FrozenCentroids = [new double[rows.Dimension]], Restarts = 2, MaxIterations = 6, Scaling = Scaling.ZScore, Threads = threads });
    Save($"frozen-{name}", frozen);
    Save($"frozen-updated-{name}", frozen.Update(rows, keep: 0.5, threads));
    var limited = BalancedKMeans.Fit(rows, new BalancedKMeansOptions { Clusters = k, MinSize = (int)(rows.Count / k * 3 / 4), MaxSize = (int)(rows.Count / k * 5 / 4), Restarts = 1, MaxIterations = 2, Threads = threads });
    Save($"balanced-{name}", limited.Model);
    File.WriteAllText(Path.Combine(folder, $"balanced-{name}.labels"), string.Join(' ', limited.Labels));
}

void Mixtures<T>(string name, Observations<T> rows)
    where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
{
    foreach (var structure in Enum.GetValues<CovarianceStructure>())
    {
        var options = new GaussianMixtureOptions { Components = 4, Covariance = structure, Start = MixtureStart.KMeans, Restarts = 1, MaxIterations = 4, Threads = threads };
        Save($"mixture-{structure}-{name}", GaussianMixture.Fit(rows, options));
    }

    foreach (var structure in new[] { CovarianceStructure.Full, CovarianceStructure.Tied, CovarianceStructure.Diagonal, CovarianceStructure.Spherical })
    {
        var options = new GaussianMixtureOptions { Components = 5, Covariance = structure, Prior = MixturePrior.DirichletProcess(), Restarts = 1, MaxIterations = 4, Threads = threads };
        Save($"bayesian-{structure}-{name}", GaussianMixture.Fit(rows, options));
    }

    foreach (var structure in new[] { CovarianceStructure.Full, CovarianceStructure.Tied, CovarianceStructure.Diagonal, CovarianceStructure.VVE })
    {
        var options = new GaussianMixtureOptions { Components = 4, Covariance = structure, MapPrior = new(), Restarts = 1, MaxIterations = 6, Acceleration = MixtureAcceleration.Squarem, Threads = threads };
        Save($"probable-{structure}-{name}", GaussianMixture.Fit(rows, options));
    }

    Save($"searched-{name}", GaussianMixture.Fit(rows, new GaussianMixtureOptions
    {
        Components = 4, Covariance = CovarianceStructure.Diagonal, Restarts = 1, MaxIterations = 3, Annealing = new() { StepsEach = 1 }, Search = MixtureSearch.SplitAndMerge(moves: 2), Threads = threads,
    }));
    foreach (var structure in new[] { CovarianceStructure.Full, CovarianceStructure.EEI })
    {
        Save($"student-{structure}-{name}", StudentMixture.Fit(rows, new StudentMixtureOptions { Components = 4, Covariance = structure, Restarts = 1, MaxIterations = 4, Threads = threads }));
    }

    Save($"factors-{name}", GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Factors = 1 + (rows.Dimension / 20), Restarts = 1, MaxIterations = 4, Threads = threads }));
    Save($"shrunk-{name}", GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Regularization = Regularization.Shrinkage(), Restarts = 1, MaxIterations = 4, Threads = threads }));
    Save($"trimmed-{name}", GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 4, Trimming = 0.1, Restarts = 1, MaxIterations = 4, Threads = threads }));
    Save($"known-{name}", GaussianMixture.Fit(rows, new GaussianMixtureOptions
    {
        Components = 3, KnownComponents = [.. Enumerable.Range(0, (int)rows.Count).Select(i => i % 5 < 3 ? -1 : i % 3)], MaxIterations = 3, Threads = threads,
    }));
    Save($"noise-{name}", GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Noise = new() { InitialWeight = 0.2 }, Restarts = 1, MaxIterations = 3, Threads = threads }));
    Save($"stepwise-{name}", MiniBatchGaussianMixture.Fit(rows, new() { Components = 3, BatchSize = 300, MaxPasses = 1, Restarts = 2, Threads = threads }));
    var updated = GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Restarts = 1, MaxIterations = 2, Threads = threads });
    Save($"updated-mixture-{name}", updated.Update(rows, keep: 0.5, threads));
    Save($"frozen-mixture-{name}", GaussianMixture.Fit(rows, new GaussianMixtureOptions { Components = 3, Start = MixtureStart.FromModel(updated), Frozen = new() { Means = true }, MaxIterations = 2, Threads = threads }));
    var holes = Observations.CreateIncomplete<T>(rows.Count, rows.Dimension, (first, values) =>
    {
        rows.Rows(first, values.Length / rows.Dimension).CopyTo(values);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i % rows.Dimension < 6 && (uint)i * 2654435761u >> 29 == 0 ? T.NaN : values[i];
        }
    });
    foreach (var structure in new[] { CovarianceStructure.Full, CovarianceStructure.Tied, CovarianceStructure.VEI })
    {
        var options = new GaussianMixtureOptions { Components = 3, Covariance = structure, Start = MixtureStart.KMeans, Restarts = 1, MaxIterations = 2, Threads = threads };
        Save($"incomplete-{structure}-{name}", GaussianMixture.Fit(holes, options));
    }

    int[] classes = [.. Enumerable.Range(0, (int)rows.Count).Select(i => i % 3)];
    CovarianceStructure[] tried = [CovarianceStructure.VEV, CovarianceStructure.EVE, CovarianceStructure.Diagonal];
    Save($"classes-{name}", MixtureClassifier.Fit(rows, classes, new MixtureClassifierOptions { Structures = tried, Scaling = Scaling.ZScore, MaxIterations = 3, Threads = threads }));
    Save($"class-mixtures-{name}", MixtureClassifier.Fit(rows, classes, new MixtureClassifierOptions
    {
        Kind = ClassifierKind.MclustDa, Structures = [CovarianceStructure.Diagonal], Components = [1, 2], Restarts = 1, MaxIterations = 3, Threads = threads,
    }));
    Save($"classified-{name}", GaussianMixture.Fit(rows, new GaussianMixtureOptions
    {
        Components = 3, Covariance = CovarianceStructure.Diagonal, Temperature = Temperature.Zero, Start = MixtureStart.PlusPlus, Scaling = Scaling.MinMax, Restarts = 2, MaxIterations = 4, Threads = threads,
    }));
}
