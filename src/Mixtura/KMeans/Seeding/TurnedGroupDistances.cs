using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Few features: the rows of a group are turned feature-major, and each point is compared with all of them in the lanes.</summary>
internal sealed class TurnedGroupDistances<T>(Observations<T> rows, RowGroups<T> groups) : IGroupDistances
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IGroupLook To(double[] points) => new Look(rows, groups, points);

    public void Take(double[] centroid)
    {
    }

    public void Lowered(int place, double square)
    {
    }

    private sealed class Look(Observations<T> rows, RowGroups<T> groups, double[] points) : IGroupLook
    {
        public uint Squares(int begin, ReadOnlySpan<double> kept, int count, uint which, Span<double> squares, Workspace workspace)
        {
            var d = rows.Dimension;
            var tile = workspace.Take<double>(d * kept.Length);
            Turn(groups.Order.Slice(begin, count), kept.Length, tile);
            for (var left = which; left != 0; left &= left - 1)
            {
                var c = BitOperations.TrailingZeroCount(left);
                SquaredDistances.Run(tile, points.AsSpan(c * d, d), kept.Length, squares.Slice(c * kept.Length, kept.Length));
            }

            return which;
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Turn(ReadOnlySpan<int> numbers, nint width, Span<double> tile)
        {
            nint d = rows.Dimension;
            ref var values = ref MemoryMarshal.GetReference(rows[0]);
            ref var to = ref MemoryMarshal.GetReference(tile);
            for (nint i = 0; i < width; i++)
            {
                // Places behind the last row repeat it.
                ref var x = ref Unsafe.Add(ref values, numbers[(int)Math.Min(i, numbers.Length - 1)] * d);
                for (nint j = 0; j < d; j++)
                {
                    Unsafe.Add(ref to, (j * width) + i) = double.CreateTruncating(Unsafe.Add(ref x, j));
                }
            }
        }
    }
}
