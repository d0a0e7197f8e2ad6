namespace Mixtura.IO;

/// <summary>A column to write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">An <c>int[]</c>, <c>long[]</c>, <c>double[]</c> (no NaN) or <c>string[]</c>: one value for each row.</param>
public sealed record OutputColumn(string Name, Array Values);
