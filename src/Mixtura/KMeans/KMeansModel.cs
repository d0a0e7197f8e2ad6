using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>K centroids, fitted by <see cref="KMeans"/>: they cut space into Voronoi cells, one a cluster. Immutable and safe to share.</summary>
public sealed class KMeansModel : ClusteringModel
{
    internal KMeansModel(FittedOn fittedOn, FitReport report, Centroids scaled, Temperature temperature, double inertia, ImmutableArray<long> sizes)
        : base(fittedOn, report)
    {
        Scaled = scaled;
        Temperature = temperature;
        Inertia = inertia;
        Sizes = sizes;
        Centroids = [.. Enumerable.Range(0, scaled.Count).Select(k => fittedOn.Standardization.ToDataUnits(scaled[k]))];
    }

    /// <inheritdoc/>
    public override int Clusters => Sizes.Length;

    /// <summary>K centroids of d values, in the units of the fit's rows.</summary>
    public ImmutableArray<ImmutableArray<double>> Centroids { get; }

    /// <summary>sum_i w_i |x_i - nearest centroid|^2 over the fit's rows, in the scaled units where the fit scaled.</summary>
    public double Inertia { get; }

    /// <summary>K counts: the fit's rows nearest to each centroid.</summary>
    public ImmutableArray<long> Sizes { get; }

    /// <summary>The temperature of the fit, in data^2: 0 for k-means.</summary>
    public Temperature Temperature { get; }

    /// <summary>The centroids where distances are taken.</summary>
    internal Centroids Scaled { get; }

    /// <inheritdoc/>
    public override int[] Predict<T>(Observations<T> rows, int threads = 0)
    {
        CheckedCount(rows);
        return HardPass.Labels(Scaled, FittedOn.Standardization.Apply(rows), threads, CancellationToken.None);
    }

    /// <summary>Euclidean distances of rows to all centroids, in the scaled units where the fit scaled. O(n d K).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x K distances.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[,] Distances<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var distances = new double[CheckedCount(rows), Clusters];
        OnScaledBlocks(rows, threads, (_, block, workspace) =>
        {
            var width = RowTile.Width(Dimension, Clusters);
            var tile = workspace.Take<double>(Dimension * width);
            var squares = workspace.Take<double>(Clusters * width);
            for (var first = 0; first < block.Count; first += width)
            {
                var count = Math.Min(width, block.Count - first);
                RowTile.Turn(block.Values.Slice(first * Dimension, count * Dimension), Dimension, width, tile);
                Scaled.Energies(tile, width, squares, []);
                for (var i = 0; i < count; i++)
                {
                    for (var k = 0; k < Clusters; k++)
                    {
                        distances[block.First + first + i, k] = Math.Sqrt(squares[(k * width) + i]);
                    }
                }
            }
        });
        return distances;
    }

    /// <summary>Euclidean distances of one row to all centroids, in the scaled units where the fit scaled. O(d K).</summary>
    /// <param name="row">d values in the units of the fit's rows.</param>
    /// <returns>K distances.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double[] Distances(ReadOnlySpan<double> row) => [.. Distances(OneRow(row), threads: 1).Cast<double>()];

    /// <summary>
    /// Soft assignment at a temperature: r_ik = exp(-|x_i - mu_k|^2 / T) / sum over k, which is the posterior of equal-weight spherical
    /// components of variance T / 2; at T = 0 the nearest centroid has all. O(n d K).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="temperature">T in data^2 (scaled where the fit scaled).</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x K shares, each row with sum 1.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[,] Responsibilities<T>(Observations<T> rows, Temperature temperature, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SharesOf(Scaled, rows, temperature, threads);

    /// <summary>
    /// The mixture that this model is a limit of: equal weights and one variance for all, s^2 = inertia / (n d), the most likely one for
    /// these centroids. Its soft assignment is that of <see cref="Responsibilities"/> at T = 2 s^2. O(n d K).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows: the fit's, or others whose likelihood is of interest.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>A mixture of tied spherical components (mclust EII), its likelihood that of these rows.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    /// <exception cref="MixturaException">All rows lie on centroids: no variance is left.</exception>
    public GaussianMixtureModel ToMixture<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Bridge.ToMixture(this, rows, threads);
}
