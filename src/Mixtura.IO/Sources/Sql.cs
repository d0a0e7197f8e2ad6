namespace Mixtura.IO.Sources;

/// <summary>Names, texts and paths as SQL takes them.</summary>
internal static class Sql
{
    public static string Text(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public static string Name(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A path that means this one file: the characters of file patterns stand for themselves in brackets.</summary>
    public static string Path(string path) =>
        Text(string.Concat(path.Select(c => c is '[' or '*' or '?' ? $"[{c}]" : c.ToString())));
}
