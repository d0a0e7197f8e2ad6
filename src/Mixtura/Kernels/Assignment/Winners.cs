using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mixtura.Kernels;

/// <summary>Which centroids won: by their scores, or by indices that a kernel kept as floating-point numbers, which are exact, so that the vector width cannot matter.</summary>
internal static class Winners
{
    /// <summary>Where the largest of some scores stands; of equals the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Largest<T>(ReadOnlySpan<T> scores)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = new Vector<T>(scores[0]);
        var k = 0;
        for (; k <= scores.Length - Vector<T>.Count; k += Vector<T>.Count)
        {
            largest = Vector.Max(largest, new(scores[k..]));
        }

        var best = scores[0];
        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            best = T.Max(best, largest[lane]);
        }

        for (; k < scores.Length; k++)
        {
            best = T.Max(best, scores[k]);
        }

        var same = new Vector<T>(best);
        for (k = 0; k <= scores.Length - Vector<T>.Count && !Vector.EqualsAny(new(scores[k..]), same); k += Vector<T>.Count)
        {
        }

        while (scores[k] != best)
        {
            k++;
        }

        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToLabels<T>(ReadOnlySpan<T> winners, Span<int> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var i = 0;
        for (; i <= labels.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            Load(winners, i).CopyTo(labels[i..]);
        }

        for (; i < labels.Length; i++)
        {
            labels[i] = int.CreateTruncating(winners[i]);
        }
    }

    /// <summary>The same as short numbers; a multiple of <see cref="RowTile.Granularity"/> of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ToLabels<T>(ReadOnlySpan<T> winners, Span<ushort> labels)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < labels.Length; i += Vector<ushort>.Count)
        {
            Vector.Narrow(Load(winners, i).As<int, uint>(), Load(winners, i + Vector<int>.Count).As<int, uint>()).CopyTo(labels[i..]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Load<T>(ReadOnlySpan<T> winners, int at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            return Vector.ConvertToInt32(new Vector<T>(winners[at..]).As<T, float>());
        }

        var low = new Vector<T>(winners[at..]).As<T, double>();
        var high = new Vector<T>(winners[(at + Vector<T>.Count)..]).As<T, double>();
        return Vector.Narrow(Vector.ConvertToInt64(low), Vector.ConvertToInt64(high));
    }
}
