namespace Mixtura.IO;

/// <summary>A column of classes: which there are, and which each row has.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Values">The K distinct values as text: in numeric order where all are numbers, else in ordinal order.</param>
/// <param name="Codes">n codes, one for each row kept: the place of its value in <paramref name="Values"/>, from 0 to K - 1, or -1 where its cell is empty and may be.</param>
public sealed record ClassColumn(string Name, IReadOnlyList<string> Values, int[] Codes);
