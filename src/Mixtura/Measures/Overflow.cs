namespace Mixtura.Measures;

/// <summary>Squares of finite numbers can overflow: a measure then says so instead of returning what is no number.</summary>
internal static class Overflow
{
    public static double Checked(double measure) => double.IsFinite(measure)
        ? measure
        : throw new MixturaException("The squared distances between the rows are beyond the largest double: divide the features by a large number, or scale them.");
}
