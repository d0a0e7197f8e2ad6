using System.Collections.Immutable;
using Mixtura.Geometry;

namespace Mixtura.Plots;

/// <summary>What every figure shows: rows, the cluster of each, what the clusters are called, and the title.</summary>
internal sealed record ClusterView(RowSample Sample, int[] Labels, ImmutableArray<string> Names, string Title);
