using System.Collections.Immutable;
using Mixtura.Geometry;
using Mixtura.Playground.Figures;

namespace Mixtura.Playground.Bench;

/// <summary>A model as parts of a scene. Each part is a method of its own, so that a page can make one a frame.</summary>
internal static class ModelScene
{
    private const int ContourRows = 46, ContourColumns = 61;

    /// <summary>The temperature of the shares: k-means has its own, a mixture's are its posterior.</summary>
    public static bool IsHard(ClusteringModel model) => model is KMeansModel { Temperature.Value: 0 };

    /// <summary>Centers, cells and ellipses: O(K^2).</summary>
    public static PlaneScene WithModel(this PlaneScene scene, ClusteringModel? model, Layers layers)
    {
        var centers = model is null ? [] : PlaneModel.Centers(model);
        return scene with
        {
            Centers = layers.HasFlag(Layers.Centers) ? centers : [],
            Cells = layers.HasFlag(Layers.Cells) && model is not null && IsHard(model) ? VoronoiCells.Of(centers, (1, 1), scene.Area) : [],
            Components = layers.HasFlag(Layers.Ellipses) && model is not null ? PlaneModel.Components(model) : [],
        };
    }

    /// <summary>The cluster of each point, and rings around those in doubt: O(n K).</summary>
    public static PlaneScene WithLabels(this PlaneScene scene, ClusteringModel? model, Observations<double>? rows, Layers layers, double threshold, ImmutableArray<int> classes)
    {
        int[]? labels = model is null || rows is null ? null : model.Predict(rows, threads: 1);
        var rings = layers.HasFlag(Layers.Rings) && model is not null && rows is not null ? Doubtful(model, rows, threshold) : [];
        var shown = layers.HasFlag(Layers.Classes) && !classes.IsDefaultOrEmpty ? [.. classes] : labels;
        var same = scene.Labels is { } before && shown is not null && before.Count == shown.Length && before.SequenceEqual(shown);
        return scene with { Labels = same ? scene.Labels : shown, Ringed = rings };
    }

    /// <summary>The shading: O(4,800 K), a sixth of it where it is coarse.</summary>
    public static PlaneScene WithShade(this PlaneScene scene, ClusteringModel? model, Layers layers, bool isCoarse = false) =>
        scene with { Shade = layers.HasFlag(Layers.Shade) && model is not null && !IsHard(model) ? DoubtShade.Of(scene.Area, rows => PlaneModel.Shares(model, rows), isCoarse) : null };

    /// <summary>Lines at which the density is so many of its standard steps below the highest: O(2,806 K).</summary>
    public static PlaneScene WithContours(this PlaneScene scene, ClusteringModel? model, Layers layers)
    {
        if (!layers.HasFlag(Layers.Contours) || model is not GaussianMixtureModel mixture)
        {
            return scene with { Contours = [] };
        }

        var area = scene.Area;
        var grid = new double[2 * ContourRows * ContourColumns];
        for (var i = 0; i < ContourRows * ContourColumns; i++)
        {
            grid[2 * i] = area.Left + (area.Width * (i % ContourColumns) / (ContourColumns - 1));
            grid[(2 * i) + 1] = area.Bottom + (area.Height * (i / ContourColumns) / (ContourRows - 1));
        }

        var densities = mixture.LogDensities(Observations.From(grid, 2), threads: 1);
        var heights = new double[ContourRows, ContourColumns];
        Buffer.BlockCopy(densities, 0, heights, 0, densities.Length * sizeof(double));
        var top = densities.Max();

        // One Gaussian has its lines at 0.5, 1, 1.5, ... standard deviations: half the square of that below its peak.
        return scene with { Contours = [.. Enumerable.Range(1, 7).SelectMany(i => ContourLines.Of(area, heights, top - (i * i / 8.0)))] };
    }

    private static int[] Doubtful(ClusteringModel model, Observations<double> rows, double threshold)
    {
        if (IsHard(model))
        {
            return [];
        }

        var shares = PlaneModel.Shares(model, rows);
        return [.. Enumerable.Range(0, (int)rows.Count).Where(i => Enumerable.Range(0, model.Clusters).All(k => shares[i, k] < threshold))];
    }
}
