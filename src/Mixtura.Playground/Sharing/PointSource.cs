namespace Mixtura.Playground.Sharing;

/// <summary>Where the points of a figure come from, for a program that wants the same.</summary>
/// <param name="Code">The C# expression that draws them as labelled rows; null where they are in a file.</param>
/// <param name="File">The file that holds them.</param>
/// <param name="X">The name of its first feature.</param>
/// <param name="Y">The name of its second.</param>
internal sealed record PointSource(string? Code, string File, string X, string Y);
