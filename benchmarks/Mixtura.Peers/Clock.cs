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
            // No run pays for what another one left behind.
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var start = Stopwatch.GetTimestamp();
            result = run();
            times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        while (times.Count < repeats && times.Sum() < enough);

        return (Median(times), result);
    }

    /// <summary>
    /// The median of how many seconds more the second of two runs takes than the first, turn by turn, so that both meet the same state of the machine; and the second's last result.
    /// </summary>
    public static (double Seconds, TResult Result) Difference<TResult>(Func<TResult> less, Func<TResult> more, int repeats, double enough)
    {
        var differences = new List<double>();
        var spent = 0.0;
        TResult result;
        do
        {
            var (one, _) = Time(less, repeats: 1);
            (var many, result) = Time(more, repeats: 1);
            differences.Add(many - one);
            spent += one + many;
        }
        while (differences.Count < repeats && spent < enough);

        return (Median(differences), result);
    }

    private static double Median(List<double> times)
    {
        times.Sort();
        var middle = times.Count / 2;
        return times.Count % 2 == 1 ? times[middle] : (times[middle - 1] + times[middle]) / 2;
    }
}
