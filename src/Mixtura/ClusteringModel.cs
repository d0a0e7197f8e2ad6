using System.Collections.Immutable;
using System.Numerics;

namespace Mixtura;

/// <summary>What every fitted model is: K clusters of rows with d features. Immutable and safe to share between threads.</summary>
public abstract class ClusteringModel
{
    private protected ClusteringModel(FittedOn fittedOn, FitReport report)
    {
        FittedOn = fittedOn;
        Report = report;
    }

    /// <summary>The number of clusters K.</summary>
    public abstract int Clusters { get; }

    /// <summary>The rows the model was fitted on, in short.</summary>
    public FittedOn FittedOn { get; }

    /// <summary>The fit's story.</summary>
    public FitReport Report { get; }

    /// <summary>The number of features d.</summary>
    public int Dimension => FittedOn.Features.Length;

    /// <summary>The cluster of one row, from 0. O(K d) for k-means and diagonal mixtures, O(K d^2) for full covariance.</summary>
    /// <param name="row">d values in the units of the fit's rows.</param>
    /// <returns>The nearest centroid, or the most probable component; the first of equals.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public int Predict(ReadOnlySpan<double> row) => Predict(OneRow(row), threads: 1)[0];

    /// <inheritdoc cref="Predict(ReadOnlySpan{double})"/>
    public int Predict(ReadOnlySpan<float> row) => Predict(Observations.From(row.ToArray(), CheckedDimension(row.Length)))[0];

    /// <summary>The cluster of each row, from 0. Runs on all cores.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the fit's rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n labels.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public abstract int[] Predict<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    internal int CheckedDimension(int given) => given == Dimension
        ? given
        : throw new ArgumentException($"The row has {given} values; the model has {Dimension} features ({string.Join(", ", FittedOn.Features.Take(8))}{(Dimension > 8 ? ", ..." : string.Empty)}).");

    /// <summary>The number of rows, of the right dimension and few enough for an array.</summary>
    private protected int CheckedCount<T>(Observations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        CheckedDimension(rows.Dimension);
        return checked((int)rows.Count);
    }

    private protected Observations<double> OneRow(ReadOnlySpan<double> row) => Observations.From(row.ToArray(), CheckedDimension(row.Length));

    /// <summary>Runs work on blocks of the rows as the model sees them.</summary>
    private protected void OnScaledBlocks<T>(Observations<T> rows, int threads, BlockWork<T> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scaled = FittedOn.Standardization.Apply(rows);
        BlockParallel.For(new RowBlocks<T>(scaled, statisticsSize: 0), threads, work);
        if (!ReferenceEquals(scaled, rows))
        {
            scaled.Dispose();
        }
    }

    /// <summary>The n x K shares of rows under components, with noise one more, at a temperature.</summary>
    private protected double[,] SharesOf<T>(IComponents components, Observations<T> rows, Temperature temperature, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var shares = new double[CheckedCount(rows), components.CountWithNoise];
        OnTiles(components, rows, temperature, threads, (row, at, tiles) =>
        {
            for (var k = 0; k < components.CountWithNoise; k++)
            {
                shares[row, k] = tiles.Shares[(k * tiles.Width) + at];
            }
        });
        return shares;
    }

    /// <summary>Runs work on every row, with the tile that holds its shares and free energy.</summary>
    private protected void OnTiles<T>(IComponents components, Observations<T> rows, Temperature temperature, int threads, RowInTile<T> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        OnScaledBlocks(rows, threads, (_, block, workspace) =>
        {
            var tiles = new ResponsibilityTiles<T>(components, temperature, workspace);
            for (var first = 0; first < block.Count; first += tiles.Width)
            {
                var count = Math.Min(tiles.Width, block.Count - first);
                tiles.Compute(block.Values.Slice(first * Dimension, count * Dimension));
                for (var i = 0; i < count; i++)
                {
                    work(block.First + first + i, i, tiles);
                }
            }
        });
    }

    /// <summary>What is done with row <paramref name="row"/>, which stands at <paramref name="at"/> in a tile.</summary>
    private protected delegate void RowInTile<T>(long row, int at, ResponsibilityTiles<T> tiles)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>What a model keeps of the rows it was fitted on.</summary>
/// <param name="Rows">The number of rows n.</param>
/// <param name="Weight">The sum of their weights; n without weights.</param>
/// <param name="Features">The d feature names.</param>
/// <param name="Standardization">How rows are scaled before distances are taken.</param>
public sealed record FittedOn(long Rows, double Weight, ImmutableArray<string> Features, Standardization Standardization);
