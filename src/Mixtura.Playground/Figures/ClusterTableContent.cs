using System.Collections.Immutable;
using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>What a table of clusters shows.</summary>
public sealed record ClusterTableContent
{
    internal ClusterTableContent(ImmutableArray<PlaneNormal> rows)
    {
        Rows = rows;
    }

    /// <summary>The clusters.</summary>
    internal ImmutableArray<PlaneNormal> Rows { get; }
}
