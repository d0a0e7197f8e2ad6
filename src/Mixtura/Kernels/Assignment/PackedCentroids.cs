using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mixtura.Kernels;

/// <summary>Which of the two assignment kernels a shape gets: a function of the dimension alone.</summary>
internal enum AssignmentLayout
{
    /// <summary>Lanes hold rows; centroids are broadcast in groups. Nothing is wasted on few features or few centroids.</summary>
    RowLanes,

    /// <summary>Lanes hold centroids; features of rows are broadcast. Rows are read as they lie.</summary>
    CentroidLanes,
}

/// <summary>
/// K centroids laid out for the assignment kernels, less their mean, so that data far from zero keep their digits.
/// The score of a row x and a centroid c is x.c - |c|^2 / 2, the largest wins; it starts from -|c|^2 / 2 and takes one fused
/// multiply-add a feature, in order, in every layout and width.
/// </summary>
internal sealed class PackedCentroids<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Up to this dimension rows stand in the lanes; measured, see the benchmarks.</summary>
    public const int MostFeaturesInRowLanes = 24;

    /// <summary>Centroids in a group of the row-lane kernel.</summary>
    public const int GroupSize = 4;

    /// <param name="means">K x d centroids.</param>
    /// <param name="dimension">d.</param>
    public PackedCentroids(ReadOnlySpan<double> means, int dimension)
        : this(new T[means.Length], MeanOf(means, dimension), dimension <= MostFeaturesInRowLanes ? AssignmentLayout.RowLanes : AssignmentLayout.CentroidLanes)
    {
        for (var k = 0; k < Clusters; k++)
        {
            Center(means.Slice(k * Dimension, Dimension), Origin, Points.AsSpan(k * Dimension, Dimension));
            Place(k);
        }

        var half = T.CreateTruncating(-0.5);
        var largest = T.Zero;
        var norms = new T[PanelWidth];
        for (var panel = 0; panel < Panels; panel++)
        {
            Norms(panel, norms);
            for (var k = panel * PanelWidth; k < Math.Min(Clusters, (panel + 1) * PanelWidth); k++)
            {
                var norm = norms[k % PanelWidth];
                start[k] = norm * half;
                largest = norm > largest ? norm : largest;
            }
        }

        LargestNorm = Math.Sqrt(double.CreateTruncating(largest)) * (1 + 1e-3);
    }

    /// <param name="points">K x d points that an origin was taken from already.</param>
    /// <param name="start">Their K scores before the first feature.</param>
    /// <param name="origin">d values to be taken from rows.</param>
    /// <param name="layout">The kernel that they are for.</param>
    public PackedCentroids(T[] points, ReadOnlySpan<T> start, T[] origin, AssignmentLayout layout)
        : this(points, origin, layout)
    {
        start.CopyTo(this.start.Span);
        for (var k = 0; k < Clusters; k++)
        {
            Place(k);
        }
    }

    private PackedCentroids(T[] points, T[] origin, AssignmentLayout layout)
    {
        var lanes = NearestCentroid.Lanes<T>();
        coded = new(() => CodedCentroids<T>.Of(this));
        Points = points;
        Dimension = origin.Length;
        Clusters = points.Length / origin.Length;
        Origin = origin;
        Layout = layout;
        PanelWidth = Layout == AssignmentLayout.RowLanes ? GroupSize : lanes * VectorsInPanel(lanes);
        Panels = (Clusters + PanelWidth - 1) / PanelWidth;
        values = new(Panels * Dimension * PanelWidth);
        start = new(Panels * PanelWidth);
        index = new(Panels * PanelWidth);
        for (var k = 0; k < Panels * PanelWidth; k++)
        {
            index[k] = T.CreateTruncating(k);
            start[k] = T.NegativeInfinity;
        }
    }

    private readonly AlignedArray<T> values;
    private readonly AlignedArray<T> start;
    private readonly AlignedArray<T> index;

    private readonly Lazy<CodedCentroids<T>?> coded;

    /// <summary>The same in bytes, made when they are first asked for; null where those would not help.</summary>
    public CodedCentroids<T>? Coded => coded.Value;

    /// <summary>The centroids less the origin, row after row: K x d.</summary>
    public T[] Points { get; }

    public int Dimension { get; }

    public int Clusters { get; }

    public AssignmentLayout Layout { get; }

    /// <summary>Centroids in a panel: a group of the row-lane kernel, one or two vectors of the centroid-lane kernel.</summary>
    public int PanelWidth { get; }

    public int Panels { get; }

    /// <summary>The mean of the centroids, d values, taken from rows and centroids alike: a function of the model, so that predictions repeat the fit.</summary>
    public T[] Origin { get; }

    /// <summary>The largest norm of a centroid less the origin, rounding included.</summary>
    public double LargestNorm { get; }

    /// <summary>Half a unit in the last place of 1, and a little for products of errors.</summary>
    public static double Unit => typeof(T) == typeof(float) ? 6.0e-8 : 1.12e-16;

    /// <summary>A sum of d terms of one sign is right to this share of it, in whatever order they are added.</summary>
    public double Share => (Dimension + 4) * Unit;

    /// <summary>Panels x d x PanelWidth.</summary>
    public ReadOnlySpan<T> Values => values.Span;

    /// <summary>-|c|^2 / 2 of each centroid; minus infinity for those that fill the last panel up.</summary>
    public ReadOnlySpan<T> Start => start.Span;

    /// <summary>0, 1, 2, ... as T.</summary>
    public ReadOnlySpan<T> Index => index.Span;

    /// <summary>Two vectors of centroids make more of each row that is loaded.</summary>
    private int VectorsInPanel(int lanes) => lanes * Unsafe.SizeOf<T>() >= 32 && Clusters > lanes ? 2 : 1;

    private static T[] MeanOf(ReadOnlySpan<double> means, int dimension)
    {
        var sums = new double[dimension];
        for (var first = 0; first < means.Length; first += dimension)
        {
            for (var j = 0; j < sums.Length; j++)
            {
                sums[j] += means[first + j];
            }
        }

        var clusters = means.Length / dimension;
        return Array.ConvertAll(sums, sum => T.CreateTruncating(sum / clusters));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Center(ReadOnlySpan<double> mean, ReadOnlySpan<T> origin, Span<T> point)
    {
        for (var j = 0; j < point.Length; j++)
        {
            point[j] = T.CreateTruncating(mean[j] - double.CreateTruncating(origin[j]));
        }
    }

    /// <summary>|c|^2 of the centroids of a panel, each by one sequence of fused multiply-adds over the features.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Norms(int panel, Span<T> norms)
    {
        norms.Clear();
        ReadOnlySpan<T> features = values.Span.Slice(panel * Dimension * PanelWidth, Dimension * PanelWidth);
        for (; features.Length > 0; features = features[norms.Length..])
        {
            for (var k = 0; k < norms.Length; k++)
            {
                norms[k] = T.FusedMultiplyAdd(features[k], features[k], norms[k]);
            }
        }
    }

    /// <summary>Puts a centroid into its panel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Place(int k)
    {
        ReadOnlySpan<T> point = Points.AsSpan(k * Dimension, Dimension);
        var panel = values.Span[((k / PanelWidth * Dimension * PanelWidth) + (k % PanelWidth))..];
        for (var j = 0; j < point.Length; j++)
        {
            panel[j * PanelWidth] = point[j];
        }
    }
}
