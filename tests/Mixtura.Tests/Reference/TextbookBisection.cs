namespace Mixtura.Tests.Reference;

/// <summary>Bisecting k-means as its paper writes it: lists of rows, the one of the largest inertia split in two until there are K.</summary>
internal static class TextbookBisection
{
    public static List<double[][]> Fit(double[][] rows, int k, Func<double[][], int[]> twoMeans)
    {
        var clusters = new List<double[][]> { rows };
        while (clusters.Count < k)
        {
            var next = clusters.MaxBy(Inertia)!;
            var labels = twoMeans(next);
            clusters.Remove(next);
            clusters.Add([.. next.Where((_, i) => labels[i] == 0)]);
            clusters.Add([.. next.Where((_, i) => labels[i] == 1)]);
        }

        return clusters;
    }

    public static double[] Mean(double[][] members) => [.. Enumerable.Range(0, members[0].Length).Select(j => members.Average(r => r[j]))];

    private static double Inertia(double[][] members)
    {
        var mean = Mean(members);
        return members.Sum(r => TextbookKMeans.Square(r, mean));
    }
}
