using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mixtura;

/// <summary>
/// A lower bound on the distance between each row and each centroid, in a byte: b &gt; 0 says that the distance is at least q (m + b - 1), with one step q for all and a whole number m of
/// the row's own; b = 0 says nothing. Where centroids move, codes fall by whole steps: by as many as their path, in steps and rounded up, has grown, so that rounding costs one step in
/// all, however many passes there are. The code of a row's own centroid is the highest. n K bytes, and 4 a row.
/// </summary>
/// <param name="blocks">How many blocks the rows come in.</param>
/// <param name="rows">n.</param>
/// <param name="clusters">K.</param>
internal sealed class CodedBounds(int blocks, int rows, int clusters)
{
    private const byte Highest = byte.MaxValue;

    /// <summary>A row is coded about its own distance again when that has left the beginning of the codes by this many steps.</summary>
    private const int MostBehind = 32;

    /// <summary>Codes that are compared at once; those of a row fill whole vectors.</summary>
    private const int Lanes = 16;

    /// <summary>Beyond this many steps a path has no digits left for their parts.</summary>
    private const double LongestPath = 1e9;

    /// <summary>What rounding may add to a number of steps: a share of it in the arithmetic of rows, and a part of a step.</summary>
    private const double Share = 1e-6;
    private const double Part = 1e-3;

    /// <summary>More steps than this have no digits left for single ones in the arithmetic of rows.</summary>
    private const int Farthest = 1 << 22;

    private readonly byte[][] codes = new byte[blocks][];
    private readonly int[] bases = new int[rows];
    private readonly byte[] fall = new byte[Stride(clusters)];
    private readonly double[] paths = new double[clusters];
    private readonly float[] behind = new float[clusters];
    private double perDistance;
    private bool isStill = true;

    /// <summary>Whether the step was chosen.</summary>
    public bool HasStep => perDistance > 0;

    /// <summary>Chooses the step: 254 of them reach from a centroid to the nearest other one, in the median.</summary>
    /// <param name="apart">How far each centroid is from the nearest other one.</param>
    public void SetStep(double[] apart)
    {
        var positive = apart.Where(s => s > 0 && double.IsFinite(s)).Order().ToArray();
        perDistance = positive.Length > 0 ? Math.Min((Highest - 1) / positive[positive.Length / 2], 1e300) : 1;
    }

    /// <summary>Learns how far the centroids have moved in all.</summary>
    public void Advance(ReadOnlySpan<double> own)
    {
        isStill = true;
        for (var k = 0; k < clusters; k++)
        {
            var path = own[k] * perDistance * (1 + 1e-15);
            var whole = Math.Ceiling(path);
            fall[k] = path < LongestPath ? (byte)Math.Min(Highest, whole - paths[k]) : Highest;
            (paths[k], behind[k]) = path < LongestPath ? (whole, (float)(path - whole - Part)) : (paths[k], 0);
            isStill &= fall[k] == 0;
        }
    }

    /// <summary>The bounds of a block's rows.</summary>
    public Block Of(int block, int first, int count)
    {
        if (codes[block] is null)
        {
            codes[block] = new byte[count * Stride(clusters)];
            Array.Fill(codes[block], Highest);
        }

        return new(this, codes[block], bases.AsSpan(first, count));
    }

    private static int Stride(int clusters) => (clusters + Lanes - 1) / Lanes * Lanes;

    /// <summary>The bounds of the rows of one block, by their place in it.</summary>
    internal readonly ref struct Block(CodedBounds owner, byte[] codes, Span<int> bases)
    {
        private readonly CodedBounds owner = owner;
        private readonly byte[] codes = codes;
        private readonly Span<int> bases = bases;
        private readonly int stride = owner.fall.Length;

        /// <summary>Lowers a row's bounds by how far the centroids have moved since the pass before, and says whether all but its own are farther than a distance even so.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool AreBeyond(int row, int own, double distance)
        {
            ref var code = ref codes[row * stride];
            ref var fall = ref owner.fall[0];
            var least = Vector128<byte>.AllBitsSet;
            if (owner.isStill)
            {
                for (nuint k = 0; k < (nuint)stride; k += Lanes)
                {
                    least = Vector128.Min(least, Vector128.LoadUnsafe(ref code, k));
                }
            }
            else
            {
                for (nuint k = 0; k < (nuint)stride; k += Lanes)
                {
                    var lower = Vector128.SubtractSaturate(Vector128.LoadUnsafe(ref code, k), Vector128.LoadUnsafe(ref fall, k));
                    lower.StoreUnsafe(ref code, k);
                    least = Vector128.Min(least, lower);
                }

                Unsafe.Add(ref code, own) = Highest;
            }

            return Vector128.GreaterThanAll(least, Vector128.Create(Threshold(row, distance)));
        }

        /// <summary>Lists the centroids that may be no farther from a row than a distance, and returns how many; more than there is room for are as good as all.</summary>
        public int Candidates(int row, double distance, Span<int> candidates)
        {
            var threshold = Threshold(row, distance);
            if (threshold == Highest)
            {
                return int.MaxValue;
            }

            var found = 0;
            for (var k = 0; k < stride; k += Lanes)
            {
                found += BitOperations.PopCount(Near(row, k, threshold));
            }

            if (found == 0 || found > candidates.Length)
            {
                return found;
            }

            var listed = 0;
            for (var k = 0; k < stride; k += Lanes)
            {
                for (var near = Near(row, k, threshold); near != 0; near &= near - 1)
                {
                    candidates[listed++] = k + BitOperations.TrailingZeroCount(near);
                }
            }

            return found;
        }

        /// <summary>Sets the bounds of a row on some centroids.</summary>
        /// <param name="row">Which.</param>
        /// <param name="own">Its centroid.</param>
        /// <param name="centroids">Some of the centroids.</param>
        /// <param name="distances">At least how far each of these is.</param>
        public void Set<T>(int row, int own, ReadOnlySpan<int> centroids, ReadOnlySpan<T> distances)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            ref var of = ref codes[row * stride];
            var per = (float)(owner.perDistance * (1 - Share));
            var from = 1 - bases[row];
            for (var m = 0; m < centroids.Length; m++)
            {
                var k = centroids[m];
                Unsafe.Add(ref of, k) = (byte)Math.Clamp((float.CreateTruncating(distances[m]) * per) + owner.behind[k] + from, 0, Highest);
            }

            Unsafe.Add(ref of, own) = Highest;
        }

