using System.Collections.Immutable;

namespace Mixtura;

/// <summary>A model, the energy of that very model, the energies on the way to it, and why the way ended.</summary>
internal sealed record Fit<TModel>(TModel Model, double Energy, ImmutableArray<double> Trace, StopReason Reason);

/// <summary>
/// The one loop of this library: expect, minimize, until the free energy stops falling (Dempster, Laird and Rubin 1977;
/// Lloyd 1982 at temperature 0; as one free energy, Neal and Hinton 1998).
/// </summary>
internal static class EmLoop
{
    public static Fit<TModel> Run<TModel, TStatistics>(
        TModel start,
        IExecutor<TModel, TStatistics> executor,
        IMinimizer<TModel, TStatistics> minimizer,
        IStopRule<TModel, TStatistics> rule,
        int maxIterations,
        Action<int, double>? progress,
        CancellationToken cancellationToken)
        where TStatistics : IStatistics<TStatistics>
    {
        var model = start;
        var previous = start;
        var trace = ImmutableArray.CreateBuilder<double>();
        while (true)
        {
            var statistics = executor.Pass(model, cancellationToken);
            var energy = statistics.Energy;
            var settled = trace.Count > 0 && rule.Settled(previous, trace[^1], model, statistics);
            trace.Add(energy);
            progress?.Invoke(trace.Count - 1, energy);
            if (settled)
            {
                return new(model, energy, trace.ToImmutable(), StopReason.Converged);
            }

            if (trace.Count > maxIterations)
            {
                return new(model, energy, trace.ToImmutable(), StopReason.IterationLimit);
            }

            previous = model;
            model = minimizer.Minimize(model, statistics);
        }
    }
}
