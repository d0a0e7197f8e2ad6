namespace Mixtura.Playground.Figures;

/// <summary>One curve of a figure.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Look">The number of its colour and shape.</param>
/// <param name="Points">From left to right.</param>
public sealed record CurveLine(string Name, int Look, IReadOnlyList<(double X, double Y)> Points);
