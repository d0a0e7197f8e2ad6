namespace Mixtura.Tests;

/// <summary>Comparisons that say how far apart numbers may be, and name the first that are farther.</summary>
internal static class AssertClose
{
    /// <summary>|actual - expected| &lt;= tolerance |expected|.</summary>
    public static void Relative(double expected, double actual, double tolerance) => Relative([expected], [actual], tolerance);

    /// <inheritdoc cref="Relative(double, double, double)"/>
    public static void Relative(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance) =>
        Within([.. expected], [.. actual], e => tolerance * Math.Abs(e));

    /// <summary>|actual - expected| &lt;= tolerance x the largest |expected|: for numbers of one scale, some of which are near 0.</summary>
    public static void OfLargest(IEnumerable<double> expected, IEnumerable<double> actual, double tolerance)
    {
        double[] all = [.. expected];
        var largest = all.Max(Math.Abs);
        Within(all, [.. actual], _ => tolerance * largest);
    }

    private static void Within(double[] expected, double[] actual, Func<double, double> allowed)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            // Not >, so that NaN fails.
            if (!(Math.Abs(actual[i] - expected[i]) <= allowed(expected[i])))
            {
                Assert.Fail($"Number {i}: expected {expected[i]:r}, found {actual[i]:r}, {Math.Abs(actual[i] - expected[i]):g3} apart where {allowed(expected[i]):g3} is allowed.");
            }
        }
    }
}
