using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Rows with a value for each missing one: what a mixture expects it to be, given what is observed of its row.</summary>
internal static class Completion
{
    /// <summary>A copy of the rows completed by one Gaussian: from where a start of k-means or a partition can be taken.</summary>
    /// <param name="source">The rows by their patterns.</param>
    /// <param name="summary">Of the scaled observed values.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public static Observations<T> ByOneGaussian<T>(PatternRows<T> source, FeatureSummary summary, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int steps = 30;
        const double tolerance = 1e-4, ridge = 1e-6;
        var scale = Math.Max(summary.MeanVariance, double.Epsilon);
        var apart = new GaussianComponents(
            CovarianceStructure.Diagonal, [1], summary.Mean, [.. summary.Variance.Select(v => v > 0 ? v : scale)], source.Dimension, new double[source.Dimension]);
        var minimizer = new GaussianMinimizer(CovarianceStructure.Full, equalWeights: false, ridge * scale, new double[source.Dimension], source.Rows.Features, summary.Weight);
        try
        {
            var expectation = new IncompleteExpectation<T>(source, 1, SecondMoment.Full, Temperature.One, ReadOnlyMemory<int>.Empty, threads);
            using var executor = new InMemoryExecutor<GaussianComponents, Moments, T>(source, expectation, threads);
            var first = minimizer.Uniform(summary.Mean, scale, source.Dimension);
            var one = EmLoop.Run(first, executor, minimizer, new MixtureStop(tolerance, summary.Weight), steps, null, cancellationToken).Model;
            return Of(source, one, threads);
        }
        catch (DiscardedStartException)
        {
            // Fewer rows than features: features by themselves, so that each missing value is its feature's mean.
            return Of(source, apart, threads);
        }
    }

    /// <summary>A copy of the rows in which missing values are what a mixture expects them to be; in the units of the rows.</summary>
    public static Observations<T> Of<T>(PatternRows<T> source, GaussianComponents model, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (rows, scaling, d) = (source.Rows, source.Scaling, source.Dimension);
        var values = new T[checked(rows.Count * d)];
        var parts = ObservedParts.Of(model, source, model.SecondMoment, threads);
        void Write(long row, int feature, double expected) => values[(row * d) + feature] = T.CreateTruncating(
            scaling.IsIdentity ? expected : scaling.Offset[feature] + (scaling.Scale[feature] * expected));

        for (var i = 0L; i < rows.Count; i++)
        {
            var row = rows[i];
            for (var j = 0; j < d; j++)
            {
                values[(i * d) + j] = row[j];
            }
        }

        foreach (var row in source.Unobserved)
        {
            for (var j = 0; j < d; j++)
            {
                Write(row, j, Enumerable.Range(0, model.Count).Sum(k => model.Weights[k] * model.Mean(k)[j]) / model.Weights.Sum());
            }
        }

        IncompleteTiles.On(source, parts, threads, (row, pattern, at, tiles) =>
        {
            var features = source.Patterns[pattern];
            var expected = parts[pattern].Expected(Column(tiles.Tile, at, tiles.Width), Column(tiles.Shares, at, tiles.Width));
            for (var j = 0; j < expected.Length; j++)
            {
                Write(row, features.Missing[j], expected[j]);
            }
        });
        return Weighted(Observations.From(values, d).Named(rows.Features), source);
    }

    private static double[] Column(ReadOnlySpan<double> values, int column, int width)
    {
        var numbers = new double[values.Length / width];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = values[(i * width) + column];
        }

        return numbers;
    }

    /// <summary>The weights of the rows; 0 for those with no value at all, which say nothing.</summary>
    private static Observations<T> Weighted<T>(Observations<T> complete, PatternRows<T> source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!source.Rows.IsWeighted && source.Unobserved.Length == 0)
        {
            return complete;
        }

        double[] weights = [.. Enumerable.Range(0, (int)complete.Count).Select(i => source.Rows.Weight(i))];
        foreach (var row in source.Unobserved)
        {
            weights[row] = 0;
        }

        return complete.WithWeights(weights);
    }
}

/// <summary>What a mixture says of each row with a value, by what is observed of it.</summary>
internal static class IncompleteTiles
{
    /// <summary>Runs work on every row with a value: its number, its pattern, and where it stands in the tile that holds its shares and free energy.</summary>
    public static void On<T>(PatternRows<T> source, ObservedPart[] parts, int threads, IncompleteRowWork<T> work)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => BlockParallel.For(source, threads, (_, block, workspace) =>
    {
        var pattern = source.PatternAt(block.First);
        var components = parts[pattern].Components;
        var d = components.Dimension;
        var tiles = new ResponsibilityTiles<T>(components, Temperature.One, workspace);
        for (var first = 0; first < block.Count; first += tiles.Width)
        {
            var count = Math.Min(tiles.Width, block.Count - first);
            tiles.Compute(block.Values.Slice(first * d, count * d));
            for (var i = 0; i < count; i++)
            {
                work(source.Order[block.First + first + i], pattern, i, tiles);
            }
        }
    });
}

/// <summary>What is done with a row of a pattern, which stands at <paramref name="at"/> in a tile.</summary>
internal delegate void IncompleteRowWork<T>(int row, int pattern, int at, ResponsibilityTiles<T> tiles)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;
