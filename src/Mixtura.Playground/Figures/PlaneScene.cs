using System.Collections.Immutable;
using Mixtura.Geometry;
using Mixtura.Playground.Data;

namespace Mixtura.Playground.Figures;

/// <summary>What a figure of the plane shows, from the back to the front. Whatever has not changed is the same object as before: figures are made anew only where it is not.</summary>
public sealed record PlaneScene
{
    private const double Margin = 0.08;

    /// <summary>Points without anything else, in a figure that holds them all.</summary>
    internal static PlaneScene Of(PointSet data) => new() { Area = new PlaneFrame(PlaneArea.Around(data.Points, Margin)).Area, Points = data.Points };

    /// <summary>What is seen.</summary>
    internal PlaneArea Area { get; init; }

    /// <summary>Observations.</summary>
    internal ImmutableArray<PlanePoint> Points { get; init; } = [];

    /// <summary>The cluster of each point, -1 for noise; null while they have none.</summary>
    internal IReadOnlyList<int>? Labels { get; init; }

    /// <summary>Points that are in doubt: a ring is drawn around each.</summary>
    internal IReadOnlyList<int> Ringed { get; init; } = [];

    /// <summary>Points that are drawn as outlines, to tell them from the others.</summary>
    internal IReadOnlyList<int> Hollow { get; init; } = [];

    /// <summary>The look of each cell, component and center, where it is not that of its own number.</summary>
    internal IReadOnlyList<int>? Looks { get; init; }

    /// <summary>Where the model is how sure, as a picture of the area.</summary>
    internal DoubtShade? Shade { get; init; }

    /// <summary>Cells of clusters, polygons.</summary>
    internal IReadOnlyList<PlanePoint[]> Cells { get; init; } = [];

    /// <summary>Components, drawn as ellipses of 1 and 2 standard deviations.</summary>
    internal IReadOnlyList<PlaneNormal> Components { get; init; } = [];

    /// <summary>Lines of equal density.</summary>
    internal IReadOnlyList<PlanePoint[]> Contours { get; init; } = [];

    /// <summary>Centers or means.</summary>
    internal IReadOnlyList<PlanePoint> Centers { get; init; } = [];

    /// <summary>Where each center came from, a line each.</summary>
    internal IReadOnlyList<PlanePoint[]> Trails { get; init; } = [];

    /// <summary>A new observation that the reader moves, and the cluster it falls to.</summary>
    internal (PlanePoint At, int Label)? Observation { get; init; }
}
