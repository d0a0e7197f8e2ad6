namespace Mixtura.IO.Sources;

/// <summary>How a table lies in a file.</summary>
internal enum FileFormat
{
    /// <summary>Text separated by commas (or, when reading, by what the file uses).</summary>
    Csv,

    /// <summary>Text separated by tabs.</summary>
    Tsv,

    /// <summary>One JSON array of objects.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    JsonLines,

    /// <summary>Parquet.</summary>
    Parquet,
}

/// <summary>Formats by the extension of a file.</summary>
internal static class FileFormats
{
    public const string Readable = ".csv, .tsv, .json, .jsonl, .ndjson or .parquet";

    public static FileFormat OfRead(string path) =>
        Of(path) ?? throw new MixturaException($"{path} has the extension \"{Path.GetExtension(path)}\", which names no format that is read: give it one of {Readable}.");

    public static FileFormat OfWritten(string path) =>
        Of(path) ?? throw new MixturaException($"{path} has the extension \"{Path.GetExtension(path)}\", which names no format that is written: give it one of {Readable}.");

    private static FileFormat? Of(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".CSV" => FileFormat.Csv,
        ".TSV" => FileFormat.Tsv,
        ".JSON" => FileFormat.Json,
        ".JSONL" or ".NDJSON" => FileFormat.JsonLines,
        ".PARQUET" => FileFormat.Parquet,
        _ => null,
    };
}
