using System.Numerics;

namespace Mixtura.Kernels;

internal static class SquaredDistance
{
    public static double Between<T>(ReadOnlySpan<T> x, ReadOnlySpan<double> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        for (var j = 0; j < x.Length; j++)
        {
            var t = double.CreateTruncating(x[j]) - y[j];
            sum += t * t;
        }

        return sum;
    }
}
