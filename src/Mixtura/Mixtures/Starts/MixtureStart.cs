using System.Collections.Immutable;

namespace Mixtura;

/// <summary>Where EM begins. A closed set: the members of this class.</summary>
public abstract record MixtureStart
{
    private protected MixtureStart()
    {
    }

    /// <summary>The partition of one k-means fit (greedy k-means++, one start). The default.</summary>
    public static MixtureStart KMeans { get; } = new KMeansStart();

    /// <summary>Means from k-means++, equal weights, every covariance v I with v the mean feature variance.</summary>
    public static MixtureStart PlusPlus { get; } = new SeededMeans(Seeding.PlusPlus);

    /// <summary>Means at random rows, equal weights, every covariance v I with v the mean feature variance.</summary>
    public static MixtureStart RandomRows { get; } = new SeededMeans(Seeding.RandomRows);

    /// <summary>Given means, equal weights, every covariance v I.</summary>
    /// <param name="means">K rows of d values, in the units of the rows.</param>
    /// <param name="variance">v above 0; without, the mean feature variance.</param>
    public static MixtureStart FromMeans(IReadOnlyList<IReadOnlyList<double>> means, double? variance = null)
    {
        ArgumentNullException.ThrowIfNull(means);
        return new GivenMeans([.. means.Select(m => m.ToImmutableArray())], variance);
    }

    /// <summary>
    /// A model that there is already (a warm start): its parameters, where they have the structure and the scaling of the fit; else what the M-step makes of rows that it would be right for.
    /// </summary>
    /// <param name="model">A mixture of K components and the fit's features.</param>
    public static MixtureStart FromModel(GaussianMixtureModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new GivenModel(model);
    }

    /// <summary>A given partition: the first model is what the M-step makes of it.</summary>
    /// <param name="labels">n labels 0 .. K-1, each used at least once.</param>
    public static MixtureStart FromLabels(IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        return new GivenPartition([.. labels]);
    }

    /// <summary>Given responsibilities: the first model is what the M-step makes of them.</summary>
    /// <param name="responsibilities">n x K, each row not negative with sum 1.</param>
    public static MixtureStart FromResponsibilities(double[,] responsibilities)
    {
        ArgumentNullException.ThrowIfNull(responsibilities);
        return new GivenResponsibilities((double[,])responsibilities.Clone());
    }
}

internal sealed record KMeansStart : MixtureStart;

internal sealed record SeededMeans(Seeding Seeding) : MixtureStart;

internal sealed record GivenMeans(ImmutableArray<ImmutableArray<double>> Means, double? Variance) : MixtureStart;

internal sealed record GivenModel(GaussianMixtureModel Model) : MixtureStart;

internal sealed record GivenPartition(ImmutableArray<int> Labels) : MixtureStart;

internal sealed record GivenResponsibilities(double[,] Responsibilities) : MixtureStart;
