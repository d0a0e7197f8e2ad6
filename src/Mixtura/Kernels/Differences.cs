using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <summary>Where two runs of labels differ: sixteen are compared at a time, so that a pass in which few rows move costs little more than reading them. O(n).</summary>
internal static class Differences
{
    /// <summary>Lists the places where labels differ, with both labels, and makes the first run equal to the second.</summary>
    /// <param name="labels">n labels, which are replaced.</param>
    /// <param name="next">The n labels that replace them.</param>
    /// <param name="at">Room for n places, which rise.</param>
    /// <param name="from">Room for the labels that stood there.</param>
    /// <param name="to">Room for those that stand there now.</param>
    /// <returns>How many differ.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Take(Span<int> labels, ReadOnlySpan<int> next, Span<int> at, Span<int> from, Span<int> to)
    {
        var found = 0;
        ref var one = ref MemoryMarshal.GetReference(labels);
        ref var other = ref MemoryMarshal.GetReference(next);
        nint i = 0;
        for (; i <= labels.Length - Vector512<int>.Count; i += Vector512<int>.Count)
        {
            var now = Vector512.LoadUnsafe(ref other, (nuint)i);
            var differ = ~Vector512.Equals(Vector512.LoadUnsafe(ref one, (nuint)i), now).ExtractMostSignificantBits() & 0xFFFF;
            if (differ == 0)
            {
                continue;
            }

            for (; differ != 0; differ &= differ - 1)
            {
                var place = (int)i + BitOperations.TrailingZeroCount(differ);
                (at[found], from[found], to[found]) = (place, labels[place], next[place]);
                found++;
            }

            now.StoreUnsafe(ref one, (nuint)i);
        }

        for (; i < labels.Length; i++)
        {
            if (labels[(int)i] != next[(int)i])
            {
                (at[found], from[found], to[found]) = ((int)i, labels[(int)i], next[(int)i]);
                found++;
                labels[(int)i] = next[(int)i];
            }
        }

        return found;
    }
}
