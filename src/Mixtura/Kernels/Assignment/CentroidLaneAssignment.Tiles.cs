using System.Runtime.CompilerServices;

namespace Mixtura.Kernels;

/// <content>A tile of rows against a panel of centroids, all running scores in registers.</content>
internal readonly ref partial struct CentroidLaneAssignment<T, TScores>
{
    /// <summary>Eight rows against a panel of one vector of centroids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector<TVector, TSimd, TOrigin>(ref T rows, ref T origin, nint d, ref T panel, ref T start, ref T index, ref T best, ref T second, ref T at, nint step)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where TOrigin : struct, IOrigin
    {
        nint lanes = TSimd.Count;
        ref var x0 = ref rows;
        ref var x1 = ref Unsafe.Add(ref x0, d);
        ref var x2 = ref Unsafe.Add(ref x1, d);
        ref var x3 = ref Unsafe.Add(ref x2, d);
        ref var x4 = ref Unsafe.Add(ref x3, d);
        ref var x5 = ref Unsafe.Add(ref x4, d);
        ref var x6 = ref Unsafe.Add(ref x5, d);
        ref var x7 = ref Unsafe.Add(ref x6, d);
        var s00 = TSimd.Load(in start, 0);
        var s10 = s00;
        var s20 = s00;
        var s30 = s00;
        var s40 = s00;
        var s50 = s00;
        var s60 = s00;
        var s70 = s00;
        var ahead = 8 * d;
        for (nint j = 0; j < d; j++)
        {
            if (TOrigin.IsLeft && Prefetch.IsLine<T>(j))
            {
                Prefetch.Ask(in x0, j + ahead);
                Prefetch.Ask(in x1, j + ahead);
                Prefetch.Ask(in x2, j + ahead);
                Prefetch.Ask(in x3, j + ahead);
                Prefetch.Ask(in x4, j + ahead);
                Prefetch.Ask(in x5, j + ahead);
                Prefetch.Ask(in x6, j + ahead);
                Prefetch.Ask(in x7, j + ahead);
            }

            var o = TOrigin.IsLeft ? TSimd.Broadcast(Unsafe.Add(ref origin, j)) : TSimd.Zero;
            var c0 = TSimd.Load(in panel, 0);
            panel = ref Unsafe.Add(ref panel, lanes);
            var x = Value<TVector, TSimd, TOrigin>(in x0, j, o);
            s00 = TSimd.MultiplyAdd(x, c0, s00);
            x = Value<TVector, TSimd, TOrigin>(in x1, j, o);
            s10 = TSimd.MultiplyAdd(x, c0, s10);
            x = Value<TVector, TSimd, TOrigin>(in x2, j, o);
            s20 = TSimd.MultiplyAdd(x, c0, s20);
            x = Value<TVector, TSimd, TOrigin>(in x3, j, o);
            s30 = TSimd.MultiplyAdd(x, c0, s30);
            x = Value<TVector, TSimd, TOrigin>(in x4, j, o);
            s40 = TSimd.MultiplyAdd(x, c0, s40);
            x = Value<TVector, TSimd, TOrigin>(in x5, j, o);
            s50 = TSimd.MultiplyAdd(x, c0, s50);
            x = Value<TVector, TSimd, TOrigin>(in x6, j, o);
            s60 = TSimd.MultiplyAdd(x, c0, s60);
            x = Value<TVector, TSimd, TOrigin>(in x7, j, o);
            s70 = TSimd.MultiplyAdd(x, c0, s70);
        }

        var at0 = TSimd.Load(in index, 0);
        Keep<TVector, TSimd>(s00, at0, ref best, ref second, ref at, 0 * step);
        Keep<TVector, TSimd>(s10, at0, ref best, ref second, ref at, 1 * step);
        Keep<TVector, TSimd>(s20, at0, ref best, ref second, ref at, 2 * step);
        Keep<TVector, TSimd>(s30, at0, ref best, ref second, ref at, 3 * step);
        Keep<TVector, TSimd>(s40, at0, ref best, ref second, ref at, 4 * step);
        Keep<TVector, TSimd>(s50, at0, ref best, ref second, ref at, 5 * step);
        Keep<TVector, TSimd>(s60, at0, ref best, ref second, ref at, 6 * step);
        Keep<TVector, TSimd>(s70, at0, ref best, ref second, ref at, 7 * step);
    }

    /// <summary>Four rows against a panel of two vectors of centroids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FourRows<TVector, TSimd, TOrigin>(ref T rows, ref T origin, nint d, ref T panel, ref T start, ref T index, ref T best, ref T second, ref T at, nint step, nint beside)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where TOrigin : struct, IOrigin
    {
        nint lanes = TSimd.Count;
        ref var x0 = ref rows;
        ref var x1 = ref Unsafe.Add(ref x0, d);
        ref var x2 = ref Unsafe.Add(ref x1, d);
        ref var x3 = ref Unsafe.Add(ref x2, d);
        var s00 = TSimd.Load(in start, 0);
        var s01 = TSimd.Load(in start, lanes);
        var s10 = s00;
        var s11 = s01;
        var s20 = s00;
        var s21 = s01;
        var s30 = s00;
        var s31 = s01;
        var ahead = 4 * d;
        for (nint j = 0; j < d; j++)
        {
            if (TOrigin.IsLeft && Prefetch.IsLine<T>(j))
            {
                Prefetch.Ask(in x0, j + ahead);
                Prefetch.Ask(in x1, j + ahead);
                Prefetch.Ask(in x2, j + ahead);
                Prefetch.Ask(in x3, j + ahead);
            }

            var o = TOrigin.IsLeft ? TSimd.Broadcast(Unsafe.Add(ref origin, j)) : TSimd.Zero;
            var c0 = TSimd.Load(in panel, 0);
            var c1 = TSimd.Load(in panel, lanes);
            panel = ref Unsafe.Add(ref panel, 2 * lanes);
            var x = Value<TVector, TSimd, TOrigin>(in x0, j, o);
            s00 = TSimd.MultiplyAdd(x, c0, s00);
            s01 = TSimd.MultiplyAdd(x, c1, s01);
            x = Value<TVector, TSimd, TOrigin>(in x1, j, o);
            s10 = TSimd.MultiplyAdd(x, c0, s10);
            s11 = TSimd.MultiplyAdd(x, c1, s11);
            x = Value<TVector, TSimd, TOrigin>(in x2, j, o);
            s20 = TSimd.MultiplyAdd(x, c0, s20);
            s21 = TSimd.MultiplyAdd(x, c1, s21);
            x = Value<TVector, TSimd, TOrigin>(in x3, j, o);
            s30 = TSimd.MultiplyAdd(x, c0, s30);
            s31 = TSimd.MultiplyAdd(x, c1, s31);
        }

        var at0 = TSimd.Load(in index, 0);
        var at1 = TSimd.Load(in index, lanes);
        Keep<TVector, TSimd>(s00, at0, ref best, ref second, ref at, 0 * step);
        Keep<TVector, TSimd>(s01, at1, ref best, ref second, ref at, (0 * step) + beside);
        Keep<TVector, TSimd>(s10, at0, ref best, ref second, ref at, 1 * step);
        Keep<TVector, TSimd>(s11, at1, ref best, ref second, ref at, (1 * step) + beside);
        Keep<TVector, TSimd>(s20, at0, ref best, ref second, ref at, 2 * step);
        Keep<TVector, TSimd>(s21, at1, ref best, ref second, ref at, (2 * step) + beside);
        Keep<TVector, TSimd>(s30, at0, ref best, ref second, ref at, 3 * step);
        Keep<TVector, TSimd>(s31, at1, ref best, ref second, ref at, (3 * step) + beside);
    }

    /// <summary>One feature of a row, less the origin's, in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Value<TVector, TSimd, TOrigin>(ref readonly T row, nint j, TVector origin)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where TOrigin : struct, IOrigin
    {
        var value = TSimd.Broadcast(Unsafe.Add(ref Unsafe.AsRef(in row), j));
        return TOrigin.IsLeft ? TSimd.Subtract(value, origin) : value;
    }

    /// <summary>The better of the best so far and one more vector of centroids; of equals the first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep<TVector, TSimd>(TVector score, TVector index, ref T best, ref T second, ref T at, nint offset)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        if (TScores.AreAll)
        {
            TSimd.Store(score, ref best, offset);
            return;
        }

        var before = TSimd.Load(in best, offset);
        if (TScores.AreKept)
        {
            TSimd.Store(TSimd.Max(TSimd.Load(in second, offset), TSimd.Min(before, score)), ref second, offset);
        }

        TSimd.Store(TSimd.Select(TSimd.LessThan(before, score), index, TSimd.Load(in at, offset)), ref at, offset);
        TSimd.Store(TSimd.Max(before, score), ref best, offset);
    }
}
