using System.Collections.Immutable;

namespace Mixtura.Playground.Bench;

/// <summary>What a table of clusters shows.</summary>
public sealed record ClusterTableContent
{
    internal ClusterTableContent(ImmutableArray<ClusterRow> rows)
    {
        Rows = rows;
    }

    /// <summary>The clusters.</summary>
    internal ImmutableArray<ClusterRow> Rows { get; }
}
