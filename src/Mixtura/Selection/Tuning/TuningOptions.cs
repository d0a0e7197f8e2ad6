using System.Globalization;

namespace Mixtura.Selection;

/// <summary>How <see cref="Tuning"/> searches; checked once, when it begins.</summary>
public sealed record TuningOptions
{
    /// <summary>What is tried of k-means; null leaves it out. Default: a few numbers of clusters, scaled and not.</summary>
    public KMeansGrid? KMeans { get; init; } = new();

    /// <summary>What is tried of Gaussian mixtures; null leaves them out. Default: a few numbers of components, four structures, scaled and not.</summary>
    public MixtureGrid? Mixture { get; init; } = new();

    /// <summary>Sets of features to try, by name; each is combined with all else. Default: none, which is all features together.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Features { get; init; } = [];

    /// <summary>What a good candidate is. Default: accuracy.</summary>
    public TuningScore Score { get; init; } = TuningScore.Accuracy;

    /// <summary>Which candidates are tried on how many rows. Default: all on all of them.</summary>
    public TuningSearch Search { get; init; } = TuningSearch.Grid;

    /// <summary>Which rows candidates are compared on. Default: folds.</summary>
    public TuningValidation Validation { get; init; } = TuningValidation.Folds;

    /// <summary>How many folds, at least 2. Default: 5.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>The share of the rows outside the test that are held out where there are no folds, above 0 and below 1. Default: 0.25.</summary>
    public double ValidationShare { get; init; } = 0.25;

    /// <summary>The share of all rows that is drawn as the test, which the search never sees, above 0 and below 1. Default: 0.2.</summary>
    public double TestShare { get; init; } = 0.2;

    /// <summary>The rows of the test, by their number, where it is not to be drawn. Default: null, drawn.</summary>
    public IReadOnlyList<int>? TestRows { get; init; }

    /// <summary>What is added to the weight of each class in each cluster (<see cref="ClusterClassifier"/>), finite and not negative. Default: 1.</summary>
    public double Smoothing { get; init; } = 1;

    /// <summary>Which candidate is taken. Default: the best.</summary>
    public TuningChoice Choice { get; init; } = TuningChoice.Best;

    /// <summary>The seed of all random choices, and of each fit. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work, each on a fit of its own; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }

    /// <summary>All that can be seen without rows.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal void Check()
    {
        if (KMeans is null && Mixture is null)
        {
            throw new ArgumentException("There is nothing to try: give a grid of k-means, of mixtures or of both.");
        }

        KMeans?.Check();
        Mixture?.Check();
        ArgumentNullException.ThrowIfNull(Features);
        ArgumentOutOfRangeException.ThrowIfLessThan(Folds, 2);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        Share(TestShare, nameof(TestShare));
        Share(ValidationShare, nameof(ValidationShare));
        if (!Enum.IsDefined(Score) || !Enum.IsDefined(Search) || !Enum.IsDefined(Validation) || !Enum.IsDefined(Choice))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"One of {Score}, {Search}, {Validation} and {Choice} is no member of its enumeration."));
        }

        if (!double.IsFinite(Smoothing) || Smoothing < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Smoothing), Smoothing, "A smoothing is finite and not negative.");
        }
    }

    private static void Share(double share, string name)
    {
        if (!(share > 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException(name, share, "A share is above 0 and below 1.");
        }
    }
}
