using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>K centroids, fitted by <see cref="KMeans"/>: they cut space into Voronoi cells, one a cluster. Immutable and safe to share.</summary>
public sealed class KMeansModel : ClusteringModel
{
    internal KMeansModel(FittedOn fittedOn, FitReport report, Centroids scaled, Temperature temperature, double inertia, ImmutableArray<long> sizes, ImmutableArray<double> clusterWeights)
        : base(fittedOn, report)
    {
        Scaled = scaled;
        Temperature = temperature;
        Inertia = inertia;
        Sizes = sizes;
        ClusterWeights = clusterWeights;
        Centroids = [.. Enumerable.Range(0, scaled.Count).Select(k => fittedOn.Standardization.ToDataUnits(scaled[k]))];
    }

    /// <inheritdoc/>
    public override int Clusters => Sizes.Length;

    /// <summary>K centroids of d values, in the units of the fit's rows.</summary>
    public ImmutableArray<ImmutableArray<double>> Centroids { get; }

    /// <summary>
    /// sum_i w_i |x_i - nearest centroid|^2 over the fit's rows, in the scaled units where the fit scaled; with limits on sizes the centroid is that
    /// of the row's label.
    /// </summary>
    public double Inertia { get; }

    /// <summary>K counts: the fit's rows nearest to each centroid, or with limits on sizes those of each label.</summary>
    public ImmutableArray<long> Sizes { get; }

    /// <summary>
    /// K sums of weights: what each centroid stands for, the weights of its rows (their number, where rows have none). A model that was
    /// updated carries here what earlier rows left.
    /// </summary>
    public ImmutableArray<double> ClusterWeights { get; }

    /// <summary>The temperature of the fit, in data^2: 0 for k-means.</summary>
    public Temperature Temperature { get; }

    /// <summary>The centroids where distances are taken.</summary>
    internal Centroids Scaled { get; }

    /// <summary>The same clusters under other numbers: cluster k becomes <paramref name="numbers"/>[k].</summary>
    internal KMeansModel Renumbered(ImmutableArray<int> numbers)
    {
        int[] from = [.. Enumerable.Range(0, Clusters).OrderBy(k => numbers[k])];
        return new(
            FittedOn, Report, new Centroids([.. from.SelectMany(k => Scaled[k].ToArray())], Dimension), Temperature, Inertia, [.. from.Select(k => Sizes[k])], [.. from.Select(k => ClusterWeights[k])]);
    }

    /// <summary>The same model with another report.</summary>
    internal KMeansModel With(FitReport report) => new(FittedOn, report, Scaled, Temperature, Inertia, Sizes, ClusterWeights);

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
        OnSquares(rows, threads, (row, squares, width) =>
        {
            for (var k = 0; k < Clusters; k++)
            {
                distances[row, k] = Math.Sqrt(squares[k * width]);
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
    /// Takes in new rows of a stream: each centroid moves to the mean of the new rows that it is nearest to and of all that it stood for,
    /// (keep N c + sum w x) / (keep N + sum w), and keeps that weight. One step and no more; the model itself stays as it is. O(n d K).
    /// </summary>
    /// <remarks>
    /// J. MacQueen, "Some methods for classification and analysis of multivariate observations", Berkeley Symposium (1967), a batch of rows
    /// at a time. A soft model is updated by hard assignment; a spherical one divides its centroids by their lengths again.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d new rows in the units of the fit's rows; they are scaled as those were.</param>
    /// <param name="keep">
    /// How much of what the centroids stood for counts on, 0 to 1: 1 forgets nothing, so that every row ever seen counts alike; 0 forgets
    /// all but the place of a cluster without new rows.
    /// </param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>
    /// The moved model. Its inertia, sizes and report are those of the new rows, before and after the step; its weights carry what came before.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">Keep is not from 0 to 1.</exception>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    /// <exception cref="MixturaException">A squared distance overflows, or a row without direction meets a spherical model.</exception>
    public KMeansModel Update<T>(Observations<T> rows, double keep = 1, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckedCount(rows);
        return keep is >= 0 and <= 1
            ? ModelUpdate.Of(this, rows, keep, BlockParallel.Threads(threads))
            : throw new ArgumentOutOfRangeException(nameof(keep), keep, "What is kept is a share from 0 to 1.");
    }

    /// <summary>
    /// The mixture that this model is a limit of: equal weights and one variance for all, s^2 = inertia / (n d), the most likely one for
    /// these centroids. Its soft assignment is that of <see cref="Responsibilities"/> at T = 2 s^2. O(n d K).
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows: the fit's, or others whose likelihood is of interest.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>A mixture of tied spherical components (mclust EII), its likelihood that of these rows.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    /// <exception cref="MixturaException">All rows lie on centroids, so that no variance is left; or the model is spherical.</exception>
    public GaussianMixtureModel ToMixture<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Bridge.ToMixture(this, rows, threads);

    /// <summary>Each row's nearest centroid, the next, and by how much it is nearer: (b - a) / b of the distances a and b to them. O(n d K).</summary>
    internal RowPlaces Places<T>(Observations<T> rows, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var places = new RowPlaces(Predict(rows, threads));
        OnSquares(rows, threads, (row, squares, width) =>
        {
            var label = places.Labels[row];
            var own = Math.Sqrt(squares[label * width]);
            var (next, smallest) = (-1, double.PositiveInfinity);
            for (var k = 0; k < Clusters; k++)
            {
                (next, smallest) = k != label && squares[k * width] < smallest ? (k, squares[k * width]) : (next, smallest);
            }

            // A label is found by products, so that of nearly equal distances the own may be the larger by rounding.
            var other = Math.Sqrt(smallest);
            places.Next[row] = next;
            places.Margins[row] = next < 0 ? 1 : other > own ? (other - own) / other : 0;
            places.Typicality[row] = -own;
        });
        return places;
    }

    /// <summary>Runs work on every row with its squared distances, that to centroid k at k width.</summary>
    private void OnSquares<T>(Observations<T> rows, int threads, RowSquares work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => OnScaledBlocks(rows, threads, (_, block, workspace) =>
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
                work(block.First + first + i, squares[i..], width);
            }
        }
    });

    private delegate void RowSquares(long row, ReadOnlySpan<double> squares, int width);
}
