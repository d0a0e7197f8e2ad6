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

    /// <summary>A copy of the rows in one piece, NaN where a value is missing.</summary>
    public IncompleteObservations<double> ToIncompleteObservations() => Observations.CreateIncomplete<double>(Count, dimension, (first, values) => Copy(first, values, giveUp: false));

    /// <summary>The rows in one piece; NaN becomes the mean of its feature. Chunks are given up as they are copied.</summary>
    public Observations<double> ToObservations(double[]? means) => Observations.Create<double>(Count, dimension, (first, values) =>
    {
        Copy(first, values, giveUp: true);
        if (means is not null)
        {
            Fill(values, means);
        }
    });

    /// <summary>Copies rows from the first on; chunks that are done may be given up.</summary>
    private void Copy(long first, Span<double> values, bool giveUp)
    {
        for (var taken = 0; taken < values.Length;)
        {
            var row = first + (taken / dimension);
            var (chunk, place) = ((int)(row / rowsInChunk), (int)(row % rowsInChunk));
            var count = Math.Min(rowsInChunk - place, (values.Length - taken) / dimension);
            chunks[chunk].AsSpan(place * dimension, count * dimension).CopyTo(values[taken..]);
            taken += count * dimension;
            if (giveUp && place + count == rowsInChunk)
            {
                chunks[chunk] = null;
            }
        }
    }

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
