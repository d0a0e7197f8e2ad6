namespace Mixtura;

/// <summary>When a search stops at the latest.</summary>
/// <param name="Iterations">Its steps; null where it decides itself.</param>
/// <param name="Time">Its time; null for any.</param>
/// <param name="Passes">Passes over the rows of one way down.</param>
internal sealed record SearchLimits(int? Iterations = null, TimeSpan? Time = null, long Passes = long.MaxValue)
{
    public static SearchLimits Checked(int? iterations, TimeSpan? timeLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations ?? 1, nameof(iterations));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeLimit ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(timeLimit));
        return new(iterations, timeLimit);
    }
}
