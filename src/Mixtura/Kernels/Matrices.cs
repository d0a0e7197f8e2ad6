namespace Mixtura.Kernels;

/// <summary>Products of small square matrices, d x d and row-major, in one fixed order. O(d^3).</summary>
internal static class Matrices
{
    /// <summary>A B.</summary>
    public static double[] Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int d)
    {
        var product = new double[d * d];
        for (var i = 0; i < d; i++)
        {
            var row = product.AsSpan(i * d, d);
            for (var l = 0; l < d; l++)
            {
                var factor = a[(i * d) + l];
                for (var j = 0; j < d; j++)
                {
                    row[j] = Math.FusedMultiplyAdd(factor, b[(l * d) + j], row[j]);
                }
            }
        }

        return product;
    }

    /// <summary>A'.</summary>
    public static double[] Transposed(ReadOnlySpan<double> a, int d)
    {
        var transposed = new double[d * d];
        for (var i = 0; i < d * d; i++)
        {
            transposed[(i % d * d) + (i / d)] = a[i];
        }

        return transposed;
    }

    /// <summary>B' A B of a symmetric A, symmetric to the bit.</summary>
    public static double[] Congruent(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int d)
    {
        var product = Product(Transposed(b, d), Product(a, b, d), d);
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < i; j++)
            {
                product[(j * d) + i] = product[(i * d) + j];
            }
        }

        return product;
    }
}
