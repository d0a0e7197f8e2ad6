using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura;

/// <summary>How much of the second moment a model needs.</summary>
internal enum SecondMoment
{
    /// <summary>None of it: centroids.</summary>
    None,

    /// <summary>The diagonal of each component's: K x d.</summary>
    Diagonal,

    /// <summary>The lower triangle of each component's: K x d rows.</summary>
    Full,

    /// <summary>The lower triangle of the sum over components: d rows.</summary>
    Pooled,
}

/// <summary>
/// What an E-step adds up and an M-step needs: per component the weight N, the first moment F = sum r (x - mu) and the second
/// S = sum r (x - mu)(x - mu)', all about the current means mu, so that merging is addition and nothing cancels:
/// delta = F / N, mu' = mu + delta, scatter about mu' = S - N delta delta'.
/// </summary>
internal sealed class Moments : IStatistics<Moments>
{
    public Moments(int components, int dimension, SecondMoment kind)
    {
        Components = components;
        Dimension = dimension;
        Kind = kind;
        Stride = RowStride(dimension);
        Weight = new double[components];
        Rows = new long[components];
        First = new double[components * dimension];
        Second = new double[SecondLength(components, dimension, kind)];
    }

    public int Components { get; }

    public int Dimension { get; }

    public SecondMoment Kind { get; }

    /// <summary>Rows of at least this many numbers are padded to whole vectors of it.</summary>
    public const int VectorLength = 8;

    /// <summary>From one row of a full second moment to the next.</summary>
    public int Stride { get; }

    /// <summary>N: K sums of responsibility x weight.</summary>
    public double[] Weight { get; }

    /// <summary>K counts of rows, where assignment is hard.</summary>
    public long[] Rows { get; }

    /// <summary>F: K x d.</summary>
    public double[] First { get; }

    /// <summary>S, as far as <see cref="Kind"/> says. Full: row j of a component at j x Stride, its first j + 1 numbers.</summary>
    public double[] Second { get; }

    /// <inheritdoc/>
    public double Energy { get; set; }

    /// <summary>Rows whose hard assignment differs from the pass before.</summary>
    public long Moved { get; set; }

    /// <summary>The number of sums, which decides how many rows a block must have to be worth merging.</summary>
    public static long Size(int components, int dimension, SecondMoment kind) =>
        components + ((long)components * dimension) + SecondLength(components, dimension, kind);

    /// <summary>Where the second moment of a component begins; the common one where it is pooled. Not to be read where there is none.</summary>
    public ref double SecondOf(int component)
    {
        var start = Kind switch
        {
            SecondMoment.Diagonal => component * Dimension,
            SecondMoment.Full => component * Dimension * Stride,
            _ => 0,
        };
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Second), start);
    }

    /// <summary>One element of a component's scatter about its new mean: S_jl - F_j F_l / N, l &lt;= j.</summary>
    public double Scatter(int component, int j, int l)
    {
        var second = Kind == SecondMoment.Diagonal
            ? Second[(component * Dimension) + j]
            : Second[(((component * Dimension) + j) * Stride) + l];
        return Weight[component] > 0 ? second - (First[(component * Dimension) + j] * First[(component * Dimension) + l] / Weight[component]) : second;
    }

    /// <summary>One element of the pooled scatter, about the new means: S_jl - sum_k F_kj F_kl / N_k, l &lt;= j.</summary>
    public double PooledScatter(int j, int l)
    {
        double between = 0;
        for (var k = 0; k < Components; k++)
        {
            between += Weight[k] > 0 ? First[(k * Dimension) + j] * First[(k * Dimension) + l] / Weight[k] : 0;
        }

        return Second[(j * Stride) + l] - between;
    }

    /// <summary>The sum of the diagonal of a component's scatter about its new mean.</summary>
    public double Trace(int component)
    {
        double trace = 0;
        for (var j = 0; j < Dimension; j++)
        {
            trace += Math.Max(0, Scatter(component, j, j));
        }

        return trace;
    }

    public void Merge(Moments other)
    {
        Add(Weight, other.Weight);
        Add(First, other.First);
        Add(Second, other.Second);
        for (var k = 0; k < Rows.Length; k++)
        {
            Rows[k] += other.Rows[k];
        }

        Energy += other.Energy;
        Moved += other.Moved;
    }

    /// <summary>Counts everything so much less, or more.</summary>
    public void Scale(double factor)
    {
        foreach (var sums in new[] { Weight, First, Second })
        {
            for (var i = 0; i < sums.Length; i++)
            {
                sums[i] *= factor;
            }
        }

        Energy *= factor;
    }

    /// <summary>The same about the new means: F = 0, S - F F' / N.</summary>
    public void Recentre()
    {
        for (var j = 0; j < Dimension; j++)
        {
            for (var l = Kind == SecondMoment.Diagonal ? j : 0; l <= j && Kind != SecondMoment.None; l++)
            {
                if (Kind == SecondMoment.Pooled)
                {
                    Second[(j * Stride) + l] = PooledScatter(j, l);
                    continue;
                }

                for (var k = 0; k < Components; k++)
                {
                    Second[Kind == SecondMoment.Diagonal ? (k * Dimension) + j : (((k * Dimension) + j) * Stride) + l] = Scatter(k, j, l);
                }
            }
        }

        Array.Clear(First);
    }

    public void Clear()
    {
        Array.Clear(Weight);
        Array.Clear(Rows);
        Array.Clear(First);
        Array.Clear(Second);
        Energy = 0;
        Moved = 0;
    }

    /// <summary>Rows of full second moments begin at whole vectors once they are longer than one.</summary>
    private static int RowStride(int dimension) => dimension < VectorLength ? dimension : (dimension + VectorLength - 1) / VectorLength * VectorLength;

    private static int SecondLength(int components, int dimension, SecondMoment kind) => kind switch
    {
        SecondMoment.None => 0,
        SecondMoment.Diagonal => checked(components * dimension),
        SecondMoment.Full => checked(components * dimension * RowStride(dimension)),
        _ => checked(dimension * RowStride(dimension)),
    };

    private static void Add(double[] sums, double[] others)
    {
        var i = 0;
        for (; i <= sums.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(sums, i) + new Vector<double>(others, i)).CopyTo(sums, i);
        }

        for (; i < sums.Length; i++)
        {
            sums[i] += others[i];
        }
    }
}
