namespace Mixtura.Selection;

/// <summary>How <see cref="ModelComparison"/> goes about it; checked once, when it begins.</summary>
public sealed record ModelComparisonOptions
{
    /// <summary>The number of clusters and components K, at least 1. Required.</summary>
    public required int Clusters { get; init; }

    /// <summary>The structures that the mixture may have, of which BIC chooses. Default: all fourteen.</summary>
    public IReadOnlyList<CovarianceStructure> Structures { get; init; } = Enum.GetValues<CovarianceStructure>();

    /// <summary>A row is in doubt where its second-best component has at least this probability; above 0, at most 0.5. Default: 0.2.</summary>
    public double Doubt { get; init; } = 0.2;

    /// <summary>Structures are compared on a sample where there are more rows than this, at least 10, and the best goes on to all rows. Default: 20,000.</summary>
    public int MostMixtureRows { get; init; } = 20_000;

    /// <summary>How features are brought to one scale in both fits. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }

    /// <summary>The selection that fits both.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    internal ModelSelectionOptions Checked()
    {
        ArgumentNullException.ThrowIfNull(Structures);
        if (Structures.Count == 0)
        {
            throw new ArgumentException("A mixture needs a covariance structure: name at least one.");
        }

        return Doubt is > 0 and <= 0.5
            ? new ModelSelectionOptions { Counts = [Clusters], Structures = Structures, Criteria = [], MostMixtureRows = MostMixtureRows, Scaling = Scaling, Seed = Seed, Threads = Threads }.Checked()
            : throw new ArgumentOutOfRangeException(nameof(Doubt), Doubt, "The probability from which on a row is in doubt is above 0 and at most 0.5.");
    }
}
