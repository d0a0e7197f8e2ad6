using System.Runtime.CompilerServices;

namespace Mixtura;

/// <summary>Bounds kept as <see cref="float"/>: rounded to the side on which they stay right.</summary>
internal static class Bounds
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Up(double value)
    {
        var rounded = (float)value;
        return rounded < value ? MathF.BitIncrement(rounded) : rounded;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Down(double value)
    {
        var rounded = (float)value;
        return rounded > value ? MathF.BitDecrement(rounded) : rounded;
    }

    /// <summary>Beyond this a lower bound is clear of an upper one: the squares differ by more than the rounding of scores.</summary>
    public static double Clear(double upper, double slack) => Math.Sqrt((upper * upper) + slack) * (1 + 1e-15);
}
