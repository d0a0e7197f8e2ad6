namespace Mixtura;

/// <summary>
/// Points in coordinates in which their covariance is the identity, z = L^-1 x with S = L L' (A. L. Cholesky): determinants of scatters differ from those of the features by a factor that is the same for all.
/// Features that are constant, or linear combinations of those before them, are left out, as they add nothing to any scatter. O(n d^2 + d^3 / 3).
/// </summary>
internal static class Sphering
{
    /// <summary>What is left of a variance once the features before it are known is rounding below this share.</summary>
    private const double Rounding = 1e-10;

    /// <summary>Clusters of one point each, in at most d coordinates.</summary>
    public static PointClusters Of(DistinctPoints points)
    {
        var (covariance, d) = (Covariance(points), points.Dimension);
        var kept = new List<double[]>();
        var from = new List<int>();
        for (var j = 0; j < d; j++)
        {
            var row = new double[kept.Count + 1];
            for (var l = 0; l < kept.Count; l++)
            {
                row[l] = (covariance[(j * d) + from[l]] - Dot(row, kept[l], l)) / kept[l][l];
            }

            var left = covariance[(j * d) + j] - Dot(row, row, kept.Count);
            if (left > Rounding * covariance[(j * d) + j])
            {
                row[^1] = Math.Sqrt(left);
                kept.Add(row);
                from.Add(j);
            }
        }

        var sphered = new double[points.Count * kept.Count];
        for (var i = 0; i < points.Count; i++)
        {
            var z = sphered.AsSpan(i * kept.Count, kept.Count);
            for (var l = 0; l < z.Length; l++)
            {
                z[l] = (points.Values[(i * d) + from[l]] - Dot(z, kept[l], l)) / kept[l][l];
            }
        }

        return new([.. points.Weights], sphered, kept.Count);
    }

    /// <summary>S, d x d, its lower triangle.</summary>
    private static double[] Covariance(DistinctPoints points)
    {
        var d = points.Dimension;
        var covariance = new double[d * d];
        for (var i = 0; i < points.Count; i++)
        {
            var x = points.Values.AsSpan(i * d, d);
            for (var j = 0; j < d; j++)
            {
                var share = points.Weights[i] / points.Count * x[j];
                for (var l = 0; l <= j; l++)
                {
                    ref var sum = ref covariance[(j * d) + l];
                    sum = Math.FusedMultiplyAdd(share, x[l], sum);
                }
            }
        }

        return covariance;
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int count)
    {
        double sum = 0;
        for (var j = 0; j < count; j++)
        {
            sum = Math.FusedMultiplyAdd(x[j], y[j], sum);
        }

        return sum;
    }
}
