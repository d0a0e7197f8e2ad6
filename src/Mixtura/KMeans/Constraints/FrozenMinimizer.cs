namespace Mixtura;

/// <summary>An M-step that leaves the first centroids where they are, to the bit; the others do not depend on them, so that it still minimises.</summary>
/// <param name="inner">The M-step of those that move.</param>
/// <param name="frozen">How many centroids stay.</param>
internal sealed class FrozenMinimizer<TStatistics>(IMinimizer<Centroids, TStatistics> inner, int frozen) : IMinimizer<Centroids, TStatistics>
{
    public Centroids Minimize(Centroids model, TStatistics statistics)
    {
        var next = inner.Minimize(model, statistics);
        var means = (double[])next.Means.Clone();
        model.Means.AsSpan(0, frozen * model.Dimension).CopyTo(means);
        return new(means, model.Dimension);
    }
}
