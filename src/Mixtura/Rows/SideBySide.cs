using System.Runtime.ExceptionServices;

namespace Mixtura;

/// <summary>Runs that each depend on their number alone: by several threads or one after the other they give the same, in order.</summary>
internal static class SideBySide
{
    /// <summary>Results 0 .. <paramref name="count"/> - 1; of faults the first in order, whichever came first.</summary>
    public static TResult[] Run<TResult>(int count, int threads, Func<int, TResult> one, CancellationToken cancellationToken)
    {
        var results = new TResult[count];
        var faults = new Exception?[count];
        void Kept(int run)
        {
            try
            {
                results[run] = one(run);
            }
            catch (Exception fault) when (fault is MixturaException or ArgumentException)
            {
                faults[run] = fault;
            }
        }

        if (threads > 1 && count > 1)
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken }, Kept);
        }
        else
        {
            for (var run = 0; run < count; run++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Kept(run);
            }
        }

        if (Array.Find(faults, fault => fault is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return results;
    }
}
