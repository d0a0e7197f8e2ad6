using System.Numerics;

namespace Mixtura.Kernels;

/// <summary>
/// The q largest eigenvalues of a positive symmetric matrix (d x d, row-major) and their eigenvectors, by iterating a subspace with Rayleigh and Ritz's rotation in it (H. Rutishauser,
/// "Simultaneous iteration method for symmetric matrices", 1970), which never lowers the sum of the q values; where the matrix is small or most of them are asked for by Jacobi's method. The
/// order of operations is fixed. O(d^2 q) a step.
/// </summary>
internal static class LeadingEigen
{
    private const int SmallDimension = 32;
    private const int MostSteps = 200;

    /// <summary>Directions more than are asked for, so that it does not matter where the last of these is hardly longer than the next.</summary>
    private const int Guards = 6;
    private const double Settled = 1e-11;

    /// <param name="matrix">d x d, symmetric, no eigenvalue below 0 but for rounding.</param>
    /// <param name="d">The dimension.</param>
    /// <param name="q">1 .. d.</param>
    /// <param name="start">q x d directions to begin at, or none for random ones.</param>
    /// <returns>q eigenvalues, the largest first, and their eigenvectors as the rows of a q x d matrix.</returns>
    public static (double[] Values, double[] Vectors) Of(ReadOnlySpan<double> matrix, int d, int q, ReadOnlySpan<double> start)
    {
        if (d <= SmallDimension || 2 * (q + Guards) > d)
        {
            var (all, columns) = SymmetricEigen.Of(matrix, d);
            return (all[..q], Matrices.Transposed(columns, d)[..(q * d)]);
        }

        double trace = 0;
        for (var j = 0; j < d; j++)
        {
            trace += matrix[j * (d + 1)];
        }

        var vectors = RandomDirections(d, q + Guards);
        start.CopyTo(vectors);
        Orthonormalize(vectors, d);
        var caught = double.NegativeInfinity;
        for (var step = 0; ; step++)
        {
            var images = Images(matrix, vectors, d);
            var values = Rotate(vectors, images, d);
            var sum = values[..q].Sum();
            if (step == MostSteps || !(sum - caught > Settled * trace))
            {
                return (values[..q], vectors[..(q * d)]);
            }

            caught = sum;
            vectors = images;
            Orthonormalize(vectors, d);
        }
    }

    private static double[] RandomDirections(int d, int q)
    {
        var random = new RandomStream(seed: 0, RandomPurpose.Directions);
        return [.. Enumerable.Range(0, q * d).Select(_ => random.NextNormal())];
    }

    /// <summary>Each row times the matrix.</summary>
    private static double[] Images(ReadOnlySpan<double> matrix, double[] rows, int d)
    {
        var images = new double[rows.Length];
        for (var l = 0; l < rows.Length; l += d)
        {
            for (var i = 0; i < d; i++)
            {
                AddTimes(matrix.Slice(i * d, d), rows[l + i], images.AsSpan(l, d));
            }
        }

        return images;
    }

    /// <summary>Turns rows and their images within their span so that the rows are Ritz vectors; the Ritz values, the largest first.</summary>
    private static double[] Rotate(double[] rows, double[] images, int d)
    {
        var q = rows.Length / d;
        var inner = new double[q * q];
        for (var a = 0; a < q; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                inner[(a * q) + b] = inner[(b * q) + a] = Dot(images.AsSpan(a * d, d), rows.AsSpan(b * d, d));
            }
        }

        var (values, turn) = SymmetricEigen.Of(inner, q);
        foreach (var table in new[] { rows, images })
        {
            var turned = new double[table.Length];
            for (var a = 0; a < q; a++)
            {
                for (var b = 0; b < q; b++)
                {
                    AddTimes(table.AsSpan(b * d, d), turn[(b * q) + a], turned.AsSpan(a * d, d));
                }
            }

            turned.CopyTo(table, 0);
        }

        return values;
    }

    /// <summary>Gram's and Schmidt's way, each row twice; a row that the ones before leave nothing of becomes the first axis that they leave something of.</summary>
    private static void Orthonormalize(double[] rows, int d)
    {
        for (var l = 0; l < rows.Length; l += d)
        {
            var row = rows.AsSpan(l, d);
            var before = Math.Sqrt(Dot(row, row));
            for (var axis = -1; ; axis++)
            {
                if (axis >= 0)
                {
                    row.Clear();
                    row[axis] = before = 1;
                }

                for (var other = 0; other < 2 * l; other += d)
                {
                    var unit = rows.AsSpan(other % l, d);
                    AddTimes(unit, -Dot(row, unit), row);
                }

                var length = Math.Sqrt(Dot(row, row));
                if (length > 1e-12 * before)
                {
                    for (var j = 0; j < d; j++)
                    {
                        row[j] /= length;
                    }

                    break;
                }
            }
        }
    }

    /// <summary>to += factor x from, each number rounded twice, which is the same at every vector width.</summary>
    private static void AddTimes(ReadOnlySpan<double> from, double factor, Span<double> to)
    {
        var j = 0;
        for (; j <= from.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            (new Vector<double>(to[j..]) + (factor * new Vector<double>(from[j..]))).CopyTo(to[j..]);
        }

        for (; j < from.Length; j++)
        {
            to[j] += factor * from[j];
        }
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (var j = 0; j < x.Length; j++)
        {
            sum = Math.FusedMultiplyAdd(x[j], y[j], sum);
        }

        return sum;
    }
}
