namespace Mixtura.Tests.Reference;

/// <summary>Lloyd's algorithm as a textbook writes it: distances by differences, one row at a time, nothing clever.</summary>
internal static class TextbookKMeans
{
    public static double Square(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (var j = 0; j < x.Length; j++)
        {
            sum += (x[j] - y[j]) * (x[j] - y[j]);
        }

        return sum;
    }

    public static int Nearest(ReadOnlySpan<double> x, double[][] centroids)
    {
        var best = 0;
        for (var k = 1; k < centroids.Length; k++)
        {
            best = Square(x, centroids[k]) < Square(x, centroids[best]) ? k : best;
        }

        return best;
    }

    /// <summary>
    /// Steps until no label changes; null where a cluster becomes empty, which textbooks pass over in silence. The first
    /// <paramref name="frozen"/> centroids stay, and may be empty.
    /// </summary>
    public static (double[][] Centroids, int[] Labels, double Inertia)? Fit(double[][] rows, double[] weights, double[][] start, int frozen = 0)
    {
        var centroids = start.Select(c => c.ToArray()).ToArray();
        int[] labels = [];
        while (true)
        {
            var now = rows.Select(x => Nearest(x, centroids)).ToArray();
            if (labels.AsSpan().SequenceEqual(now))
            {
                return (centroids, labels, rows.Select((x, i) => weights[i] * Square(x, centroids[now[i]])).Sum());
            }

            labels = now;
            for (var k = frozen; k < centroids.Length; k++)
            {
                var members = Enumerable.Range(0, rows.Length).Where(i => labels[i] == k).ToArray();
                if (members.Length == 0)
                {
                    return null;
                }

                for (var j = 0; j < centroids[k].Length; j++)
                {
                    centroids[k][j] = members.Sum(i => weights[i] * rows[i][j]) / members.Sum(i => weights[i]);
                }
            }
        }
    }
}
