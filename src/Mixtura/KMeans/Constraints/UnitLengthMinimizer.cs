namespace Mixtura;

/// <summary>
/// The M-step of spherical k-means (Dhillon and Modha 2001): each centroid of the inner M-step divided by its length, which minimises
/// sum w |x - c|^2 = 2 sum w (1 - cos) over all c of unit length. Where rows cancel and all directions are equally good, it stays.
/// </summary>
internal sealed class UnitLengthMinimizer<TStatistics>(IMinimizer<Centroids, TStatistics> inner) : IMinimizer<Centroids, TStatistics>
{
    public Centroids Minimize(Centroids model, TStatistics statistics) => CentroidConstraints.OnSphere(inner.Minimize(model, statistics), model);
}
