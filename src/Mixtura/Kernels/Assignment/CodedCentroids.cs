using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Mixtura.Kernels;

/// <summary>
/// Centroids in whole numbers of 7 bits (<see cref="ByteCodes"/>), so that scores are bounded from both sides by products of bytes, of which vectors make several times as many as of floating-point numbers
/// (after H. Li, T. N. Chan, M. L. Yiu and N. Mamoulis, "FEXIPRO: fast and exact inner product retrieval in recommender systems", SIGMOD 2017). A centroid is c = s v + e with v whole
/// and e what is left, a row likewise x = t u + f: by Cauchy and Schwarz x.c is at most |t u| |e| + |f| |c| from t s u.v. O(K d).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class CodedCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Features whose codes stand in a lane.</summary>
    public const int GroupSize = 4;

    /// <summary>For fewer centroids or features rows are not worth being coded.</summary>
    private const int LeastClusters = 24;
    private const int LeastFeatures = 32;

    /// <summary>Sums of so many products stay far below 2^31.</summary>
    private const int MostFeatures = 1 << 17;

    /// <summary>Lengths whose squares and products a <c>float</c> holds with room to spare.</summary>
    private const double Shortest = 1e-12;
    private const double Longest = 1e12;

    /// <summary>Codes are of no smaller parts than this.</summary>
    private const float Smallest = 1e-22f;

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
        Codes = new(Panels * PanelSize);
        Scale = new(Panels * PanelWidth);
        Length = new(Stride);
        Start = new(Panels * PanelWidth);
        Start.Span.Fill(float.NegativeInfinity);
        Starts = centroids.Start[..Clusters].ToArray();
        LongestLength = lengths.Max();
        var codes = new byte[ByteCodes.Length(Dimension)];
        var near = new T[codes.Length];
        var single = new float[codes.Length];
        var nowhere = new T[Dimension];
        for (var k = 0; k < Clusters; k++)
        {
            // One that is all but zero gets a length that its remainder is a small share of, too.
            Length[k] = (float)((lengths[k] * (1 + Little)) + (1e-6 * LongestLength));
            Start[k] = float.CreateTruncating(Starts[k]);
            ByteCodes.Center(Points.AsSpan(k * Dimension, Dimension), nowhere, near, ByteCodes.MostSigned, out var scale);
            var isCoded = scale > Smallest;
            Scale[k] = isCoded ? scale : 0;
            var left = isCoded ? ByteCodes.Code(ByteCodes.Single(near, single), scale, codes) : lengths[k];
            if (isCoded)
            {
                Place(codes, k);
            }

            Left = Math.Max(Left, left * (1 + Little) / Length[k]);
        }
    }

    public int Dimension { get; }

    public int Clusters { get; }

    /// <summary>Groups of features: an even number, filled up with 0.</summary>
    public int Groups => (Dimension + (2 * GroupSize) - 1) / (2 * GroupSize) * 2;

    public int Panels { get; }

    /// <summary>Centroids in a panel: two vectors of them.</summary>
    public int PanelWidth { get; } = 2 * ByteCodes.Lanes;

    /// <summary>Bounds of a row: a multiple of four vectors.</summary>
    public int Stride => (Panels + 1) / 2 * 2 * PanelWidth;

    /// <summary>What is taken from rows, d values.</summary>
    public T[] Origin { get; }

    /// <summary>The centroids themselves less the origin, K x d.</summary>
    public T[] Points { get; }

    /// <summary>-|c|^2 / 2 of each of them.</summary>
    public T[] Starts { get; }

    /// <summary>For each panel and each block of features: what the shift of rows' codes adds to the sums of each centroid, to be taken away; then groups x centroids x 4.</summary>
    public AlignedArray<sbyte> Codes { get; }

    /// <summary>s of each centroid.</summary>
    public AlignedArray<float> Scale { get; }

    /// <summary>|c| of each centroid, or a little more.</summary>
    public AlignedArray<float> Length { get; }

    /// <summary>-|c|^2 / 2 of each centroid; minus infinity for those that fill the last panel up.</summary>
    public AlignedArray<float> Start { get; }

    /// <summary>Bytes of a panel.</summary>
    public int PanelSize => PanelWidth * GroupSize * (Groups + Blocks);

    private int Blocks => (Dimension + ByteCodes.BlockSize - 1) / ByteCodes.BlockSize;

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

    /// <summary>Puts the codes of a centroid where they belong, with their signs, and what the shift adds to each half of a block before them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place(Span<byte> codes, int k)
    {
        var panel = MemoryMarshal.Cast<sbyte, int>(Codes.Span.Slice(k / PanelWidth * PanelSize, PanelSize))[(k % PanelWidth)..];
        var at = 0;
        for (var first = 0; first < Groups * GroupSize; first += ByteCodes.BlockSize)
        {
            var block = codes[first..Math.Min(first + ByteCodes.BlockSize, Groups * GroupSize)];
            var (left, right) = (0, 0);
            for (var j = 0; j < block.Length; j += GroupSize)
            {
                var group = block.Slice(j, GroupSize);
                for (var m = 0; m < GroupSize; m++)
                {
                    group[m] -= ByteCodes.Shift;
                }

                left += (sbyte)group[0] + (sbyte)group[1];
                right += (sbyte)group[2] + (sbyte)group[3];
            }

            panel[at++ * PanelWidth] = (ushort)(-ByteCodes.Shift * left) | (-ByteCodes.Shift * right << 16);
            foreach (var four in MemoryMarshal.Cast<byte, int>(block))
            {
                panel[at++ * PanelWidth] = four;
            }
        }
    }
}
