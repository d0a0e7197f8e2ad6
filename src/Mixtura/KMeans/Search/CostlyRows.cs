namespace Mixtura;

/// <summary>Draws by cost: where a running sum of costs passes a number.</summary>
internal static class CostlyRows
{
    /// <summary>The place at which the running sum passes a number; the last place with a cost where rounding leaves none.</summary>
    public static int At(ReadOnlySpan<double> costs, double at)
    {
        var passed = 0;
        for (var i = 0; i < costs.Length; i++)
        {
            if (costs[i] > 0)
            {
                passed = i;
                at -= costs[i];
                if (at < 0)
                {
                    break;
                }
            }
        }

        return passed;
    }
}
