namespace Mixtura.Datasets;

/// <summary>
/// L with S = L L' of a covariance S that is symmetric and positive semi-definite, singular ones included: Cholesky's factorization
/// of the correlations with the largest remaining pivot first (N. J. Higham, "Analysis of the Cholesky decomposition of a
/// semi-definite matrix", 1990). Correlations have no unit, so one tolerance fits features of any scale. O(d^3).
/// </summary>
internal static class CovarianceFactor
{
    /// <summary>What rounding may make of a correlation that is 0: entries of a covariance are seldom given to more than 12 digits.</summary>
    private const double Tolerance = 1e-12;

    /// <summary>L, d x d; columns beyond the rank are 0.</summary>
    /// <param name="covariance">d x d.</param>
    /// <param name="name">What messages call the matrix.</param>
    public static double[,] Of(double[,] covariance, string name)
    {
        var deviations = Deviations(covariance, name);
        var rest = Correlations(covariance, deviations, name);
        var d = deviations.Length;
        var factor = new double[d, d];
        for (var column = 0; column < d; column++)
        {
            var pivot = LargestDiagonal(rest);
            if (rest[pivot, pivot] <= Tolerance)
            {
                break;
            }

            TakeColumn(rest, pivot, column, factor);
        }

        // A semi-definite matrix whose pivots are used up is used up as a whole.
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (Math.Abs(rest[i, j]) > d * Tolerance)
                {
                    throw new MixturaException($"{name} is not positive semi-definite: some direction has a negative variance (features {j} and {i} are correlated more than the others allow); make the off-diagonal entries smaller.");
                }
            }
        }

        for (var i = 0; i < d; i++)
        {
            for (var column = 0; column < d; column++)
            {
                factor[i, column] *= deviations[i];
            }
        }

        return factor;
    }

    /// <summary>The square roots of the diagonal.</summary>
    private static double[] Deviations(double[,] covariance, string name)
    {
        var deviations = new double[covariance.GetLength(0)];
        for (var i = 0; i < deviations.Length; i++)
        {
            if (!(covariance[i, i] >= 0 && double.IsFinite(covariance[i, i])))
            {
                throw new MixturaException($"{name} has variance {covariance[i, i]} for feature {i}: variances are finite and not negative.");
            }

            deviations[i] = Math.Sqrt(covariance[i, i]);
        }

        return deviations;
    }

    /// <summary>Each entry over both deviations, checked to be the same on both sides of the diagonal and at most 1.</summary>
    private static double[,] Correlations(double[,] covariance, double[] deviations, string name)
    {
        var d = deviations.Length;
        var correlations = new double[d, d];
        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                double entry = covariance[i, j], mirrored = covariance[j, i], scale = deviations[i] * deviations[j];
                if (!double.IsFinite(entry) || !(Math.Abs(entry - mirrored) <= Tolerance * scale))
                {
                    throw new MixturaException($"{name} is not symmetric: entry ({i}, {j}) is {entry} and entry ({j}, {i}) is {mirrored}.");
                }

                if (Math.Abs(entry) > scale * (1 + Tolerance))
                {
                    throw new MixturaException($"{name} is not positive semi-definite: entry ({i}, {j}) is {entry}, but with variances {covariance[i, i]} and {covariance[j, j]} it is at most {scale} in size.");
                }

                correlations[i, j] = correlations[j, i] = scale == 0 ? 0 : (entry / deviations[i] / deviations[j]);
            }
        }

        return correlations;
    }

    /// <summary>The first of the largest.</summary>
    private static int LargestDiagonal(double[,] matrix)
    {
        var largest = 0;
        for (var i = 1; i < matrix.GetLength(0); i++)
        {
            if (matrix[i, i] > matrix[largest, largest])
            {
                largest = i;
            }
        }

        return largest;
    }

    /// <summary>One column of the factor, l = rest[:, pivot] / sqrt(rest[pivot, pivot]), and what it leaves: rest - l l'.</summary>
    private static void TakeColumn(double[,] rest, int pivot, int column, double[,] factor)
    {
        var d = rest.GetLength(0);
        var root = Math.Sqrt(rest[pivot, pivot]);
        for (var i = 0; i < d; i++)
        {
            factor[i, column] = rest[i, pivot] / root;
        }

        for (var i = 0; i < d; i++)
        {
            for (var j = 0; j < d; j++)
            {
                rest[i, j] = i == pivot || j == pivot ? 0 : rest[i, j] - (factor[i, column] * factor[j, column]);
            }
        }
    }
}
