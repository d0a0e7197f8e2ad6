namespace Mixtura.Tests.Reference;

/// <summary>Spherical k-means as its paper writes it: rows of unit length, the largest cosine, the sum of a cluster's rows divided by its length.</summary>
internal static class TextbookSpherical
{
    public static double[] Unit(double[] x)
    {
        var length = Math.Sqrt(x.Sum(v => v * v));
        return [.. x.Select(v => v / length)];
    }

    public static double Cosine(double[] x, double[] y) => x.Zip(y, (a, b) => a * b).Sum();

    /// <summary>Steps until no label changes; null where a cluster becomes empty. The objective is sum w (1 - cos).</summary>
    public static (double[][] Centroids, int[] Labels, double Objective)? Fit(double[][] rows, double[] weights, double[][] start)
    {
        var units = rows.Select(Unit).ToArray();
        var centroids = start.Select(Unit).ToArray();
        int[] labels = [];
        while (true)
        {
            var now = units.Select(x => Enumerable.Range(0, centroids.Length).MaxBy(k => Cosine(x, centroids[k]))).ToArray();
            if (labels.AsSpan().SequenceEqual(now))
            {
                return (centroids, labels, units.Select((x, i) => weights[i] * (1 - Cosine(x, centroids[now[i]]))).Sum());
            }

            labels = now;
            for (var k = 0; k < centroids.Length; k++)
            {
                var members = Enumerable.Range(0, rows.Length).Where(i => labels[i] == k).ToArray();
                if (members.Length == 0)
                {
                    return null;
                }

                centroids[k] = Unit([.. Enumerable.Range(0, centroids[k].Length).Select(j => members.Sum(i => weights[i] * units[i][j]))]);
            }
        }
    }
}
