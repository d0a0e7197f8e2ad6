using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The scatter matrices W_k of the components about their new means, and what the steps of Celeux and Govaert (1995) make of them.</summary>
internal static class Scatters
{
    /// <summary>K x d diagonals, with N_k x regularization added.</summary>
    public static double[] Diagonals(Moments moments, double regularization)
    {
        var d = moments.Dimension;
        var diagonals = new double[moments.Components * d];
        for (var i = 0; i < diagonals.Length; i++)
        {
            diagonals[i] = Math.Max(0, moments.Scatter(i / d, i % d, i % d)) + (moments.Weight[i / d] * regularization);
        }

        return diagonals;
    }

    /// <summary>K matrices, d x d, with N_k x regularization added to their diagonals.</summary>
    public static double[][] Matrices(Moments moments, double regularization)
    {
        var d = moments.Dimension;
        var matrices = new double[moments.Components][];
        for (var k = 0; k < matrices.Length; k++)
        {
            var matrix = matrices[k] = new double[d * d];
            for (var j = 0; j < d; j++)
            {
                for (var l = 0; l <= j; l++)
                {
                    matrix[(j * d) + l] = matrix[(l * d) + j] = moments.Scatter(k, j, l);
                }

                matrix[(j * d) + j] = Math.Max(0, matrix[(j * d) + j]) + (moments.Weight[k] * regularization);
            }
        }

        return matrices;
    }

    /// <summary>Multiplies a matrix.</summary>
    public static void Scale(double[] matrix, double factor)
    {
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] *= factor;
        }
    }

    /// <summary>The d-th root of the determinant of a positive matrix.</summary>
    /// <exception cref="SingularCovarianceException">It is none.</exception>
    public static double RootDeterminant(double[] matrix, int d, int component)
    {
        var lower = new CholeskyFactor(matrix, d, new double[d], component).Lower;
        return GeometricMean([.. Enumerable.Range(0, d).Select(j => lower[(j * d) + j] * lower[(j * d) + j])]);
    }

    /// <summary>The d-th root of the product of d numbers; 0 where one of them is not above 0, or less than e^-72 of the largest.</summary>
    public static double GeometricMean(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        double logs = 0;
        foreach (var value in values)
        {
            if (!(value > 0) || largest == 0)
            {
                return 0;
            }

            logs += Math.Min(0, ElementaryFunctions.Log(value / largest));
        }

        return largest * VectorMath.Exp<double, Simd1<double>>(logs / values.Length);
    }
}

/// <summary>Steps that improve one part of a covariance at a time, over and over until none of them changes anything but its last digits.</summary>
internal static class AlternatingSteps
{
    private const int Most = 500;
    private const double Settled = 1e-13;

    /// <summary>Repeats a step that updates K volumes in place.</summary>
    public static void Run(double[] volumes, Action step)
    {
        var before = new double[volumes.Length];
        for (var round = 0; round < Most; round++)
        {
            volumes.CopyTo(before, 0);
            step();
            var change = 0.0;
            for (var k = 0; k < volumes.Length; k++)
            {
                if (!(volumes[k] > 0) || !double.IsFinite(volumes[k]))
                {
                    throw new SingularCovarianceException(k, 0, []);
                }

                change = Math.Max(change, Math.Abs(volumes[k] - before[k]) / volumes[k]);
            }

            if (change <= Settled)
            {
                return;
            }
        }
    }
}
