namespace Mixtura;

/// <summary>
/// k-means has settled when the centroids' squared shifts add up to no more than tolerance x mean feature variance; at tolerance 0
/// when no row changed its cluster (for hard assignment) or the energy stopped falling (for soft). Never while a cluster that moves is empty.
/// </summary>
internal sealed class KMeansStop(double tolerance, double meanVariance, bool isHard, int frozen = 0) : IStopRule<Centroids, ExactSums>
{
    public bool Settled(Centroids previous, double previousEnergy, Centroids model, ExactSums statistics)
    {
        if (isHard && Enumerable.Range(frozen, model.Count - frozen).Any(k => statistics.Weight(k) == 0))
        {
            return false;
        }

        if (tolerance == 0)
        {
            return isHard ? statistics.Moved == 0 : statistics.Energy >= previousEnergy;
        }

        double shift = 0;
        for (var j = 0; j < model.Means.Length; j++)
        {
            var step = model.Means[j] - previous.Means[j];
            shift += step * step;
        }

        return shift <= tolerance * meanVariance;
    }
}
