using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace Mixtura.Playground.Story;

/// <summary>One page of the story.</summary>
/// <param name="Slug">Its name in addresses.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Component">What shows it.</param>
public sealed record StoryPage(string Slug, string Title, [property: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)][param: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.All)] Type Component)
{
    /// <summary>The chapters in their order, and the bench at the end.</summary>
    public static ImmutableArray<StoryPage> All { get; } =
    [
        new("step-by-step", "k-means, step by step", typeof(StepByStep)),
        new("starts", "Starts and local optima", typeof(Starts)),
        new("how-many", "How many clusters?", typeof(HowMany)),
        new("no-maybe", "Cells, and the missing maybe", typeof(NoMaybe)),
        new("temperature", "From hard to soft", typeof(TemperatureDial)),
        new("mixture", "The mixture", typeof(MixtureSteps)),
        new("shapes", "The shapes of components", typeof(Shapes)),
        new("enough", "When k-means is enough", typeof(Enough)),
        new("labels", "With labels: validation", typeof(Labels)),
        new("criteria", "Which model do the data prefer?", typeof(Criteria)),
        new("bench", "The bench", typeof(Bench.BenchPage)),
    ];

    /// <summary>The page of a name; the first where there is none of it.</summary>
    public static StoryPage Named(string slug) => All.FirstOrDefault(p => string.Equals(p.Slug, slug, StringComparison.Ordinal)) ?? All[0];

    /// <summary>Its place in the order, from 0.</summary>
    public int Index => All.IndexOf(this);
}
