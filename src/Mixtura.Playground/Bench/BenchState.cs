using System.Globalization;
using Mixtura.Playground.Data;
using Mixtura.Playground.Fits;
using Mixtura.Playground.Link;
using Mixtura.Playground.Sharing;

namespace Mixtura.Playground.Bench;

/// <summary>All that the bench's address says: the points, the model, how far its fit is, and what is shown.</summary>
internal sealed record BenchState
{
    /// <summary>The most clusters.</summary>
    public const int MostClusters = 12;

    /// <summary>The most steps of a fit that is watched.</summary>
    public const int MostSteps = 1000;

    /// <summary>The fewest and the most points of a preset.</summary>
    public const int FewestRows = 50, MostRows = 2000;

    private const string Absent = "own";

    private static readonly string[] Kinds = ["kmeans", "mixture"];
    private static readonly string[] Starts = ["++", "random", "library"];
    private static readonly StartKind[] StartKinds = [StartKind.PlusPlus, StartKind.RandomRows, StartKind.Default];

    /// <summary>The points.</summary>
    public required Drawing Drawing { get; init; }

    /// <summary>The model, without its steps.</summary>
    public Recipe Recipe { get; init; } = new() { Start = StartKind.PlusPlus };

    /// <summary>The steps that a walk from one start has taken, or as many as it could.</summary>
    public int Steps { get; init; }

    /// <summary>Whether the library's own best fit is shown in place of a walk.</summary>
    public bool Best { get; init; }

    /// <summary>Whether both kinds of model are shown.</summary>
    public bool Compare { get; init; }

    /// <summary>What is shown over the points.</summary>
    public Layers Layers { get; init; } = LayerNames.First;

    /// <summary>A point is in doubt whose largest responsibility is below this.</summary>
    public double Threshold { get; init; } = 0.8;

    /// <summary>Whether the address spoke of points that it does not hold.</summary>
    public bool PointsMissing { get; init; }

    /// <summary>The recipes that are shown, without steps.</summary>
    public IEnumerable<Recipe> Recipes => Compare ? [Recipe with { Kind = ModelKind.KMeans }, Recipe with { Kind = ModelKind.Mixture }] : [Recipe];

    /// <summary>The state of an address; whatever it does not say has its default.</summary>
    public static BenchState Of(PageLink link)
    {
        var coded = link.Values.TryGetValue("points", out var code) ? PointCode.Decode(code) : null;
        var named = link.Word("data", [.. Preset.All.Select(p => p.Key), Absent]);
        var key = string.Equals(named, Absent, StringComparison.Ordinal) ? Preset.All[0].Key : named;
        var choice = new PresetChoice(key, link.Number("n", 300, FewestRows, MostRows), (ulong)link.Number("draw", 1, 0, int.MaxValue));
        return new()
        {
            Drawing = coded ?? Drawing.Of(choice),
            PointsMissing = coded is null && (code is not null || !string.Equals(named, key, StringComparison.Ordinal)),
            Recipe = new()
            {
                Kind = (ModelKind)Array.IndexOf(Kinds, link.Word("model", Kinds)),
                Clusters = link.Number("k", 2, 1, MostClusters),
                Covariance = StructureKind.Named(link.Word("structure", ["VVV", .. StructureKind.All.Select(k => k.Letters)])).Structure,
                Start = StartKinds[Array.IndexOf(Starts, link.Word("start", Starts))],
                Temperature = link.Real("t", 0, 0, 1e12),
                Seed = (ulong)link.Number("seed", 0, 0, int.MaxValue),
            },
            Steps = link.Number("steps", 0, 0, MostSteps),
            Best = link.Number("best", 0, 0, 1) == 1,
            Compare = link.Number("compare", 0, 0, 1) == 1,
            Layers = link.Values.TryGetValue("layers", out var letters) ? LayerNames.Of(letters) : LayerNames.First,
            Threshold = link.Real("doubt", 0.8, 0.5, 0.999),
        };
    }

    /// <summary>The address; with what differs from the default alone.</summary>
    public PageLink ToLink(string chapter)
    {
        var link = PageLink.Home with { Chapter = chapter };
        link = Drawing.Preset is { } preset
            ? Put(Put(Put(link, "data", preset.Key, Preset.All[0].Key), "n", preset.Rows, 300), "draw", (long)preset.Seed, 1)
            : PointCode.Encode(Drawing) is { Length: <= PointCode.MostLetters } code ? link.With("points", code) : link.With("data", Absent);
        link = Put(link, "model", Kinds[(int)Recipe.Kind], Kinds[0]);
        link = Put(link, "k", Recipe.Clusters, 2);
        link = Put(link, "structure", StructureKind.Of(Recipe.Covariance).Letters, "VVV");
        link = Put(link, "start", Starts[Array.IndexOf(StartKinds, Recipe.Start)], Starts[0]);
        link = Recipe.Temperature == 0 ? link : link.With("t", Recipe.Temperature.ToString("R", CultureInfo.InvariantCulture));
        link = Put(link, "seed", (long)Recipe.Seed, 0);
        link = Put(link, "steps", Steps, 0);
        link = Put(link, "best", Best ? 1 : 0, 0);
        link = Put(link, "compare", Compare ? 1 : 0, 0);
        link = Put(link, "layers", LayerNames.Text(Layers), LayerNames.Text(LayerNames.First));
        return Threshold == 0.8 ? link : link.With("doubt", Threshold.ToString("R", CultureInfo.InvariantCulture));
    }

    private static PageLink Put(PageLink link, string name, long value, long missing) => value == missing ? link : link.With(name, value);

    private static PageLink Put(PageLink link, string name, string value, string missing) => string.Equals(value, missing, StringComparison.Ordinal) ? link : link.With(name, value);
}
