using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Tests.Reference;

/// <summary>
/// k-means++ as its paper writes it: every candidate against every row, one number at a time. Only what decides bits is the library's:
/// the order of rows, the sequence of a squared distance, and costs counted in whole units.
/// </summary>
internal sealed class TextbookPlusPlus<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[][] rows;
    private readonly double[] weights;
    private readonly double[] squares;
    private double units;
    private long total;

    private TextbookPlusPlus(Observations<T> rows, ReadOnlySpan<int> order)
    {
        this.rows = [.. order.ToArray().Select(i => rows[i].ToArray().Select(double.CreateTruncating).ToArray())];
        weights = [.. order.ToArray().Select(i => rows.Weight(i))];
        squares = [.. weights.Select(_ => double.PositiveInfinity)];
    }

    public static double[] Complete(double[] first, Observations<T> rows, ReadOnlySpan<int> order, int clusters, int candidates, RandomStream random)
    {
        var seeding = new TextbookPlusPlus<T>(rows, order);
        var chosen = new List<double[]> { first };
        while (chosen.Count < clusters)
        {
            seeding.Take(chosen[^1]);
            var drawn = Enumerable.Range(0, candidates).Select(_ => seeding.Draw(random)).ToArray();
            chosen.Add(drawn.MinBy(seeding.CountWith)!);
        }

        return [.. chosen.SelectMany(c => c)];
    }

    public static double Square(double[] x, double[] y)
    {
        var inOrder = x.Length <= 16;
        var lanes = new double[inOrder ? 1 : 16];
        for (var j = 0; j < x.Length; j++)
        {
            lanes[j % lanes.Length] = Math.FusedMultiplyAdd(x[j] - y[j], x[j] - y[j], lanes[j % lanes.Length]);
        }

        for (var half = lanes.Length / 2; half > 0; half /= 2)
        {
            for (var i = 0; i < half; i++)
            {
                lanes[i] += lanes[i + half];
            }
        }

        return lanes[0];
    }

    private void Take(double[] centroid)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            squares[i] = Math.Min(squares[i], Square(rows[i], centroid));
        }

        total = Count(squares);
        if (total < 1L << 42)
        {
            Use(squares.Select((s, i) => s * weights[i]).Max() * rows.Length);
            Use((total + rows.Length) / units);
        }
    }

    private void Use(double bound)
    {
        units = Math.ScaleB(1, 49 - Math.ILogB(bound));
        total = Count(squares);
    }

    private double[] Draw(RandomStream random)
    {
        var at = (long)(random.NextDouble() * total);
        var i = 0;
        for (; at >= Units(squares[i], i); i++)
        {
            at -= Units(squares[i], i);
        }

        return rows[i];
    }

    private long CountWith(double[] candidate) => Count([.. squares.Select((s, i) => Math.Min(s, Square(rows[i], candidate)))]);

    private long Count(double[] of) => of.Select(Units).Sum();

    private long Units(double square, int i) => (long)Math.Round(square * (weights[i] * units), MidpointRounding.ToEven);
}
