namespace Mixtura.Playground.Bench;

/// <summary>What can be shown over the points.</summary>
[Flags]
internal enum Layers
{
    /// <summary>Points alone.</summary>
    None = 0,

    /// <summary>Centers or means.</summary>
    Centers = 1,

    /// <summary>The cells of k-means at temperature 0.</summary>
    Cells = 2,

    /// <summary>The components' ellipses.</summary>
    Ellipses = 4,

    /// <summary>Where the model is how sure.</summary>
    Shade = 8,

    /// <summary>Lines of equal density.</summary>
    Contours = 16,

    /// <summary>Rings around points in doubt.</summary>
    Rings = 32,

    /// <summary>The classes that points came with, in place of the clusters.</summary>
    Classes = 64,
}

/// <summary>Layers for people and in addresses.</summary>
internal static class LayerNames
{
    /// <summary>What is shown at first.</summary>
    public const Layers First = Layers.Centers | Layers.Cells | Layers.Ellipses | Layers.Shade | Layers.Rings;

    /// <summary>Each layer, its letter in addresses and its name.</summary>
    public static IReadOnlyList<(Layers Layer, char Letter, string Name)> All { get; } =
    [
        (Layers.Centers, 'm', "centers"),
        (Layers.Cells, 'v', "Voronoi cells"),
        (Layers.Ellipses, 'e', "ellipses"),
        (Layers.Shade, 's', "doubt shading"),
        (Layers.Contours, 'd', "density contours"),
        (Layers.Rings, 'r', "rings around doubtful points"),
        (Layers.Classes, 'c', "true classes instead of clusters"),
    ];

    /// <summary>The letters of some layers; a hyphen for none.</summary>
    public static string Text(Layers layers) => layers == Layers.None ? "-" : string.Concat(All.Where(l => layers.HasFlag(l.Layer)).Select(l => l.Letter));

    /// <summary>The layers of some letters; others say nothing.</summary>
    public static Layers Of(string text) => All.Where(l => text.Contains(l.Letter, StringComparison.Ordinal)).Aggregate(Layers.None, (sum, l) => sum | l.Layer);
}
