namespace Mixtura.Kernels;

/// <summary>A = L L' of symmetric positive definite A (d x d, row-major), column by column, in one fixed order. O(d^3 / 3).</summary>
internal static class Cholesky
{
    /// <summary>2^-52.</summary>
    private const double RelativeRounding = 2.220446049250313e-16;

    /// <summary>
    /// Factors A. A pivot is what is left of a variance once the features before it are known; one that is not above its floor, or not
    /// above rounding, is no variance at all.
    /// </summary>
    /// <param name="a">d x d; only the lower triangle is read.</param>
    /// <param name="d">The dimension.</param>
    /// <param name="floor">d least pivots.</param>
    /// <param name="l">d x d: the factor, and 0 above the diagonal.</param>
    /// <returns>-1, or the first feature without a pivot; rows of <paramref name="l"/> before it are done.</returns>
    public static int Factor(ReadOnlySpan<double> a, int d, ReadOnlySpan<double> floor, Span<double> l)
    {
        l.Clear();
        for (var i = 0; i < d; i++)
        {
            var row = l.Slice(i * d, d);
            for (var j = 0; j <= i; j++)
            {
                var left = a[(i * d) + j] - Dot(row, l.Slice(j * d, d), j);
                if (j < i)
                {
                    row[j] = left / l[(j * d) + j];
                }
                else if (left > floor[i] && left > d * RelativeRounding * a[(i * d) + i])
                {
                    row[i] = Math.Sqrt(left);
                }
                else
                {
                    return i;
                }
            }
        }

        return -1;
    }

    /// <summary>The inverse of a lower triangle, which is one too. O(d^3 / 3).</summary>
    public static void Invert(ReadOnlySpan<double> l, int d, Span<double> inverse)
    {
        inverse.Clear();
        for (var i = 0; i < d; i++)
        {
            var scale = 1 / l[(i * d) + i];
            inverse[(i * d) + i] = scale;
            for (var k = 0; k < i; k++)
            {
                // inverse_i. = -scale sum_k l_ik inverse_k., row by row so that memory is read as it lies.
                var factor = -scale * l[(i * d) + k];
                for (var j = 0; j <= k; j++)
                {
                    ref var at = ref inverse[(i * d) + j];
                    at = Math.FusedMultiplyAdd(factor, inverse[(k * d) + j], at);
                }
            }
        }
    }

    /// <summary>The features before <paramref name="feature"/> that make it up, where its pivot vanished: those with a coefficient in its regression.</summary>
    public static IReadOnlyList<int> Regressors(ReadOnlySpan<double> a, int d, int feature, ReadOnlySpan<double> l)
    {
        // Solves L' b = l_feature from the last to the first.
        var b = new double[feature];
        for (var j = feature - 1; j >= 0; j--)
        {
            var left = l[(feature * d) + j];
            for (var i = j + 1; i < feature; i++)
            {
                left -= l[(i * d) + j] * b[i];
            }

            b[j] = left / l[(j * d) + j];
        }

        const double felt = 1e-6;
        var found = new List<int>();
        for (var j = 0; j < feature; j++)
        {
            if (b[j] * b[j] * a[(j * d) + j] > felt * felt * a[(feature * d) + feature])
            {
                found.Add(j);
            }
        }

        return found;
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