        /// <summary>Sets all bounds of a row.</summary>
        /// <param name="row">Which.</param>
        /// <param name="own">Its centroid.</param>
        /// <param name="distance">How far that is, about.</param>
        /// <param name="distances">At least how far each centroid is; used up.</param>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Set<T>(int row, int own, double distance, Span<T> distances)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            bases[row] = Base(distance);
            var of = codes.AsSpan(row * stride, distances.Length);
            var per = (float)(owner.perDistance * (1 - Share));
            var from = 1 - bases[row];
            var k = 0;
            if (typeof(T) == typeof(float))
            {
                ReadOnlySpan<float> single = MemoryMarshal.Cast<T, float>(distances);
                for (; k <= of.Length - Lanes; k += Lanes)
                {
                    var low = Vector128.Narrow(Steps(single, k, per, from), Steps(single, k + 4, per, from));
                    var high = Vector128.Narrow(Steps(single, k + 8, per, from), Steps(single, k + 12, per, from));
                    Vector128.Narrow(low.AsUInt16(), high.AsUInt16()).CopyTo(of[k..]);
                }
            }

            for (; k < of.Length; k++)
            {
                of[k] = (byte)Math.Clamp((float.CreateTruncating(distances[k]) * per) + owner.behind[k] + from, 0, Highest);
            }

            of[own] = Highest;
        }

        /// <summary>Codes a row about a distance that its own has reached, if it has left the beginning of the codes.</summary>
        public void Rebase(int row, int own, double distance)
        {
            var to = Base(distance);
            var by = to - bases[row];
            if (by is >= 0 and <= MostBehind)
            {
                return;
            }

            bases[row] = to;
            ref var code = ref codes[row * stride];
            var rise = Vector128.Create((byte)Math.Clamp(-(long)by, 0, Highest));
            var drop = Vector128.Create((byte)Math.Clamp(by, 0, Highest));
            for (nuint k = 0; k < (nuint)stride; k += Lanes)
            {
                var before = Vector128.LoadUnsafe(ref code, k);
                var after = Vector128.SubtractSaturate(Vector128.AddSaturate(before, rise), drop);
                Vector128.AndNot(after, Vector128.Equals(before, Vector128<byte>.Zero)).StoreUnsafe(ref code, k);
            }

            Unsafe.Add(ref code, own) = Highest;
            codes.AsSpan((row * stride) + owner.paths.Length, stride - owner.paths.Length).Fill(Highest);
        }

        /// <summary>Codes of four centroids, as whole numbers; those of a clamped code are few, so that float holds them.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Vector128<int> Steps(ReadOnlySpan<float> distances, int k, float per, float from)
        {
            var steps = (Vector128.Create(distances[k..]) * per) + Vector128.Create(owner.behind, k) + Vector128.Create(from);
            return Vector128.ConvertToInt32(Vector128.Min(Vector128.Max(steps, Vector128<float>.Zero), Vector128.Create((float)Highest)));
        }

        /// <summary>Which of some codes are not above a threshold, a bit each.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private uint Near(int row, int from, byte threshold) =>
            Vector128.LessThanOrEqual(Vector128.LoadUnsafe(ref codes[(row * stride) + from]), Vector128.Create(threshold)).ExtractMostSignificantBits();

        /// <summary>The highest code that says nothing of whether a centroid is farther than a distance.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private byte Threshold(int row, double distance) => Clamp(Math.Floor(distance * owner.perDistance * (1 + Share)) - bases[row] + 1);

        private int Base(double distance) => (int)Math.Min(Math.Floor(distance * owner.perDistance), Farthest);

        private static byte Clamp(double code) => (byte)Math.Clamp(code, 0, Highest);
    }
}
