using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Centroids in whole numbers of 7 bits, so that scores are bounded from both sides by products of bytes, of which vectors make several times as many as of floating-point numbers
/// (after H. Li, T. N. Chan, M. L. Yiu and N. Mamoulis, "FEXIPRO: fast and exact inner product retrieval in recommender systems", SIGMOD 2017). A centroid is c = s v + e with v whole
/// and e what is left, a row likewise x = t u + f: by Cauchy and Schwarz x.c is at most |t u| |e| + |f| |c| from t s u.v. O(K d).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class CodedCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Features that are multiplied before sums are widened to 32 bits.</summary>
    public const int GroupSize = 8;

    /// <summary>For fewer centroids or features rows are not worth being coded.</summary>
    private const int LeastClusters = 24;
    private const int LeastFeatures = 32;

    /// <summary>Sums of so many products stay far below 2^31.</summary>
    private const int MostFeatures = 1 << 17;

    /// <summary>Lengths whose squares and products a <c>float</c> holds with room to spare.</summary>
    private const double Shortest = 1e-12;
    private const double Longest = 1e12;

    /// <summary>Smaller numbers than this are coded as 0.</summary>
    private const float Smallest = 1e-20f;

    /// <summary>What rounding may take of a bound in <c>float</c>, as a share of the lengths that are multiplied.</summary>
    private const double Rounding = 2e-6;

    /// <summary>What rounding may take of a length in <c>float</c>, as a share of it.</summary>
    private const double Little = 1e-3;

    private CodedCentroids(PackedCentroids<T> centroids, double[] lengths)
    {
        Dimension = centroids.Dimension;
        Clusters = centroids.Clusters;
        Share = centroids.Share;
        Panels = (Clusters + PanelWidth - 1) / PanelWidth;
        Origin = centroids.Origin;
        Points = centroids.Points;
        Codes = new(Panels * PanelWidth * Groups * GroupSize);
        Bias = new(Panels * PanelWidth);
        Scale = new(Panels * PanelWidth);
        Length = new(Stride);
        Start = new(Panels * PanelWidth);
        Start.Span.Fill(float.NegativeInfinity);
        Starts = centroids.Start[..Clusters].ToArray();
        LongestLength = lengths.Max();
        var codes = new byte[ByteCodes.Length(Dimension)];
        var single = new float[codes.Length];
        for (var k = 0; k < Clusters; k++)
        {
            // One that is all but zero gets a length that its remainder is a small share of, too.
            Length[k] = (float)((lengths[k] * (1 + Little)) + (1e-6 * LongestLength));
            Start[k] = float.CreateTruncating(Starts[k]);
            (Scale[k], var left) = Code(Points.AsSpan(k * Dimension, Dimension), single, codes);
            Bias[k] = -ByteCodes.Shift * Place(codes, k);
            Left = Math.Max(Left, left * (1 + Little) / Length[k]);
        }
    }

    public int Dimension { get; }

    public int Clusters { get; }

    /// <summary>Groups of features; the last one is filled up with 0.</summary>
    public int Groups => (Dimension + GroupSize - 1) / GroupSize;

    public int Panels { get; }

    /// <summary>Centroids in a panel: a vector of them.</summary>
    public int PanelWidth { get; } = ByteCodes.Lanes;

    /// <summary>Bounds of a row: a multiple of four vectors.</summary>
    public int Stride => (Panels + 3) / 4 * 4 * PanelWidth;

    /// <summary>What is taken from rows, d values.</summary>
    public T[] Origin { get; }

    /// <summary>The centroids themselves less the origin, K x d.</summary>
    public T[] Points { get; }

    /// <summary>-|c|^2 / 2 of each of them.</summary>
    public T[] Starts { get; }

    /// <summary>Panels x groups x halves of a group x lanes x 4.</summary>
    public AlignedArray<sbyte> Codes { get; }

    /// <summary>What the shift of rows' codes adds to the products of each centroid, to be taken away.</summary>
    public AlignedArray<int> Bias { get; }

    /// <summary>s of each centroid.</summary>
    public AlignedArray<float> Scale { get; }

    /// <summary>|c| of each centroid, or a little more.</summary>
    public AlignedArray<float> Length { get; }

    /// <summary>-|c|^2 / 2 of each centroid; minus infinity for those that fill the last panel up.</summary>
    public AlignedArray<float> Start { get; }

    /// <summary>The largest |c|.</summary>
    private double LongestLength { get; }

    /// <summary>The largest |e| / |c|.</summary>
    private double Left { get; }

    /// <summary>A score that was computed one way or another is right to this share of |c| (|x| + |c|).</summary>
    private double Share { get; }

    /// <summary>The codes of centroids, or null where the machine, the shape or the size of the numbers does not suit them.</summary>
    public static CodedCentroids<T>? Of(PackedCentroids<T> centroids)
    {
        if (!ByteCodes.AreSupported || centroids.Layout != AssignmentLayout.CentroidLanes || centroids.Clusters < LeastClusters || centroids.Dimension is < LeastFeatures or > MostFeatures)
        {
            return null;
        }

        var squares = new T[centroids.Clusters];
        var nowhere = new T[centroids.Dimension];
        RowDistances<T>.Run(centroids.Points, [], nowhere, nowhere, [], squares);
        var lengths = Array.ConvertAll(squares, square => Math.Sqrt(double.CreateTruncating(square)) * (1 + centroids.Share));
        return lengths.Max() is > Shortest and < Longest ? new(centroids, lengths) : null;
    }

    /// <summary>How far the score of a row may be from what its codes say, in units of the length of a centroid.</summary>
    /// <param name="length">|x|.</param>
    /// <param name="left">|f|.</param>
    public float Slack(double length, double left) =>
        (float)((((length + left) * Left) + left + ((Share + Rounding) * (length + LongestLength))) * (1 + Little));

    /// <summary>Finds the best score of a row among some centroids, and the second best, or says that rounding may hide it. O(d) a candidate.</summary>
    /// <param name="row">A row less the origin.</param>
    /// <param name="square">The square of its length.</param>
    /// <param name="candidates">Centroids, among them the one that brute force finds.</param>
    /// <param name="products">Takes their scores.</param>
    /// <param name="second">The second best score.</param>
    /// <returns>Where among the candidates the best one stands, or -1.</returns>
    public int Best(ReadOnlySpan<T> row, T square, ReadOnlySpan<int> candidates, Span<T> products, out T second)
    {
        CandidateProducts<T>.Run(row, Points, Starts, candidates, products);
        var best = 0;
        for (var m = 1; m < candidates.Length; m++)
        {
            best = products[m] > products[best] ? m : best;
        }

        var length = Math.Sqrt(double.CreateTruncating(square));
        var isCertain = true;
        second = T.NegativeInfinity;
        for (var m = 0; m < candidates.Length; m++)
        {
            if (m != best)
            {
                second = T.Max(second, products[m]);
                isCertain &= double.CreateTruncating(products[best] - products[m]) > Error(candidates[best], length) + Error(candidates[m], length);
            }
        }

        return isCertain ? best : -1;
    }

    /// <summary>By how much a score and that of brute force may differ.</summary>
    private double Error(int centroid, double length) => 2 * Share * Length[centroid] * (length + Length[centroid]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Scale, double Left) Code(ReadOnlySpan<T> point, Span<float> single, Span<byte> codes)
    {
        var largest = 0f;
        for (var j = 0; j < point.Length; j++)
        {
            single[j] = float.CreateTruncating(point[j]);
            largest = float.MaxNative(largest, MathF.Abs(single[j]));
        }

        if (largest > Smallest)
        {
            return ByteCodes.Code(single, largest, codes);
        }

        codes.Fill(ByteCodes.Shift);
        return (0, largest * Math.Sqrt(point.Length));
    }

    /// <summary>Puts the codes of a centroid where they belong, with their signs, and returns their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Place(Span<byte> codes, int k)
    {
        var sum = 0;
        foreach (ref var code in codes)
        {
            code -= ByteCodes.Shift;
            sum += (sbyte)code;
        }

        var panel = MemoryMarshal.Cast<sbyte, int>(Codes.Span)[((k / PanelWidth * PanelWidth * Groups * 2) + (k % PanelWidth))..];
        ReadOnlySpan<int> fours = MemoryMarshal.Cast<byte, int>(codes)[..(Groups * 2)];
        for (var at = 0; at < fours.Length; at++)
        {
            panel[at * PanelWidth] = fours[at];
        }

        return sum;
    }
}
