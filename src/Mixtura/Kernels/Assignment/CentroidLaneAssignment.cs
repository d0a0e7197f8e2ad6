using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Nearest centroids with centroids in the lanes: panels of one vector of centroids against eight rows or of two against four, whose features
/// are broadcast; 8 running scores in registers. Rows are taken 64 at a time, less the origin, so that they and a panel stay in
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
/// <param name="squares">|x|^2 of each row less the origin, where the best scores are kept.</param>
/// <param name="workspace">Gives memory.</param>
internal readonly ref partial struct CentroidLaneAssignment<T, TScores>(
    ReadOnlySpan<T> rows, PackedCentroids<T> centroids, Span<int> labels, Span<T> scores, Span<T> squares, Workspace workspace) : IKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TScores : struct, IKeptScores
{
    private const int RowsAtOnce = 64;
    private const int RowsInTile = 8;
    private readonly ReadOnlySpan<T> rows = rows;
    private readonly Span<int> labels = labels;
    private readonly Span<T> scores = scores;
    private readonly Span<T> squares = squares;

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
        var nowhere = workspace.Take<T>(TScores.AreKept ? d : 0);
        nowhere.Clear();
        for (var first = 0; first < labels.Length; first += RowsAtOnce)
        {
            var count = Math.Min(RowsAtOnce, labels.Length - first);
            var tiles = (count + RowsInTile - 1) / RowsInTile;
            var some = rows.Slice(first * d, count * d);
            if (TScores.AreAll)
            {
                Center<TVector, TSimd>(some, count, d, near);
                Scan<TVector, TSimd, OriginTaken>(near, tiles, scores[(first * centroids.Panels * centroids.PanelWidth)..], second, at);
                continue;
            }

            best.Fill(T.NegativeInfinity);
            second.Fill(T.NegativeInfinity);
            at.Clear();
            if (centroids.Panels == 1 && count % RowsInTile == 0)
            {
                // What is read once is not worth a copy.
                Scan<TVector, TSimd, OriginLeft>(some, tiles, best, second, at);
            }
            else
            {
                Center<TVector, TSimd>(some, count, d, near);
                Scan<TVector, TSimd, OriginTaken>(near, tiles, best, second, at);
            }

            if (TScores.AreKept)
            {
                RowDistances<T>.Run(some, [], centroids.Origin, nowhere, [], squares.Slice(first, count));
            }

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

    /// <summary>Rows less the origin, as they lie, and zeros up to a whole tile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Center<TVector, TSimd>(ReadOnlySpan<T> source, int count, int d, Span<T> near)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
    {
        ref var origin = ref MemoryMarshal.GetArrayDataReference(centroids.Origin);
        near[(count * d)..((count + RowsInTile - 1) / RowsInTile * RowsInTile * d)].Clear();
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
    private void Scan<TVector, TSimd, TOrigin>(ReadOnlySpan<T> near, int tiles, Span<T> best, Span<T> second, Span<T> at)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where TOrigin : struct, IOrigin
    {
        var d = centroids.Dimension;
        var width = centroids.PanelWidth;
        nint step = TScores.AreAll ? centroids.Panels * width : TSimd.Count;
        ref var origin = ref MemoryMarshal.GetArrayDataReference(centroids.Origin);
        ref var panel = ref MemoryMarshal.GetReference(centroids.Values);
        ref var start = ref MemoryMarshal.GetReference(centroids.Start);
        ref var index = ref MemoryMarshal.GetReference(centroids.Index);
        for (var p = 0; p < centroids.Panels; p++)
        {
            for (var t = 0; t < tiles; t++)
            {
                ref var x = ref Unsafe.Add(ref MemoryMarshal.GetReference(near), t * RowsInTile * d);
                ref var tileBest = ref TScores.AreAll ? ref best[(t * RowsInTile * centroids.Panels * width) + (p * width)] : ref best[t * RowsInTile * TSimd.Count];
                ref var tileAt = ref at[t * RowsInTile * TSimd.Count];
                ref var tileSecond = ref TScores.AreKept ? ref second[t * RowsInTile * TSimd.Count] : ref tileBest;
                if (width == TSimd.Count)
                {
                    OneVector<TVector, TSimd, TOrigin>(ref x, ref origin, d, ref panel, ref start, ref index, ref tileBest, ref tileSecond, ref tileAt, step);
                }
                else
                {
                    for (var half = 0; half < RowsInTile; half += RowsInTile / 2)
                    {
                        var offset = half * (int)step;
                        FourRows<TVector, TSimd, TOrigin>(
                            ref Unsafe.Add(ref x, half * d), ref origin, d, ref panel, ref start, ref index, ref Unsafe.Add(ref tileBest, offset), ref Unsafe.Add(ref tileSecond, offset), ref Unsafe.Add(ref tileAt, half * TSimd.Count), step, TScores.AreAll ? TSimd.Count : 0);
                    }
                }
            }

            panel = ref Unsafe.Add(ref panel, d * width);
            start = ref Unsafe.Add(ref start, width);
            index = ref Unsafe.Add(ref index, width);
        }
    }
}
