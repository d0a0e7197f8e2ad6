using Mixtura.Selection;

namespace Mixtura.Reports;

/// <summary>What a <see cref="ClusteringReport"/> tries and tells.</summary>
public sealed record ReportOptions
{
    /// <summary>What stands at its top. Default: "Clusters".</summary>
    public string Title { get; init; } = "Clusters";

    /// <summary>What is tried. Default: that of a <see cref="ModelSelection"/>.</summary>
    public ModelSelectionOptions Selection { get; init; } = new();

    /// <summary>n known classes, from 0, or -1 where a row's is not known, to be held against the clusters. Default: none.</summary>
    public IReadOnlyList<int>? Classes { get; init; }

    /// <summary>The names of the classes. Default: their numbers.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>How many times the rows are drawn anew for the stability of clusters; 0 leaves it out. Default: 20.</summary>
    public int Resamples { get; init; } = 20;

    /// <summary>n numbers by which the report calls rows. Default: their places, from 1.</summary>
    public IReadOnlyList<long>? RowNumbers { get; init; }

    /// <summary>The command line that makes this report. Default: none, and the report shows code alone.</summary>
    public string? Command { get; init; }

    /// <summary>C# that reads the rows as a variable <c>rows</c>. Default: a comment in its place.</summary>
    public string ReadingCode { get; init; } = "Observations<double> rows = ...;   // the rows of this report";

    /// <summary>All that can be seen without looking at the rows.</summary>
    /// <exception cref="ArgumentException">There are not as many classes or numbers as rows, or resamples are negative.</exception>
    internal void Check(long rows)
    {
        ArgumentNullException.ThrowIfNull(Selection);
        ArgumentOutOfRangeException.ThrowIfNegative(Resamples);
        if ((Classes?.Count ?? rows) != rows)
        {
            throw new ArgumentException($"There are {Classes!.Count} classes for {rows} rows: each row has one, or -1.");
        }

        if ((RowNumbers?.Count ?? rows) != rows)
        {
            throw new ArgumentException($"There are {RowNumbers!.Count} numbers for {rows} rows: each row has one.");
        }
    }
}
