using System.Numerics;

namespace Mixtura.Kernels;

/// <summary>What random numbers are drawn for. Streams of different purposes never share a number.</summary>
internal enum RandomPurpose
{
    Restart,
    Seeding,
    Sampling,
    Dataset,
    Silhouette,
    Directions,
    Oversampling,
    Search,
    Bisection,
    MiniBatch,
    Annealing,
    Hierarchy,
    Folds,
    Bootstrap,
    TestSplit,
    Holdout,
    Halving,
    Reference,
    Halves,
    Stability,
}

/// <summary>
/// Random numbers that are a function of (seed, purpose, index) and of their position alone: Philox4x32-10, a counter
/// encrypted by ten rounds (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011).
/// Any row or restart has its own stream, so that neither threads nor the order of work can change a draw.
/// </summary>
internal sealed class RandomStream
{
    private readonly uint key0;
    private readonly uint key1;
    private readonly uint counter2;
    private readonly uint counter3;
    private ulong position;
    private ulong spare;
    private bool hasSpare;

    public RandomStream(ulong seed, RandomPurpose purpose, ulong index = 0)
    {
        // The purpose is mixed into the key by an odd multiplier, so that no two purposes share a key for one seed.
        var key = seed ^ (((ulong)purpose + 1) * 0x9E3779B97F4A7C15);
        key0 = (uint)key;
        key1 = (uint)(key >> 32);
        counter2 = (uint)index;
        counter3 = (uint)(index >> 32);
    }

    /// <summary>64 uniform bits.</summary>
    public ulong NextBits()
    {
        if (hasSpare)
        {
            hasSpare = false;
            return spare;
        }

        uint c0 = (uint)position, c1 = (uint)(position >> 32), c2 = counter2, c3 = counter3, k0 = key0, k1 = key1;
        position++;
        for (var round = 0; round < 10; round++)
        {
            var p0 = 0xD2511F53UL * c0;
            var p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        spare = c2 | ((ulong)c3 << 32);
        hasSpare = true;
        return c0 | ((ulong)c1 << 32);
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in 0 .. <paramref name="bound"/> - 1 (Lemire 2019, unbiased).</summary>
    public long NextBelow(long bound)
    {
        var range = (ulong)bound;
        while (true)
        {
            var high = Math.BigMul(NextBits(), range, out var low);
            if (low >= range || low >= unchecked(0 - range) % range)
            {
                return (long)high;
            }
        }
    }

    /// <summary>Standard normal, by inversion: one draw a number.</summary>
    public double NextNormal() => NormalQuantile.Of(((NextBits() >> 11) + 0.5) * (1.0 / (1UL << 53)));
}
