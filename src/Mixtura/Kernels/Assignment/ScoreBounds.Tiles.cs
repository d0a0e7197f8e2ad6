using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mixtura.Kernels;

/// <content>A tile of rows against a panel of centroids, all running sums in registers.</content>
internal readonly ref partial struct ScoreBounds<T>
{
    /// <summary>The bounds of eight rows and all centroids, four rows and a panel at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Bound<TCodes, TCodeSimd, TFloats, TSimd>(int row)
        where TCodes : struct
        where TCodeSimd : struct, ICodeSimd<TCodes, TFloats>
        where TFloats : struct
        where TSimd : struct, ISimd<TFloats, float>
    {
        nint stride = coded.Stride;
        nint length = codesOfRow;
        nint size = coded.PanelSize / sizeof(int);
        nint end = coded.Panels * coded.PanelWidth;
        ref var panel = ref Unsafe.As<sbyte, int>(ref coded.Codes[0]);
        ref var scale = ref coded.Scale[0];
        ref var reach = ref coded.Length[0];
        ref var start = ref coded.Start[0];
        ref var x = ref codes[row * codesOfRow];
        ref var ofRow = ref scales[row];
        ref var slack = ref slacks[row];
        for (nint k = 0; k < end; k += 2 * TSimd.Count)
        {
            for (nint i = 0; i < RowsInTurn; i += RowsInTile)
            {
                Tile<TCodes, TCodeSimd, TFloats, TSimd>(
                    ref panel,
                    ref Unsafe.Add(ref x, i * length),
                    ref Unsafe.Add(ref ofRow, i),
                    ref Unsafe.Add(ref slack, i),
                    ref Unsafe.Add(ref scale, k),
                    ref Unsafe.Add(ref reach, k),
                    ref Unsafe.Add(ref start, k),
                    ref Unsafe.Add(ref MemoryMarshal.GetReference(bounds), (i * stride) + k));
            }

            panel = ref Unsafe.Add(ref panel, size);
        }
    }

    /// <summary>The bounds of four rows and a panel of centroids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tile<TCodes, TCodeSimd, TFloats, TSimd>(
        ref int panel, ref byte x0, ref float ofRow, ref float slack, ref float scale, ref float reach, ref float start, ref float bound)
        where TCodes : struct
        where TCodeSimd : struct, ICodeSimd<TCodes, TFloats>
        where TFloats : struct
        where TSimd : struct, ISimd<TFloats, float>
    {
        const int group = CodedCentroids<T>.GroupSize;
        nint lanes = TSimd.Count;
        nint features = coded.Groups * group;
        ref var x1 = ref Unsafe.Add(ref x0, codesOfRow);
        ref var x2 = ref Unsafe.Add(ref x1, codesOfRow);
        ref var x3 = ref Unsafe.Add(ref x2, codesOfRow);
        ref var sum = ref MemoryMarshal.GetReference(sums);
        ref var carried = ref Unsafe.Add(ref sum, RowsInTile * 2 * lanes);
        nint j = 0;
        while (j < features)
        {
            var s0 = TCodeSimd.Load(in panel, 0);
            var t0 = TCodeSimd.Load(in panel, lanes);
            var (s1, s2, s3, t1, t2, t3) = (s0, s0, s0, t0, t0, t0);
            panel = ref Unsafe.Add(ref panel, 2 * lanes);
            for (var end = nint.Min(j + ByteCodes.BlockSize, features); j < end; j += 2 * group)
            {
                var c = TCodeSimd.Load(in panel, 0);
                var d = TCodeSimd.Load(in panel, lanes);
                var x = TCodeSimd.Broadcast(in x0, j);
                s0 = TCodeSimd.AddProducts(s0, x, c);
                t0 = TCodeSimd.AddProducts(t0, x, d);
                x = TCodeSimd.Broadcast(in x1, j);
                s1 = TCodeSimd.AddProducts(s1, x, c);
                t1 = TCodeSimd.AddProducts(t1, x, d);
                x = TCodeSimd.Broadcast(in x2, j);
                s2 = TCodeSimd.AddProducts(s2, x, c);
                t2 = TCodeSimd.AddProducts(t2, x, d);
                x = TCodeSimd.Broadcast(in x3, j);
                s3 = TCodeSimd.AddProducts(s3, x, c);
                t3 = TCodeSimd.AddProducts(t3, x, d);
                c = TCodeSimd.Load(in panel, 2 * lanes);
                d = TCodeSimd.Load(in panel, 3 * lanes);
                x = TCodeSimd.Broadcast(in x0, j + group);
                s0 = TCodeSimd.AddProducts(s0, x, c);
                t0 = TCodeSimd.AddProducts(t0, x, d);
                x = TCodeSimd.Broadcast(in x1, j + group);
                s1 = TCodeSimd.AddProducts(s1, x, c);
                t1 = TCodeSimd.AddProducts(t1, x, d);
                x = TCodeSimd.Broadcast(in x2, j + group);
                s2 = TCodeSimd.AddProducts(s2, x, c);
                t2 = TCodeSimd.AddProducts(t2, x, d);
                x = TCodeSimd.Broadcast(in x3, j + group);
                s3 = TCodeSimd.AddProducts(s3, x, c);
                t3 = TCodeSimd.AddProducts(t3, x, d);
                panel = ref Unsafe.Add(ref panel, 4 * lanes);
            }

            Add<TCodes, TCodeSimd, TFloats>(s0, ref carried, ref sum, 0);
            Add<TCodes, TCodeSimd, TFloats>(t0, ref carried, ref sum, lanes);
            Add<TCodes, TCodeSimd, TFloats>(s1, ref carried, ref sum, 2 * lanes);
            Add<TCodes, TCodeSimd, TFloats>(t1, ref carried, ref sum, 3 * lanes);
            Add<TCodes, TCodeSimd, TFloats>(s2, ref carried, ref sum, 4 * lanes);
            Add<TCodes, TCodeSimd, TFloats>(t2, ref carried, ref sum, 5 * lanes);
            Add<TCodes, TCodeSimd, TFloats>(s3, ref carried, ref sum, 6 * lanes);
            Add<TCodes, TCodeSimd, TFloats>(t3, ref carried, ref sum, 7 * lanes);
            carried = ref sum;
        }

        Finish<TCodes, TCodeSimd, TFloats, TSimd>(ref sum, ref ofRow, ref slack, ref scale, ref reach, ref start, ref bound);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TCodes, TCodeSimd, TFloats>(TCodes halves, ref int carried, ref int sum, nint at)
        where TCodes : struct
        where TCodeSimd : struct, ICodeSimd<TCodes, TFloats>
        where TFloats : struct => TCodeSimd.Store(TCodeSimd.Add(TCodeSimd.Load(in carried, at), TCodeSimd.AddHalves(halves)), ref sum, at);

    /// <summary>Makes bounds of sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Finish<TCodes, TCodeSimd, TFloats, TSimd>(
        ref int sum, ref float ofRow, ref float slack, ref float scale, ref float reach, ref float start, ref float bound)
        where TCodes : struct
        where TCodeSimd : struct, ICodeSimd<TCodes, TFloats>
        where TFloats : struct
        where TSimd : struct, ISimd<TFloats, float>
    {
        nint lanes = TSimd.Count;
        nint stride = coded.Stride;
        for (nint k = 0; k < 2 * lanes; k += lanes)
        {
            var unit = TSimd.Load(in scale, k);
            var least = TSimd.Load(in start, k);
            var farthest = TSimd.Load(in reach, k);
            for (nint i = 0; i < RowsInTile; i++)
            {
                var product = TSimd.Multiply(TCodeSimd.ToSingle(TCodeSimd.Load(in sum, (2 * i * lanes) + k)), unit);
                var score = TSimd.MultiplyAdd(product, TSimd.Broadcast(Unsafe.Add(ref ofRow, i)), least);
                TSimd.Store(TSimd.MultiplyAdd(farthest, TSimd.Broadcast(Unsafe.Add(ref slack, i)), score), ref bound, (i * stride) + k);
            }
        }
    }
}
