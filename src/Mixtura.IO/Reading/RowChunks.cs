namespace Mixtura.IO.Reading;

/// <summary>Rows that come one by one, nobody knows how many: kept in chunks of 8 MiB, which a growing array would copy again and again.</summary>
internal sealed class RowChunks(int dimension)
{
    private readonly int rowsInChunk = Math.Max(1, (1 << 20) / dimension);
    private readonly List<double[]?> chunks = [];

    public long Count { get; private set; }

    /// <summary>Where the next row's d values go.</summary>
    public Span<double> Next()
    {
        var place = (int)(Count % rowsInChunk);
        if (place == 0 && chunks.Count == Count / rowsInChunk)
        {
            chunks.Add(new double[rowsInChunk * dimension]);
        }

        return chunks[^1].AsSpan(place * dimension, dimension);
    }

    /// <summary>Counts the row just written to <see cref="Next"/>; without this the next row takes its place.</summary>
    public void Accept() => Count++;

    /// <summary>The rows in one piece; NaN becomes the mean of its feature. Chunks are given up as they are copied.</summary>
    public Observations<double> ToObservations(double[]? means) => Observations.Create<double>(Count, dimension, (first, values) =>
    {
        for (var taken = 0; taken < values.Length;)
        {
            var row = first + (taken / dimension);
            var (chunk, place) = ((int)(row / rowsInChunk), (int)(row % rowsInChunk));
            var count = Math.Min(rowsInChunk - place, (values.Length - taken) / dimension);
            chunks[chunk].AsSpan(place * dimension, count * dimension).CopyTo(values[taken..]);
            taken += count * dimension;
            if (place + count == rowsInChunk)
            {
                chunks[chunk] = null;
            }
        }

        if (means is not null)
        {
            Fill(values, means);
        }
    });

    private static void Fill(Span<double> values, double[] means)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
            {
                values[i] = means[i % means.Length];
            }
        }
    }
}
