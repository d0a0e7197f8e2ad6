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

    /// <summary>Writes rows feature-major as doubles; places behind the last row repeat it, so that nothing there is out of range.</summary>
    public static void Turn<T>(ReadOnlySpan<T> rows, int dimension, int width, Span<double> tile)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var count = rows.Length / dimension;
        ref var from = ref MemoryMarshal.GetReference(rows);
        ref var to = ref MemoryMarshal.GetReference(tile);
        for (var i = 0; i < width; i++)
        {
            ref var row = ref Unsafe.Add(ref from, Math.Min(i, count - 1) * dimension);
            for (var j = 0; j < dimension; j++)
            {
                Unsafe.Add(ref to, (j * width) + i) = double.CreateTruncating(Unsafe.Add(ref row, j));
            }
        }
    }
}
