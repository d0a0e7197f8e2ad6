namespace Mixtura.Cli.Options;

/// <summary>A file that a verb will write: looked at before the work begins, so that an hour of fitting does not end in a misspelt folder.</summary>
internal static class OutputFile
{
    private static readonly string[] Figures = [".png", ".svg"];

    private static readonly string[] Tables = [".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet"];

    public static void CheckFigure(string option, string? path) => Check(option, path, Figures);

    public static void CheckPage(string option, string? path) => Check(option, path, [".html", ".htm"]);

    public static void CheckTable(string option, string? path) => Check(option, path, Tables);

    public static void CheckFolder(string option, string? path)
    {
        if (path is null)
        {
            return;
        }

        if (path is "" or "-" || Directory.Exists(path))
        {
            throw new UsageException($"{option} takes the name of a file, not \"{path}\".");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path));
        if (!Directory.Exists(folder))
        {
            throw new IOException($"There is no folder {folder} for {option} {path}: make it first.");
        }
    }

    /// <summary>No file is read and written, or written twice.</summary>
    public static void CheckApart(IEnumerable<string?> read, IEnumerable<string?> written)
    {
        string[] inputs = [.. read.Where(File.Exists).Select(f => Path.GetFullPath(f!))];
        string[] outputs = [.. written.OfType<string>().Where(f => f.Length > 0).Select(Path.GetFullPath)];
        if (Array.Find(outputs, o => inputs.Contains(o, StringComparer.Ordinal)) is { } overwritten)
        {
            throw new UsageException($"{overwritten} is read and named for an output: an output needs a file of its own.");
        }

        if (outputs.GroupBy(f => f, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new UsageException($"{twice.Key} is named for two outputs: each needs a file of its own.");
        }
    }

    private static void Check(string option, string? path, string[] extensions)
    {
        if (path is null)
        {
            return;
        }

        if (!extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        {
            throw new UsageException($"{option} writes {string.Join(", ", extensions)}, and \"{path}\" ends in none of them.");
        }

        CheckFolder(option, path);
    }
}
