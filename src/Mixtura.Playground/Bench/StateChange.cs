namespace Mixtura.Playground.Bench;

/// <summary>A state of the bench, between its parts.</summary>
public sealed record StateChange
{
    internal StateChange(BenchState state)
    {
        State = state;
    }

    /// <summary>The state.</summary>
    internal BenchState State { get; }
}
