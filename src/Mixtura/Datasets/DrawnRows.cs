using Mixtura.Kernels;

namespace Mixtura.Datasets;

/// <summary>Writes one row of a set with the random numbers of that row.</summary>
/// <param name="label">The set.</param>
/// <param name="random">The row's own stream.</param>
/// <param name="row">d values to write.</param>
internal delegate void DrawRow(int label, RandomStream random, Span<double> row);

/// <summary>Rows of several sets, set after set. Each row has a random stream of its own, so that it does not depend on the others.</summary>
internal static class DrawnRows
{
    /// <summary>Streams of rows have indices from 0; what sets need for themselves is drawn from here on.</summary>
    private const ulong FirstSetStream = 1UL << 63;

    public static LabelledObservations Of(ulong seed, IReadOnlyList<int> sizes, int dimension, DrawRow draw)
    {
        var labels = new int[sizes.Sum()];
        var next = 0;
        for (var label = 0; label < sizes.Count; label++)
        {
            labels.AsSpan(next, sizes[label]).Fill(label);
            next += sizes[label];
        }

        var rows = Observations.Create<double>(labels.Length, dimension, (first, values) =>
        {
            for (var i = 0; i < values.Length / dimension; i++)
            {
                var row = (int)first + i;
                draw(labels[row], new RandomStream(seed, RandomPurpose.Dataset, (ulong)row), values.Slice(i * dimension, dimension));
            }
        });
        return new(rows, labels);
    }

    /// <summary>The stream of a set.</summary>
    public static RandomStream OfSet(ulong seed, int set) => new(seed, RandomPurpose.Dataset, FirstSetStream + (ulong)set);

    /// <summary>A number of rows shared among sets as evenly as possible, the first ones getting what is left.</summary>
    public static int[] Shared(int rows, int sets)
    {
        var sizes = new int[sets];
        for (var set = 0; set < sets; set++)
        {
            sizes[set] = (rows / sets) + (set < rows % sets ? 1 : 0);
        }

        return sizes;
    }
}
