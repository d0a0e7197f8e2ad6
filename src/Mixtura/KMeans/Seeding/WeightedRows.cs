using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Draws rows with probability proportional to their weights. O(n) once where rows have weights, then O(log n) a draw.</summary>
internal sealed class WeightedRows<T>(Observations<T> rows)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly MassDraw? byWeight = rows.IsWeighted ? new([.. rows.Weights(0, (int)rows.Count)]) : null;

    public long Draw(RandomStream random) => byWeight?.Draw(random) ?? random.NextBelow(rows.Count);
}
