using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura.Selection;

/// <summary>n of n rows drawn with replacement (B. Efron, "Bootstrap methods: another look at the jackknife", 1979).</summary>
/// <param name="Rows">The rows that were drawn, rising, each once.</param>
/// <param name="Times">How often each of them was.</param>
internal sealed record Resample(int[] Rows, int[] Times)
{
    public static Resample Draw(int count, RandomStream random)
    {
        var times = new int[count];
        for (var draw = 0; draw < count; draw++)
        {
            times[random.NextBelow(count)]++;
        }

        int[] rows = [.. Enumerable.Range(0, count).Where(i => times[i] > 0)];
        return new(rows, Array.ConvertAll(rows, i => times[i]));
    }

    /// <summary>A copy of the drawn rows, each weighing what it weighs as often as it was drawn.</summary>
    public Observations<T> Take<T>(Observations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        SelectedRows.Unweighted(rows, Rows).WithWeights(Rows.Select((row, i) => Times[i] * rows.Weight(row)).ToArray());
}
