using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The E-step over rows with missing values: responsibilities given what is observed, and the moments of all features, those of the missing ones as they are expected to be. O(P K d^3) for P
/// patterns of missing features beside the pass over what is observed.
/// </summary>
/// <param name="source">The rows by their patterns.</param>
/// <param name="components">K.</param>
/// <param name="secondMoment">How much of the second moment is added up.</param>
/// <param name="temperature">At which shares are taken.</param>
/// <param name="known">The component that each row in the order of the source is known to come from, -1 where it is not known; empty where no row's is.</param>
/// <param name="threads">How many threads may work.</param>
internal sealed class IncompleteExpectation<T>(PatternRows<T> source, int components, SecondMoment secondMoment, Temperature temperature, ReadOnlyMemory<int> known, int threads)
    : IExpectation<GaussianComponents, Moments, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Moments NewStatistics() => new(components, source.Dimension, secondMoment);

    public IBlockPass<Moments, T> Under(GaussianComponents model) => new BlockPass(this, ObservedParts.Of(model, source, secondMoment, threads));

    private sealed class BlockPass(IncompleteExpectation<T> pass, ObservedPart[] parts) : IBlockPass<Moments, T>
    {
        public void Add(RowBlock<T> block, Moments into, Workspace workspace)
        {
            var part = parts[pass.source.PatternAt(block.First)];
            var own = new Moments(into.Components, part.Components.Dimension, into.Kind);
            new DenseExpectation<GaussianComponents, T>(own.Components, own.Dimension, own.Kind, pass.temperature, pass.known).Under(part.Components).Add(block, own, workspace);
            part.Complete(own, into);
        }
    }

    private readonly PatternRows<T> source = source;
    private readonly Temperature temperature = temperature;
    private readonly ReadOnlyMemory<int> known = known;
}

/// <summary>The pass that makes a <see cref="MixtureSummary"/> of rows with missing values: of what is observed.</summary>
internal sealed class IncompleteSummary<T>(PatternRows<T> source, int components, int threads) : IExpectation<GaussianComponents, MixtureSummary, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly PatternRows<T> source = source;
    private readonly SummaryExpectation<T> inner = new(components);

    public MixtureSummary NewStatistics() => inner.NewStatistics();

    public IBlockPass<MixtureSummary, T> Under(GaussianComponents model) => new BlockPass(this, ObservedParts.Of(model, source, model.SecondMoment, threads));

    private sealed class BlockPass(IncompleteSummary<T> pass, ObservedPart[] parts) : IBlockPass<MixtureSummary, T>
    {
        public void Add(RowBlock<T> block, MixtureSummary into, Workspace workspace) =>
            pass.inner.Under(parts[pass.source.PatternAt(block.First)].Components).Add(block, into, workspace);
    }
}

/// <summary>The parts of a model that the patterns of rows need.</summary>
internal static class ObservedParts
{
    /// <exception cref="DiscardedStartException">The covariance of some features has no inverse.</exception>
    public static ObservedPart[] Of<T>(GaussianComponents model, PatternRows<T> source, SecondMoment kind, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var parts = new ObservedPart[source.Patterns.Length];
        var isSingular = new bool[parts.Length];
        var numbers = (long)model.Count * model.Dimension * model.Dimension * model.Dimension;
        ItemParallel.For(parts.Length, numbers, threads, p =>
        {
            try
            {
                parts[p] = new(model, source.Patterns[p], kind);
            }
            catch (SingularCovarianceException)
            {
                isSingular[p] = true;
            }
        });
        var bad = Array.IndexOf(isSingular, true);
        return bad < 0
            ? parts
            : throw new DiscardedStartException($"a covariance is singular among the features {string.Join(", ", source.Patterns[bad].Observed.Select(j => source.Rows.Features[j]))}; ask for fewer components, or regularize (--regularization).");
    }
}
