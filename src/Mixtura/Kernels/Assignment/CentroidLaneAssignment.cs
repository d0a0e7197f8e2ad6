using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Nearest centroids with centroids in the lanes: panels of one or two vectors of centroids against eight rows, whose features
/// are broadcast; 8 or 16 running scores in registers. Rows are taken 64 at a time, less the origin, so that they and a panel stay in
/// the nearest caches. n K d fused multiply-adds; best scores of 64 rows are all that is written.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TScores">Which scores are kept beside the index.</typeparam>
/// <param name="rows">Rows of d values.</param>
/// <param name="centroids">The centroids.</param>
/// <param name="labels">An index for each row.</param>
/// <param name="scores">
/// The best score of each row and then the second best of each row, where they are kept; all scores of each row, where all are: whole tiles of 8 rows x whole panels.
/// </param>
/// <param name="workspace">Gives memory.</param>
internal readonly ref struct CentroidLaneAssignment<T, TScores>(ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Span<T> scores, Workspace workspace) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TScores : struct, IKeptScores
{
    private const int RowsAtOnce = 64;
    private const int RowsInTile = 8;
    private readonly ReadOnlySpan<T> rows = rows;
    private readonly Span<int> labels = labels;
    private readonly Span<T> scores = scores;

    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var d = centroids.Dimension;
        var lanes = TSimd.Count;
        var near = workspace.Take<T>(RowsAtOnce * d);
        var best = workspace.Take<T>(TScores.AreAll ? 0 : RowsAtOnce * lanes);
        var at = workspace.Take<T>(RowsAtOnce * lanes);
        var second = workspace.Take<T>(TScores.AreKept ? RowsAtOnce * lanes : 0);
        near.Clear();
        for (var first = 0; first < labels.Length; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, labels.Length - first);
            var tiles = (count + RowsInTile - 1) / RowsInTile;
            Center<TVector, TSimd>(rows.Slice(first * d, count * d), count, d, near);
            if (TScores.AreAll)
            {
                Scan<TVector, TSimd>(near, tiles, scores[(first * centroids.Panels * centroids.PanelWidth)..], second, at);
                continue;
            }

            best.Fill(T.NegativeInfinity);
            second.Fill(T.NegativeInfinity);
            at.Clear();
            Scan<TVector, TSimd>(near, tiles, best, second, at);
            for (var i = 0; i < count; i++)
            {
                var value = TSimd.Load(in best[i * lanes], 0);
                var score = TSimd.Largest(value, TSimd.Load(in at[i * lanes], 0), out var winner);
                labels[first + i] = int.CreateTruncating(winner);
                if (TScores.AreKept)
                {
                    scores[first + i] = score;
                    scores[labels.Length + first + i] = SecondBest<TVector, TSimd>(value, TSimd.Load(in second[i * lanes], 0), TSimd.Load(in at[i * lanes], 0), TSimd.Broadcast(winner));
                }
            }
        }
    }

    /// <summary>The best of all lanes but the winner's, and of what the winner's lane had besides.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T SecondBest<TVector, TSimd>(TVector best, TVector second, TVector at, TVector winner)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var others = TSimd.Select(TSimd.LessThan(at, winner), best, TSimd.Select(TSimd.LessThan(winner, at), best, second));
        return TSimd.Largest(others, at, out _);
    }

    /// <summary>Rows less the origin, as they lie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Center<TVector, TSimd>(ReadOnlySpan<T> source, int count, int d, Span<T> near)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref var origin = ref MemoryMarshal.GetArrayDataReference(centroids.Origin);
        for (var i = 0; i < count; i++)
        {
            ref var from = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), i * d);
            ref var to = ref Unsafe.Add(ref MemoryMarshal.GetReference(near), i * d);
            nint j = 0;
            for (; j <= d - TSimd.Count; j += TSimd.Count)
            {
                TSimd.Store(TSimd.Subtract(TSimd.Load(in from, j), TSimd.Load(in origin, j)), ref to, j);
            }

            for (; j < d; j++)
            {
                Unsafe.Add(ref to, j) = Unsafe.Add(ref from, j) - Unsafe.Add(ref origin, j);
            }
        }
    }

    /// <summary>Every panel against every tile of eight rows; the panel stays in the nearest cache.</summary>
    private void Scan<TVector, TSimd>(Span<T> near, int tiles, Span<T> best, Span<T> second, Span<T> at)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        var d = centroids.Dimension;
        var width = centroids.PanelWidth;
        nint step = TScores.AreAll ? centroids.Panels * width : TSimd.Count;
        ref var panel = ref MemoryMarshal.GetReference(centroids.Values);
        ref var start = ref MemoryMarshal.GetReference(centroids.Start);
        ref var index = ref MemoryMarshal.GetReference(centroids.Index);
        for (var p = 0; p < centroids.Panels; p++)
        {
            for (var t = 0; t < tiles; t++)
            {
                ref var x = ref near[t * RowsInTile * d];
                ref var tileBest = ref TScores.AreAll ? ref best[(t * RowsInTile * centroids.Panels * width) + (p * width)] : ref best[t * RowsInTile * TSimd.Count];
                ref var tileAt = ref at[t * RowsInTile * TSimd.Count];
                ref var tileSecond = ref TScores.AreKept ? ref second[t * RowsInTile * TSimd.Count] : ref tileBest;
                if (width == TSimd.Count)
                {
                    OneVector<TVector, TSimd>(ref x, d, ref panel, ref start, ref index, ref tileBest, ref tileSecond, ref tileAt, step);
                }
                else
                {
                    TwoVectors<TVector, TSimd>(ref x, d, ref panel, ref start, ref index, ref tileBest, ref tileSecond, ref tileAt, step, TScores.AreAll ? TSimd.Count : 0);
                }
            }

            panel = ref Unsafe.Add(ref panel, d * width);
            start = ref Unsafe.Add(ref start, width);
            index = ref Unsafe.Add(ref index, width);
        }
    }

    /// <summary>Eight rows against a panel of one vector of centroids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OneVector<TVector, TSimd>(ref T rows, nint d, ref T panel, ref T start, ref T index, ref T best, ref T second, ref T at, nint step)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
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
        for (nint j = 0; j < d; j++)
        {
            var c0 = TSimd.Load(in panel, 0);
            panel = ref Unsafe.Add(ref panel, lanes);
            var x = TSimd.Broadcast(Unsafe.Add(ref x0, j));
            s00 = TSimd.MultiplyAdd(x, c0, s00);
            x = TSimd.Broadcast(Unsafe.Add(ref x1, j));
            s10 = TSimd.MultiplyAdd(x, c0, s10);
            x = TSimd.Broadcast(Unsafe.Add(ref x2, j));
            s20 = TSimd.MultiplyAdd(x, c0, s20);
            x = TSimd.Broadcast(Unsafe.Add(ref x3, j));
            s30 = TSimd.MultiplyAdd(x, c0, s30);
            x = TSimd.Broadcast(Unsafe.Add(ref x4, j));
            s40 = TSimd.MultiplyAdd(x, c0, s40);
            x = TSimd.Broadcast(Unsafe.Add(ref x5, j));
            s50 = TSimd.MultiplyAdd(x, c0, s50);
            x = TSimd.Broadcast(Unsafe.Add(ref x6, j));
            s60 = TSimd.MultiplyAdd(x, c0, s60);
            x = TSimd.Broadcast(Unsafe.Add(ref x7, j));
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

    /// <summary>Eight rows against a panel of two vectors of centroids.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TwoVectors<TVector, TSimd>(ref T rows, nint d, ref T panel, ref T start, ref T index, ref T best, ref T second, ref T at, nint step, nint beside)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
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
        var s01 = TSimd.Load(in start, lanes);
        var s10 = s00;
        var s11 = s01;
        var s20 = s00;
        var s21 = s01;
        var s30 = s00;
        var s31 = s01;
        var s40 = s00;
        var s41 = s01;
        var s50 = s00;
        var s51 = s01;
        var s60 = s00;
        var s61 = s01;
        var s70 = s00;
        var s71 = s01;
        for (nint j = 0; j < d; j++)
        {
            var c0 = TSimd.Load(in panel, 0);
            var c1 = TSimd.Load(in panel, lanes);
            panel = ref Unsafe.Add(ref panel, 2 * lanes);
            var x = TSimd.Broadcast(Unsafe.Add(ref x0, j));
            s00 = TSimd.MultiplyAdd(x, c0, s00);
            s01 = TSimd.MultiplyAdd(x, c1, s01);
            x = TSimd.Broadcast(Unsafe.Add(ref x1, j));
            s10 = TSimd.MultiplyAdd(x, c0, s10);
            s11 = TSimd.MultiplyAdd(x, c1, s11);
            x = TSimd.Broadcast(Unsafe.Add(ref x2, j));
            s20 = TSimd.MultiplyAdd(x, c0, s20);
            s21 = TSimd.MultiplyAdd(x, c1, s21);
            x = TSimd.Broadcast(Unsafe.Add(ref x3, j));
            s30 = TSimd.MultiplyAdd(x, c0, s30);
            s31 = TSimd.MultiplyAdd(x, c1, s31);
            x = TSimd.Broadcast(Unsafe.Add(ref x4, j));
            s40 = TSimd.MultiplyAdd(x, c0, s40);
            s41 = TSimd.MultiplyAdd(x, c1, s41);
            x = TSimd.Broadcast(Unsafe.Add(ref x5, j));
            s50 = TSimd.MultiplyAdd(x, c0, s50);
            s51 = TSimd.MultiplyAdd(x, c1, s51);
            x = TSimd.Broadcast(Unsafe.Add(ref x6, j));
            s60 = TSimd.MultiplyAdd(x, c0, s60);
            s61 = TSimd.MultiplyAdd(x, c1, s61);
            x = TSimd.Broadcast(Unsafe.Add(ref x7, j));
            s70 = TSimd.MultiplyAdd(x, c0, s70);
            s71 = TSimd.MultiplyAdd(x, c1, s71);
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
        Keep<TVector, TSimd>(s40, at0, ref best, ref second, ref at, 4 * step);
        Keep<TVector, TSimd>(s41, at1, ref best, ref second, ref at, (4 * step) + beside);
        Keep<TVector, TSimd>(s50, at0, ref best, ref second, ref at, 5 * step);
        Keep<TVector, TSimd>(s51, at1, ref best, ref second, ref at, (5 * step) + beside);
        Keep<TVector, TSimd>(s60, at0, ref best, ref second, ref at, 6 * step);
        Keep<TVector, TSimd>(s61, at1, ref best, ref second, ref at, (6 * step) + beside);
        Keep<TVector, TSimd>(s70, at0, ref best, ref second, ref at, 7 * step);
        Keep<TVector, TSimd>(s71, at1, ref best, ref second, ref at, (7 * step) + beside);
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
