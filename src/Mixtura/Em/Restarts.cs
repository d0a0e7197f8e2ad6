using System.Collections.Immutable;

namespace Mixtura;

/// <summary>Several starts of one fit: the lowest energy is kept, the first of equals, and all are reported.</summary>
internal static class Restarts
{
    /// <summary>
    /// Runs starts 0 .. <paramref name="count"/> - 1. Each depends on its number alone, so that running them side by side
    /// (<paramref name="parallel"/>, for small data) or one after the other gives the same.
    /// </summary>
    /// <param name="count">How many starts.</param>
    /// <param name="parallel">How many may run at a time.</param>
    /// <param name="run">One start; throws <see cref="DiscardedStartException"/> where it cannot give a model.</param>
    /// <param name="warnings">Takes one sentence for each start that was discarded.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    /// <returns>The kept start's number and fit, and how each start that was not discarded ended.</returns>
    public static (int Start, Fit<TModel> Best, ImmutableArray<RestartReport> Reports) Run<TModel>(
        int count, int parallel, Func<int, Fit<TModel>> run, List<string> warnings, CancellationToken cancellationToken)
    {
        var fits = new Fit<TModel>?[count];
        var faults = new DiscardedStartException?[count];
        void One(int start)
        {
            try
            {
                fits[start] = run(start);
            }
            catch (DiscardedStartException fault)
            {
                faults[start] = fault;
            }
        }

        if (parallel > 1 && count > 1)
        {
            RunSideBySide(count, parallel, One, cancellationToken);
        }
        else
        {
            for (var start = 0; start < count; start++)
            {
                One(start);
            }
        }

        var best = fits.Where(f => f is not null).MinBy(f => f!.Energy);
        if (best is null)
        {
            throw new MixturaException(count == 1 ? faults[0]!.Message : $"None of the {count} starts gave a model. The first: {faults[0]!.Message}");
        }

        warnings.AddRange(faults.Select((fault, start) => (fault, start)).Where(f => f.fault is not null).Select(f => $"Start {f.start} was discarded: {f.fault!.Message}"));
        return (Array.IndexOf(fits, best), best, [.. fits.Where(f => f is not null).Select(f => new RestartReport(f!.Energy, f.Trace.Length - 1, f.Reason))]);
    }

    private static void RunSideBySide(int count, int parallel, Action<int> one, CancellationToken cancellationToken)
    {
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken }, one);
        }
        catch (AggregateException many) when (many.InnerExceptions.OfType<MixturaException>().FirstOrDefault() is { } first)
        {
            throw new MixturaException(first.Message, many);
        }
    }
}

/// <summary>One start cannot give a model (a component collapsed or lost its rows); others may.</summary>
internal sealed class DiscardedStartException(string message) : Exception(message);
