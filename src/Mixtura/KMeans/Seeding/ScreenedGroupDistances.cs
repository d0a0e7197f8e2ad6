using System.Numerics;
using System.Runtime.InteropServices;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Many features. By the triangle inequality a point c is no nearer to a row x than its centroid a if |a - c| is at least twice |x - a|, as in
/// the exact acceleration of k-means++ (Raff, "Exact acceleration of k-means++ and k-means||", IJCAI 2021); the other rows are scored against
/// all points eight at a time in their own precision, and only those that may be nearer, by more than rounding could hide, get
/// their exact distance. 12 or 20 bytes a row.
/// </summary>
/// <param name="rows">The rows.</param>
/// <param name="groups">Their order.</param>
/// <param name="origin">d values near the rows, from which scores see them.</param>
internal sealed class ScreenedGroupDistances<T>(Observations<T> rows, RowGroups<T> groups, double[] origin) : IGroupDistances
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> rows = rows;
    private readonly RowGroups<T> groups = groups;
    private readonly double[] origin = origin;
    private readonly List<double[]> centroids = [];
    private readonly int[] nearest = new int[groups.Order.Length];
    private readonly T[] sizes = new T[groups.Order.Length];
    private readonly T[] thresholds = new T[groups.Order.Length];

    /// <summary>Rows so far from zero that their scores might overflow are all compared exactly.</summary>
    private volatile bool overflows;

    private static double Widest => typeof(T) == typeof(float) ? 1e17 : 1e150;

    public IGroupLook To(double[] points) => new Look(this, points);

    public void Take(double[] centroid) => centroids.Add(centroid);

    public void Lowered(int place, double square)
    {
        var d = rows.Dimension;
        var row = rows[groups.Order[place]];
        var fromOrigin = RowDistance.Between(row, origin);
        nearest[place] = centroids.Count - 1;
        if (sizes[place] == T.Zero)
        {
            double sum = 0;
            foreach (var x in row)
            {
                var value = double.CreateTruncating(x);
                sum += value * value;
            }

            var size = Math.Sqrt(sum) + Math.Sqrt(fromOrigin);
            overflows |= !(size < Widest);
            sizes[place] = T.CreateTruncating(size * (1 + CandidateScores<T>.Rounding(0)));
        }

        // A point c is nearer than sqrt(D) only if x.c - |c|^2 / 2 is above this, x and c seen from the origin.
        var threshold = (fromOrigin - square) / 2;
        var rounding = (4 * CandidateScores<double>.Rounding(d) * (fromOrigin + square)) + (CandidateScores<T>.Rounding(0) * Math.Abs(threshold));
        thresholds[place] = T.CreateTruncating(threshold - rounding);
    }

    private sealed class Look : IGroupLook
    {
        private const int AtOnce = CandidateScores<T>.RowsAtOnce;
        private readonly ScreenedGroupDistances<T> all;
        private readonly double[] points;
        private readonly CandidateScores<T> scores;
        private readonly double[] safe;

        public Look(ScreenedGroupDistances<T> all, double[] points)
        {
            this.all = all;
            this.points = points;
            scores = new(points, all.origin);
            safe = [.. all.centroids.Select(Safe)];
        }

        private int Dimension => all.origin.Length;

        public uint Squares(int begin, ReadOnlySpan<double> kept, int count, uint which, Span<double> squares, Workspace workspace)
        {
            squares.Fill(double.PositiveInfinity);
            if (all.overflows || safe.Length == 0)
            {
                for (var i = 0; i < count; i++)
                {
                    Exact(all.groups.Order[begin + i], default, which, squares[i..], kept.Length);
                }

                return which;
            }

            var scored = workspace.Take<T>(AtOnce * scores.Stride);
            Span<int> eight = stackalloc int[AtOnce];
            var nearest = all.nearest.AsSpan(begin, count);
            uint nearer = 0;
            var waiting = 0;
            for (var i = 0; i < count; i++)
            {
                if (kept[i] > safe[nearest[i]])
                {
                    eight[waiting++] = i;
                    if (waiting == AtOnce)
                    {
                        nearer |= Score(begin, eight, which, squares, kept.Length, scored);
                        waiting = 0;
                    }
                }
            }

            return waiting == 0 ? nearer : nearer | Score(begin, eight[..waiting], which, squares, kept.Length, scored);
        }

        /// <summary>No row whose squared distance to a centroid is at most this is nearer to a point.</summary>
        private double Safe(double[] centroid)
        {
            const double margin = 1e-9, underflow = 1e-300;
            var least = double.PositiveInfinity;
            for (var c = 0; c < points.Length; c += Dimension)
            {
                least = Math.Min(least, RowDistance.Between<double>(centroid, points.AsSpan(c, Dimension)));
            }

            return (least * ((1 - margin) / 4)) - underflow;
        }

        /// <summary>At most eight rows of a group, by their places in it.</summary>
        private uint Score(int begin, ReadOnlySpan<int> places, uint which, Span<double> squares, int width, Span<T> scored)
        {
            Span<int> numbers = stackalloc int[AtOnce];
            Span<T> sizes = stackalloc T[AtOnce];
            Span<T> thresholds = stackalloc T[AtOnce];
            for (var i = 0; i < AtOnce; i++)
            {
                var place = begin + places[Math.Min(i, places.Length - 1)];
                numbers[i] = all.groups.Order[place];
                sizes[i] = all.sizes[place];
                thresholds[i] = all.thresholds[place];
            }

            uint nearer = 0;
            if (scores.Run(in MemoryMarshal.GetReference(all.rows[0]), numbers, sizes, thresholds, scored))
            {
                for (var i = 0; i < places.Length; i++)
                {
                    nearer |= Exact(numbers[i], scored.Slice(i * scores.Stride, scores.Stride), which, squares[places[i]..], width);
                }
            }

            return nearer;
        }

        /// <summary>The distances of one row to the points whose scores reach its threshold; to all without scores.</summary>
        private uint Exact(int row, ReadOnlySpan<T> scored, uint which, Span<double> squares, int width)
        {
            uint nearer = 0;
            for (var left = which; left != 0; left &= left - 1)
            {
                var c = BitOperations.TrailingZeroCount(left);
                if (scored.IsEmpty || scored[scores.Place(c)] >= T.Zero)
                {
                    squares[c * width] = RowDistance.Between(all.rows[row], points.AsSpan(c * Dimension, Dimension));
                    nearer |= 1u << c;
                }
            }

            return nearer;
        }
    }
}
