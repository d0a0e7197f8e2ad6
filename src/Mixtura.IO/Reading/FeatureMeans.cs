namespace Mixtura.IO.Reading;

/// <summary>
/// Weighted means of d features over the cells that are not missing. Sums are taken about each feature's first value, so that data far from
/// the origin lose no digits.
/// </summary>
internal sealed class FeatureMeans(int dimension)
{
    private readonly double[] origin = [.. Enumerable.Repeat(double.NaN, dimension)];
    private readonly double[] sum = new double[dimension];
    private readonly double[] weight = new double[dimension];

    public void Add(ReadOnlySpan<double> row, double rowWeight)
    {
        for (var j = 0; j < row.Length; j++)
        {
            if (double.IsNaN(row[j]))
            {
                continue;
            }

            if (double.IsNaN(origin[j]))
            {
                origin[j] = row[j];
            }

            sum[j] += rowWeight * (row[j] - origin[j]);
            weight[j] += rowWeight;
        }
    }

    /// <summary>The first feature without any value of a weight above 0, or -1.</summary>
    public int Unknown => Array.FindIndex(weight, w => w == 0);

    public double[] Means() => [.. origin.Select((x, j) => x + (sum[j] / weight[j]))];
}
