using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>A tile of rows turned feature-major (d x width), as the kernels with rows in the lanes read it.</summary>
internal static class RowTile
{
    /// <summary>A tile's width is a multiple of this: four vectors of eight doubles.</summary>
    public const int Granularity = 32;

    /// <summary>The rows in a tile: as many as keep a tile and its K energies near the core, 32 to 256. A function of the shape alone.</summary>
    public static int Width(int dimension, int components) =>
        Math.Clamp(16384 / ((2 * dimension) + components) / Granularity * Granularity, Granularity, 256);

    /// <summary>Writes rows feature-major; places behind the last row repeat it, so that nothing there is out of range.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn<TFrom, TTo>(ReadOnlySpan<TFrom> rows, int dimension, int width, Span<TTo> tile)
        where TFrom : unmanaged, IBinaryFloatingPointIeee754<TFrom>
        where TTo : unmanaged, IBinaryFloatingPointIeee754<TTo>
    {
        nint count = rows.Length / dimension;
        for (var j = 0; j < dimension; j++)
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), j);
            ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(tile), j * width);
            var value = TTo.Zero;
            for (nint i = 0; i < count; i++)
            {
                value = TTo.CreateTruncating(from);
                Unsafe.Add(ref to, i) = value;
                from = ref Unsafe.Add(ref from, dimension);
            }

            for (var i = count; i < width; i++)
            {
                Unsafe.Add(ref to, i) = value;
            }
        }
    }
}
