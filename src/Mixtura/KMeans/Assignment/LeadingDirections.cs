using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Orthonormal directions along which the rows spread most, found by subspace iteration on a sample of them (N. Halko, P. G. Martinsson and J. A. Tropp 2011). They need not be
/// the best ones: whatever they are, bounds that are made of them are right. O(sample x d x directions).
/// </summary>
/// <param name="Values">Directions x d.</param>
/// <param name="Share">The share of the sample's spread that lies along them.</param>
internal sealed record LeadingDirections<T>(T[] Values, double Share)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SampleRows = 1024;
    private const int Iterations = 3;

    public static LeadingDirections<T> Of(Observations<T> rows, double[] mean, int directions)
    {
        var d = rows.Dimension;
        var count = (int)Math.Min(rows.Count, SampleRows);
        var sample = new double[count * d];
        for (var i = 0; i < count; i++)
        {
            var row = rows[i * rows.Count / count];
            for (var j = 0; j < d; j++)
            {
                sample[(i * d) + j] = double.CreateTruncating(row[j]) - mean[j];
            }
        }

        var random = new RandomStream(0, RandomPurpose.Directions);
        var basis = new double[directions * d];
        for (var i = 0; i < basis.Length; i++)
        {
            basis[i] = random.NextNormal();
        }

        Orthonormalize(basis, d);
        double along = 0;
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            (basis, along) = Multiplied(sample, basis, d);
            Orthonormalize(basis, d);
        }

        var total = Dot(sample, sample);
        return new(Array.ConvertAll(basis, T.CreateTruncating), total > 0 ? along / total : 1);
    }

    /// <summary>S'S B, with S the sample and B the basis, and the squares of S B.</summary>
    private static (double[] Product, double Along) Multiplied(double[] sample, double[] basis, int d)
    {
        var product = new double[basis.Length];
        double along = 0;
        for (var i = 0; i < sample.Length; i += d)
        {
            var row = sample.AsSpan(i, d);
            for (var b = 0; b < basis.Length; b += d)
            {
                var share = Dot(row, basis.AsSpan(b, d));
                along += share * share;
                AddScaled(share, row, product.AsSpan(b, d));
            }
        }

        return (product, along);
    }

    /// <summary>Gram and Schmidt, each direction twice, so that rounding leaves nothing of those before.</summary>
    private static void Orthonormalize(double[] basis, int d)
    {
        for (var b = 0; b < basis.Length; b += d)
        {
            var own = basis.AsSpan(b, d);
            for (var round = 0; round < 2; round++)
            {
                for (var before = 0; before < b; before += d)
                {
                    var other = basis.AsSpan(before, d);
                    AddScaled(-Dot(own, other), other, own);
                }
            }

            var norm = Math.Sqrt(Dot(own, own));
            if (!(norm > 1e-100))
            {
                // Fewer directions of spread than were asked for: this one takes part as zero, which is orthogonal to all.
                own.Clear();
                continue;
            }

            for (var j = 0; j < d; j++)
            {
                own[j] /= norm;
            }
        }
    }

    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var sum = Vector<double>.Zero;
        var j = 0;
        for (; j <= x.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            sum += new Vector<double>(x[j..]) * new Vector<double>(y[j..]);
        }

        var total = Vector.Sum(sum);
        for (; j < x.Length; j++)
        {
            total += x[j] * y[j];
        }

        return total;
    }

    private static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> to)
    {
        var j = 0;
        for (; j <= x.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            (new Vector<double>(to[j..]) + (factor * new Vector<double>(x[j..]))).CopyTo(to[j..]);
        }

        for (; j < x.Length; j++)
        {
            to[j] += factor * x[j];
        }
    }
}
