namespace Mixtura;

/// <summary>When a search stops at the latest.</summary>
/// <param name="Iterations">Its steps; null where it decides itself.</param>
/// <param name="Time">Its time; null for any.</param>
internal sealed record SearchLimits(int? Iterations, TimeSpan? Time)
{
    public static SearchLimits Checked(int? iterations, TimeSpan? timeLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(iterations ?? 1, nameof(iterations));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeLimit ?? TimeSpan.MaxValue, TimeSpan.Zero, nameof(timeLimit));
        return new(iterations, timeLimit);
    }
}
