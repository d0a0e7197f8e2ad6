using System.Diagnostics;

namespace Mixtura;

/// <summary>What a search has done and whether it must end; shared by threads.</summary>
internal sealed class SearchClock(TimeSpan? limit, Action<int, double>? progress, CancellationToken cancellationToken)
{
    /// <summary>Steps between two reports where nothing improves.</summary>
    private const int Between = 64;

    private readonly long start = Stopwatch.GetTimestamp();
    private int steps;
    private int improvements;

    public CancellationToken CancellationToken => cancellationToken;

    public int Steps => steps;

    public int Improvements => improvements;

    public bool IsTimeUp => limit is not null && Stopwatch.GetElapsedTime(start) >= limit;

    /// <summary>Counts a step of the search.</summary>
    public void Step(bool improved, double inertia)
    {
        var done = Interlocked.Increment(ref steps);
        if (improved)
        {
            Interlocked.Increment(ref improvements);
        }

        if (improved || done % Between == 0)
        {
            progress?.Invoke(done, inertia);
        }
    }
}
