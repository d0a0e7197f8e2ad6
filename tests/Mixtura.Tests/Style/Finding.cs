namespace Mixtura.Tests.Style;

/// <summary>A place that breaks a rule.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="What">What is wrong there, in a sentence.</param>
/// <param name="Size">How much: a length for the rules on length, else 1.</param>
internal sealed record Finding(string Path, int Line, string What, int Size = 1);
