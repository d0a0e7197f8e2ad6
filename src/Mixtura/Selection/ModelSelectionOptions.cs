namespace Mixtura.Selection;

/// <summary>What <see cref="ModelSelection"/> tries; checked once, when it begins.</summary>
public sealed record ModelSelectionOptions
{
    /// <summary>The numbers of clusters and components to try, each at least 1. Default: 1 to 9.</summary>
    public IReadOnlyList<int> Counts { get; init; } = [.. Enumerable.Range(1, 9)];

    /// <summary>The covariance structures of the mixtures; empty for none, k-means alone. Default: all fourteen.</summary>
    public IReadOnlyList<CovarianceStructure> Structures { get; init; } = Enum.GetValues<CovarianceStructure>();

    /// <summary>What is asked of k-means; empty for nothing, mixtures alone. Default: silhouette, Calinski-Harabasz, Davies-Bouldin, the gap statistic, prediction strength, bootstrap stability, X-means and G-means.</summary>
    public IReadOnlyList<SelectionCriterion> Criteria { get; init; } =
    [
        SelectionCriterion.Silhouette, SelectionCriterion.CalinskiHarabasz, SelectionCriterion.DaviesBouldin, SelectionCriterion.Gap, SelectionCriterion.PredictionStrength,
        SelectionCriterion.Stability, SelectionCriterion.XMeans, SelectionCriterion.GMeans,
    ];

    /// <summary>
    /// Where the mixtures of a number of components begin: n labels 0 .. K-1 each, as of mclust's <c>hc</c>. Default: none; the cuts of one <see cref="MergeTree"/> of the rows, or of a
    /// sample where there are many, and the partitions of k-means, of which the likelier end is kept.
    /// </summary>
    public IReadOnlyDictionary<int, IReadOnlyList<int>>? Partitions { get; init; }

    /// <summary>How many random starts each mixture has besides, at least 0; each is the best of five short runs. Default: 1.</summary>
    public int Restarts { get; init; } = 1;

    /// <summary>Whether a structure is tried with no more components once its BIC has fallen twice in a row and lies 10 below the best. Default: true.</summary>
    public bool StopsEarly { get; init; } = true;

    /// <summary>What is added to the covariance diagonals. Default: none, so that a mixture with a singular covariance is no candidate.</summary>
    public Regularization Regularization { get; init; } = Regularization.None;

    /// <summary>How features are brought to one scale in each fit. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>A mixture stops when one step gains at most this in mean log-likelihood per row. Default: 1e-6.</summary>
    public double Tolerance { get; init; } = 1e-6;

    /// <summary>The most steps of a mixture. Default: 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>How many times reference rows are drawn for the gap statistic, at least 2. Default: 20.</summary>
    public int References { get; init; } = 20;

    /// <summary>How many times the rows are cut in halves for prediction strength, at least 1. Default: 10.</summary>
    public int Halvings { get; init; } = 10;

    /// <summary>How many times the rows are drawn anew for the stability, at least 1. Default: 20.</summary>
    public int Resamples { get; init; } = 20;

    /// <summary>Silhouette, gap, prediction strength and stability are those of a sample where there are more rows than this, at least 10. Default: 5000.</summary>
    public int MostRows { get; init; } = 5000;

    /// <summary>Mixtures are compared on a sample where there are more rows than this, at least 10, and the recommended one goes on to all rows. Default: 20,000.</summary>
    public int MostMixtureRows { get; init; } = 20_000;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }

    /// <summary>The same with rising counts, each once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or nothing is asked for.</exception>
    internal ModelSelectionOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Counts);
        ArgumentNullException.ThrowIfNull(Structures);
        ArgumentNullException.ThrowIfNull(Criteria);
        if (Counts.Count == 0 || (Structures.Count == 0 && Criteria.Count == 0))
        {
            throw new ArgumentException("There is nothing to choose from: give numbers of clusters, and covariance structures or criteria.");
        }

        FitBorder.Options(Counts.Min(), nameof(Counts), restarts: 1, MaxIterations, Tolerance, Threads);
        ArgumentOutOfRangeException.ThrowIfNegative(Restarts);
        ArgumentOutOfRangeException.ThrowIfLessThan(References, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(Halvings, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Resamples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostRows, 10);
        ArgumentOutOfRangeException.ThrowIfLessThan(MostMixtureRows, 10);
        if (Scaling == Scaling.UnitLength && (Structures.Count > 0 || Criteria.Any(c => c > SelectionCriterion.DaviesBouldin)))
        {
            throw new ArgumentException("Rows of unit length lie on a sphere, where Gaussians and uniform references do not fit: choose among k-means alone, by silhouette, Calinski-Harabasz and Davies-Bouldin.");
        }

        if (Regularization.IsShrinkage && !Structures.All(Regularization.CanShrink))
        {
            throw new ArgumentException("Shrinkage is for full, tied and diagonal covariances: choose among these structures.");
        }

        if (Criteria.FirstOrDefault(c => c is SelectionCriterion.Bic or SelectionCriterion.Icl or SelectionCriterion.Aic, SelectionCriterion.Gap) is not SelectionCriterion.Gap and var ofMixtures)
        {
            throw new ArgumentException($"{ofMixtures} is of mixtures and always there: Criteria are those of k-means.");
        }

        return this with { Counts = [.. Counts.Distinct().Order()], Criteria = [.. Criteria.Distinct().Order()] };
    }

    /// <summary>Whether a criterion is asked for.</summary>
    internal bool Asks(SelectionCriterion criterion) => Criteria.Contains(criterion);
}
