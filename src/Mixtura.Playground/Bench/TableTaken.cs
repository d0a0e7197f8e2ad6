namespace Mixtura.Playground.Bench;

/// <summary>Points that were taken from a table.</summary>
public sealed record TableTaken
{
    internal TableTaken(Drawing drawing, string about)
    {
        (Drawing, About) = (drawing, about);
    }

    /// <summary>The points.</summary>
    internal Drawing Drawing { get; }

    /// <summary>Where they come from.</summary>
    internal string About { get; }
}
