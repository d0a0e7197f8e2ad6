namespace Mixtura.Geometry;

/// <summary>The two orthogonal directions along which rows vary most (Pearson 1901; Hotelling 1933), by power iteration.</summary>
/// <param name="Mean">d values.</param>
/// <param name="Directions">2 unit vectors of d; the largest element of each is positive.</param>
/// <param name="Shares">2 shares of the total variance.</param>
internal sealed record PrincipalAxes(double[] Mean, double[][] Directions, double[] Shares)
{
    /// <summary>Rows that the directions are taken from: more move them by less than a figure shows.</summary>
    private const int MostRows = 4000;
    private const int Rounds = 300;
    private const double Settled = 1e-12;

    /// <summary>O(rounds n d), n at most 4,000.</summary>
    public static PrincipalAxes Of(Observations<double> rows)
    {
        var d = rows.Dimension;
        var used = RowSample.Of(rows, MostRows).Rows;
        var mean = new double[d];
        for (var i = 0; i < used.Count; i++)
        {
            for (var j = 0; j < d; j++)
            {
                mean[j] += used[i][j] / used.Count;
            }
        }

        var centred = Enumerable.Range(0, (int)used.Count).Select(i => used[i].ToArray().Select((x, j) => x - mean[j]).ToArray()).ToArray();
        var total = centred.Sum(r => Dot(r, r));
        var first = Direction(centred, null);
        var second = Direction(centred, first);
        double Share(double[] direction) => total > 0 ? centred.Sum(r => Dot(r, direction) * Dot(r, direction)) / total : 0;
        return new(mean, [first, second], [Share(first), Share(second)]);
    }

    private static double[] Direction(double[][] centred, double[]? orthogonalTo)
    {
        // It begins at the feature of the largest variance that is left, which cannot be orthogonal to all of the answer.
        var d = centred[0].Length;
        var begin = Enumerable.Range(0, d).MaxBy(j => centred.Sum(r => r[j] * r[j]) * (1 - (orthogonalTo is null ? 0 : orthogonalTo[j] * orthogonalTo[j])));
        var v = new double[d];
        v[begin] = 1;
        Normalize(v, orthogonalTo);
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[d];
            foreach (var row in centred)
            {
                var along = Dot(row, v);
                for (var j = 0; j < d; j++)
                {
                    next[j] += along * row[j];
                }
            }

            if (!Normalize(next, orthogonalTo))
            {
                break;
            }

            var change = 1 - Math.Abs(Dot(next, v));
            v = next;
            if (change < Settled)
            {
                break;
            }
        }

        var sign = Math.Sign(v.MaxBy(Math.Abs));
        return [.. v.Select(x => sign * x)];
    }

    /// <summary>Takes out what lies along another direction, and brings the rest to length 1; false where nothing is left.</summary>
    private static bool Normalize(double[] v, double[]? orthogonalTo)
    {
        if (orthogonalTo is not null)
        {
            var along = Dot(v, orthogonalTo);
            for (var j = 0; j < v.Length; j++)
            {
                v[j] -= along * orthogonalTo[j];
            }
        }

        var length = Math.Sqrt(Dot(v, v));
        for (var j = 0; j < v.Length && length > 0; j++)
        {
            v[j] /= length;
        }

        return length > 0;
    }

    private static double Dot(double[] x, double[] y)
    {
        double sum = 0;
        for (var j = 0; j < x.Length; j++)
        {
            sum += x[j] * y[j];
        }

        return sum;
    }
}
