namespace Mixtura;

/// <summary>Points divided by their length: only their direction is left.</summary>
internal static class UnitLength
{
    /// <summary>
    /// Divides a point by its length; false where that is 0, and the point is left as it is. First by its largest value, so that no square
    /// overflows or vanishes.
    /// </summary>
    public static bool TryScale(Span<double> point)
    {
        double largest = 0;
        foreach (var x in point)
        {
            largest = Math.Max(largest, Math.Abs(x));
        }

        if (largest == 0)
        {
            return false;
        }

        double square = 0;
        foreach (var x in point)
        {
            square = Math.FusedMultiplyAdd(x / largest, x / largest, square);
        }

        var length = Math.Sqrt(square);
        for (var j = 0; j < point.Length; j++)
        {
            point[j] = point[j] / largest / length;
        }

        return true;
    }
}
