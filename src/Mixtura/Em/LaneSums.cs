using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Sums of a block for few components and few features, kept in eight lanes: row i adds to lane i mod 8, and at the end of the block the lanes are
/// added up in order. The lanes are the same at every vector width, so the result is too; and eight rows are added at once.
/// </summary>
internal readonly ref struct LaneSums
{
    public const int Lanes = 8;
    private const int MostComponents = 16;
    private const int MostFeatures = 7;
    private readonly Moments into;

    public LaneSums(Moments into, Workspace workspace)
    {
        this.into = into;
        Second = into.Kind switch
        {
            SecondMoment.None => 0,
            SecondMoment.Diagonal => into.Dimension,
            _ => into.Dimension * (into.Dimension + 1) / 2,
        };
        Values = workspace.Take<double>(into.Components * Fields * Lanes);
        Values.Clear();
    }

    /// <summary>K x Fields x Lanes: of each component N, F_1 .. F_d, and S as far as it is asked for.</summary>
    public Span<double> Values { get; }

    /// <summary>How many second moments a component has.</summary>
    public int Second { get; }

    public int Fields => 1 + into.Dimension + Second;

    /// <summary>Whether a shape is small enough that every component's sums are worth touching for every row.</summary>
    public static bool Fit(int components, int dimension) => components <= MostComponents && dimension <= MostFeatures;

    /// <summary>Adds the lanes up, at the end of a block.</summary>
    public void Flush()
    {
        var d = into.Dimension;
        for (var k = 0; k < into.Components; k++)
        {
            var own = Values.Slice(k * Fields * Lanes, Fields * Lanes);
            into.Weight[k] += Total(own);
            for (var j = 0; j < d; j++)
            {
                into.First[(k * d) + j] += Total(own[((1 + j) * Lanes)..]);
            }

            ref var second = ref into.SecondOf(k);
            for (var s = 0; s < Second; s++)
            {
                Unsafe.Add(ref second, into.Kind == SecondMoment.Diagonal ? s : TriangleIndex(s, d)) += Total(own[((1 + d + s) * Lanes)..]);
            }
        }
    }

    /// <summary>Where element s of a triangle, row after row, stands among rows of d.</summary>
    private static int TriangleIndex(int s, int d)
    {
        var row = 0;
        for (; s > row; row++)
        {
            s -= row + 1;
        }

        return (row * d) + s;
    }

    private static double Total(ReadOnlySpan<double> lanes)
    {
        double total = 0;
        foreach (var lane in lanes[..Lanes])
        {
            total += lane;
        }

        return total;
    }
}

/// <summary>
/// Adds a feature-major tile to <see cref="LaneSums"/>: for each component, with r = share x weight and delta = x - mu_k, N += r, F += r delta and
/// S += r delta delta'. O(rows K d) or O(rows K d^2).
/// </summary>
internal readonly ref struct LaneScatter(ReadOnlySpan<double> tile, int width, int count, ReadOnlySpan<double> shares, ReadOnlySpan<double> means, Moments shape, LaneSums sums)
    : IKernel<double>
{
    private readonly ReadOnlySpan<double> tile = tile;
    private readonly ReadOnlySpan<double> shares = shares;
    private readonly ReadOnlySpan<double> means = means;
    private readonly LaneSums sums = sums;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TVector, TSimd>()
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        nint d = shape.Dimension;
        nint step = width;
        nint components = shape.Components;
        nint stride = sums.Fields * LaneSums.Lanes;
        var kind = shape.Kind;
        ref var x = ref MemoryMarshal.GetReference(tile);
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            ref var share = ref Unsafe.Add(ref MemoryMarshal.GetReference(shares), i);
            ref var mean = ref MemoryMarshal.GetReference(means);
            ref var at = ref Unsafe.Add(ref MemoryMarshal.GetReference(sums.Values), i % LaneSums.Lanes);
            for (nint k = 0; k < components; k++)
            {
                var r = TSimd.Load(in share, 0);
                TSimd.Store(TSimd.Add(TSimd.Load(in at, 0), r), ref at, 0);
                for (nint j = 0; j < d; j++)
                {
                    var delta = TSimd.Subtract(TSimd.Load(in x, (j * step) + i), TSimd.Broadcast(Unsafe.Add(ref mean, j)));
                    nint first = (1 + j) * LaneSums.Lanes;
                    TSimd.Store(TSimd.MultiplyAdd(r, delta, TSimd.Load(in at, first)), ref at, first);
                    if (kind == SecondMoment.Diagonal)
                    {
                        nint square = (1 + d + j) * LaneSums.Lanes;
                        TSimd.Store(TSimd.MultiplyAdd(TSimd.Multiply(r, delta), delta, TSimd.Load(in at, square)), ref at, square);
                    }
                    else if (kind != SecondMoment.None)
                    {
                        AddRow<TVector, TSimd>(TSimd.Multiply(r, delta), ref Unsafe.Add(ref x, i), step, ref mean, j, ref Unsafe.Add(ref at, (1 + d + (j * (j + 1) / 2)) * LaneSums.Lanes));
                    }
                }

                share = ref Unsafe.Add(ref share, step);
                mean = ref Unsafe.Add(ref mean, d);
                at = ref Unsafe.Add(ref at, stride);
            }
        }
    }

    /// <summary>Row j of the lower triangle.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddRow<TVector, TSimd>(TVector scaled, ref double x, nint step, ref double mean, nint j, ref double row)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double>
    {
        for (nint l = 0; l <= j; l++)
        {
            var delta = TSimd.Subtract(TSimd.Load(in x, l * step), TSimd.Broadcast(Unsafe.Add(ref mean, l)));
            TSimd.Store(TSimd.MultiplyAdd(scaled, delta, TSimd.Load(in row, l * LaneSums.Lanes)), ref row, l * LaneSums.Lanes);
        }
    }
}
