using System.Collections.Immutable;
using Mixtura.Playground.Bench;
using Mixtura.Playground.Data;
using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Sharing;

/// <summary>What can be taken from a page: its figures, its points and its models.</summary>
public sealed record TakeAwayContent
{
    private const string PointsFileName = "points.csv";

    internal TakeAwayContent(Drawing drawing, ImmutableArray<(string Id, string Name)> figures, ImmutableArray<Recipe> recipes)
    {
        (Drawing, Figures, Recipes) = (drawing, figures, recipes);
    }

    /// <summary>The points.</summary>
    internal Drawing Drawing { get; }

    /// <summary>The figures: their identity on the page and the name of their file.</summary>
    internal ImmutableArray<(string Id, string Name)> Figures { get; }

    /// <summary>The recipes of just the models that are shown.</summary>
    internal ImmutableArray<Recipe> Recipes { get; }

    /// <summary>Where a program finds the points.</summary>
    internal PointSource Source => new(
        Drawing.Preset is { } preset ? Preset.Named(preset.Key)!.Code(preset.Seed, preset.Rows) : null, PointsFileName, Drawing.Names.X, Drawing.Names.Y);

    /// <summary>The name of a model's file.</summary>
    internal string ModelFileOf(Recipe recipe) => Recipes.Length == 1 ? "model.json" : recipe.Kind == ModelKind.KMeans ? "kmeans.json" : "mixture.json";

    /// <summary>The points of a page whose points come from the library or the reader, as they are.</summary>
    internal static TakeAwayContent Of(Drawing drawing, string figure, Recipe recipe) => new(drawing, [(figure, figure)], [recipe]);
}
