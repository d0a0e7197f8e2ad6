namespace Mixtura.Kernels;

/// <summary>
/// A = V diag(w) V' of a symmetric matrix (d x d, row-major) by Jacobi's rotations in cyclic order (C. G. J. Jacobi 1846; H. Rutishauser, "The Jacobi method for real symmetric
/// matrices", Numerische Mathematik 9, 1966): small eigenvalues of positive matrices keep their digits, and the order of operations is fixed. O(d^3) a sweep, about ten of them.
/// </summary>
internal static class SymmetricEigen
{
    private const int MostSweeps = 60;

    /// <param name="matrix">d x d, symmetric.</param>
    /// <param name="d">The dimension.</param>
    /// <returns>d eigenvalues, the largest first, and the eigenvectors as the columns of a d x d matrix; the largest part of each is positive.</returns>
    public static (double[] Values, double[] Vectors) Of(ReadOnlySpan<double> matrix, int d)
    {
        var a = matrix.ToArray();
        var v = new double[d * d];
        for (var j = 0; j < d; j++)
        {
            v[(j * d) + j] = 1;
        }

        for (var sweep = 0; sweep < MostSweeps && Sweep(a, v, d); sweep++)
        {
        }

        return Sorted(a, v, d);
    }

    /// <summary>The rotation of features p and q that makes their element 0: cosine and sine.</summary>
    public static (double Cos, double Sin) Rotation(double app, double aqq, double apq)
    {
        var theta = (aqq - app) / (2 * apq);
        var t = 1 / (Math.Abs(theta) + Math.Sqrt(Math.FusedMultiplyAdd(theta, theta, 1)));
        t = theta < 0 ? -t : t;
        var cos = 1 / Math.Sqrt(Math.FusedMultiplyAdd(t, t, 1));
        return (cos, t * cos);
    }

    /// <summary>Turns columns p and q of a d x d matrix: p' = c p - s q, q' = s p + c q.</summary>
    public static void TurnColumns(Span<double> matrix, int d, int p, int q, double cos, double sin)
    {
        for (var i = 0; i < d; i++)
        {
            ref var x = ref matrix[(i * d) + p];
            ref var y = ref matrix[(i * d) + q];
            (x, y) = ((cos * x) - (sin * y), (sin * x) + (cos * y));
        }
    }

    /// <summary>The same of rows.</summary>
    public static void TurnRows(Span<double> matrix, int d, int p, int q, double cos, double sin)
    {
        for (var i = 0; i < d; i++)
        {
            ref var x = ref matrix[(p * d) + i];
            ref var y = ref matrix[(q * d) + i];
            (x, y) = ((cos * x) - (sin * y), (sin * x) + (cos * y));
        }
    }

    /// <summary>One rotation for each pair of features whose element counts beside its diagonal; whether there was any.</summary>
    private static bool Sweep(double[] a, double[] v, int d)
    {
        const double rounding = 1e-17;
        var any = false;
        for (var p = 0; p < d - 1; p++)
        {
            for (var q = p + 1; q < d; q++)
            {
                var apq = a[(p * d) + q];
                if (Math.Abs(apq) <= rounding * Math.Sqrt(Math.Abs(a[(p * d) + p]) * Math.Abs(a[(q * d) + q])) || apq == 0)
                {
                    continue;
                }

                any = true;
                var (cos, sin) = Rotation(a[(p * d) + p], a[(q * d) + q], apq);
                TurnColumns(a, d, p, q, cos, sin);
                TurnRows(a, d, p, q, cos, sin);
                a[(p * d) + q] = a[(q * d) + p] = 0;
                TurnColumns(v, d, p, q, cos, sin);
            }
        }

        return any;
    }

    private static (double[] Values, double[] Vectors) Sorted(double[] a, double[] v, int d)
    {
        var order = Enumerable.Range(0, d).OrderByDescending(j => a[(j * d) + j]).ToArray();
        var vectors = new double[d * d];
        for (var j = 0; j < d; j++)
        {
            var from = order[j];
            var largest = Enumerable.Range(0, d).MaxBy(i => Math.Abs(v[(i * d) + from]));
            var sign = v[(largest * d) + from] < 0 ? -1 : 1;
            for (var i = 0; i < d; i++)
            {
                vectors[(i * d) + j] = sign * v[(i * d) + from];
            }
        }

        return ([.. order.Select(j => a[(j * d) + j])], vectors);
    }
}
