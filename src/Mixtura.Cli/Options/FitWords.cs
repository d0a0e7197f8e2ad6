namespace Mixtura.Cli.Options;

/// <summary>The words for what several verbs take: scalings, and where fits start.</summary>
internal static class FitWords
{
    public static IReadOnlyList<(string Word, Scaling Scaling)> Scalings { get; } = [("none", Scaling.None), ("zscore", Scaling.ZScore), ("minmax", Scaling.MinMax)];

    public static IReadOnlyList<(string Word, Seeding Seeding)> Seedings { get; } =
        [("greedy++", Seeding.GreedyPlusPlus), ("++", Seeding.PlusPlus), ("parallel", Seeding.Parallel()), ("afkmc2", Seeding.MarkovChain()), ("random", Seeding.RandomRows)];

    public static IReadOnlyList<(string Word, MixtureStart Start)> Starts { get; } =
    [
        ("auto", MixtureStart.Auto), ("short-runs", MixtureStart.ShortRuns()), ("kmeans", MixtureStart.KMeans), ("++", MixtureStart.PlusPlus), ("random", MixtureStart.RandomRows), ("hierarchical", MixtureStart.Hierarchical()),
    ];

    public static string NameOf(Scaling scaling) => scaling == Scaling.UnitLength ? "unit" : Scalings.First(s => s.Scaling == scaling).Word;
}
