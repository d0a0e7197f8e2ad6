using System.Diagnostics;

namespace Mixtura.Peers;

/// <summary>Seconds of a run, as peers.py takes them.</summary>
internal static class Clock
{
    /// <summary>
    /// The median seconds of at most <paramref name="repeats"/> runs, and the last result; stops early once
    /// <paramref name="enough"/> seconds are spent.
    /// </summary>
    public static (double Seconds, TResult Result) Time<TResult>(Func<TResult> run, int repeats = 3, double enough = 6)
    {
        var times = new List<double>();
        TResult result;
        do
        {
            var start = Stopwatch.GetTimestamp();
            result = run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (times.Count < repeats && times.Sum() < enough);

        times.Sort();
        var middle = times.Count / 2;
        return (times.Count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2, result);
    }
}
