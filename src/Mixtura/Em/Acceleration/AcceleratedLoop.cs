using System.Collections.Immutable;

namespace Mixtura;

/// <summary>
/// The loop of <see cref="EmLoop"/> with leaps between its steps (Varadhan and Roland 2008): sums are extrapolated, and the M-step makes a model of them, so that every structure is kept. A leap
/// that makes no model, or does not lower the energy, is not taken, and a plain step follows; only a plain step can settle.
/// </summary>
internal static class AcceleratedLoop
{
    /// <summary>From a first model to where a plain step gains too little. Each pass is an iteration, those that judge a leap which is not taken, too: the trace then stays where it is.</summary>
    public static Fit<TModel> Run<TModel>(
        TModel start,
        IExecutor<TModel, Moments> executor,
        IMinimizer<TModel, Moments> minimizer,
        IStopRule<TModel, Moments> rule,
        double[] deviations,
        int maxIterations,
        Action<int, double>? progress,
        CancellationToken cancellationToken)
        where TModel : class, IComponents
    {
        var squarem = new Squarem();
        var trace = ImmutableArray.CreateBuilder<double>();
        void Tell(double energy)
        {
            trace.Add(energy);
            progress?.Invoke(trace.Count - 1, energy);
        }

        var model = start;
        var seen = executor.Pass(model, cancellationToken);
        var space = new MomentSpace(seen, deviations);
        var sums = space.Point(seen, model.Means, model.Means);
        var energy = seen.Energy;
        var isLeapNext = false;
        Tell(energy);
        while (trace.Count <= maxIterations)
        {
            var ahead = isLeapNext ? squarem.Propose(space) : null;
            var next = ahead is null ? minimizer.Minimize(model, space.Sums(sums)) : Leap(minimizer, model, space, ahead);
            if (next is null)
            {
                squarem.Refused();
                isLeapNext = false;
                continue;
            }

            seen = executor.Pass(next, cancellationToken);
            var settled = rule.Settled(model, energy, next, seen);
            if (ahead is not null && !(seen.Energy < energy))
            {
                squarem.Refused();
                isLeapNext = false;
                Tell(energy);
                continue;
            }

            var (from, means) = (ahead ?? sums, model.Means.ToArray());
            sums = space.Point(seen, next.Means, next.Means);
            squarem.Took(new(from, means, sums, next.Means.ToArray()), ahead is not null);
            (model, energy) = (next, seen.Energy);
            Tell(energy);
            if (settled && ahead is null)
            {
                return new(model, energy, trace.ToImmutable(), StopReason.Converged);
            }

            isLeapNext = !settled;
        }

        return new(model, energy, trace.ToImmutable(), StopReason.IterationLimit);
    }

    /// <summary>The model of sums ahead; null where they make none.</summary>
    private static TModel? Leap<TModel>(IMinimizer<TModel, Moments> minimizer, TModel model, MomentSpace space, double[] ahead)
        where TModel : class
    {
        try
        {
            return space.IsOfRows(ahead) ? minimizer.Minimize(model, space.Sums(ahead)) : null;
        }
        catch (DiscardedStartException)
        {
            return null;
        }
    }
}
