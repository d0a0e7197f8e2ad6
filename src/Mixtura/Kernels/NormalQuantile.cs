namespace Mixtura.Kernels;

/// <summary>The inverse of the standard normal distribution function.</summary>
internal static class NormalQuantile
{
    /// <summary>z with P(N(0,1) &lt;= z) = p, 0 &lt; p &lt; 1.</summary>
    public static double Of(double p) => throw new NotImplementedException();
}
