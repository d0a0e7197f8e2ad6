using System.Numerics;
using System.Runtime.CompilerServices;

namespace Mixtura;

/// <summary>
/// How far each centroid has moved, and how far the farthest of the others, added up over all passes: a bound on a distance that was right in one pass is right
/// in a later one once these have grown by as much, so that bounds need not be written again in every pass. O(K d) a pass.
/// </summary>
internal sealed class CentroidDrift(int clusters)
{
    /// <summary>2^-52 for each operation of a distance, and as much again for those on bounds.</summary>
    private const double Ulp = 2.3e-16;
    private Centroids? before;

    /// <summary>K paths of a centroid's own.</summary>
    public double[] Own { get; } = new double[clusters];

    /// <summary>K paths of the farthest of the other centroids.</summary>
    public double[] Others { get; } = new double[clusters];

    /// <summary>The path by which any two centroids may have come nearer to a row one from the other: of the two farthest in every pass.</summary>
    public double Pairs { get; private set; }

    /// <summary>The same as <see cref="Others"/> before the last step.</summary>
    public double[] OthersBefore { get; } = new double[clusters];

    /// <summary>K steps that the centroids took before this pass.</summary>
    public double[] Steps { get; } = new double[clusters];

    /// <summary>The farthest that a centroid moved before this pass.</summary>
    public double LastStep { get; private set; }

    /// <summary>Goes on to the next model.</summary>
    public void Advance(Centroids model)
    {
        if (before is not null && clusters > 1)
        {
            Add(before, model);
        }

        before = model;
    }

    private void Add(Centroids from, Centroids to)
    {
        double farthest = 0, next = 0;
        var at = -1;
        var steps = Steps;
        for (var k = 0; k < clusters; k++)
        {
            steps[k] = Step(from[k], to[k]);
            if (steps[k] > farthest)
            {
                (farthest, next, at) = (steps[k], farthest, k);
            }
            else if (steps[k] > next)
            {
                next = steps[k];
            }
        }

        LastStep = farthest;
        Pairs = Up(Pairs + Up(farthest + next));
        for (var k = 0; k < clusters; k++)
        {
            OthersBefore[k] = Others[k];
            Own[k] = Up(Own[k] + steps[k]);
            Others[k] = Up(Others[k] + (k == at ? next : farthest));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Step(ReadOnlySpan<double> from, ReadOnlySpan<double> to)
    {
        var sums = Vector<double>.Zero;
        var j = 0;
        for (; j <= from.Length - Vector<double>.Count; j += Vector<double>.Count)
        {
            var steps = new Vector<double>(to[j..]) - new Vector<double>(from[j..]);
            sums += steps * steps;
        }

        var sum = Vector.Sum(sums);
        for (; j < from.Length; j++)
        {
            sum += (to[j] - from[j]) * (to[j] - from[j]);
        }

        return Math.Sqrt(sum) * (1 + ((from.Length + 4) * Ulp));
    }

    private static double Up(double path) => path * (1 + Ulp);
}
