using System.Numerics;

namespace Mixtura;

/// <summary>Rows that have passed the border of a fit, scaled, with what a fit must know of them. Owns the scaled copy, where there is one.</summary>
internal sealed class ReadyRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Observations<T> given;

    private ReadyRows(Observations<T> given, Observations<T> scaled, Standardization standardization, FeatureSummary summary)
    {
        this.given = given;
        Scaled = scaled;
        Standardization = standardization;
        Summary = summary;
    }

    /// <summary>n x d rows, where distances are taken.</summary>
    public Observations<T> Scaled { get; }

    public Standardization Standardization { get; }

    /// <summary>Of the scaled rows.</summary>
    public FeatureSummary Summary { get; }

    /// <summary>Checks and scales rows for a fit of K clusters. O(n d).</summary>
    public static ReadyRows<T> Of(Observations<T> rows, Scaling scaling, int clusters, int threads, CancellationToken cancellationToken)
    {
        var summary = FeatureSummary.Of(rows, threads, cancellationToken);
        FitBorder.Rows(rows, summary, clusters);
        var standardization = Standardization.Learn(scaling, summary);
        var scaled = standardization.Apply(rows);
        return new(rows, scaled, standardization, FitBorder.ScaledRows(scaled, summary, standardization, clusters, threads, cancellationToken));
    }

    /// <summary>The model of given centroids, its inertia, sizes and weights those of these rows. O(n d K).</summary>
    /// <param name="centroids">K centroids.</param>
    /// <param name="story">The fit's report, once its inertia is known.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public KMeansModel Model(Centroids centroids, Func<double, FitReport> story, int threads, CancellationToken cancellationToken)
    {
        var hard = HardPass.Run(centroids, Scaled, threads, cancellationToken);
        return new(FittedOn, story(hard.Energy), centroids, Temperature.Zero, hard.Energy, [.. hard.Rows], [.. hard.Weight]);
    }

    /// <summary>What the model keeps of the rows.</summary>
    public FittedOn FittedOn => new(given.Count, Summary.Weight, given.Features, Standardization);

    public void Dispose()
    {
        if (!ReferenceEquals(Scaled, given))
        {
            Scaled.Dispose();
        }
    }
}
