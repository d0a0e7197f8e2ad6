using Mixtura.IO.Sources;

namespace Mixtura.IO.Writing;

/// <summary>Rows of the database to a file that appears whole or not at all.</summary>
internal static class TableFile
{
    /// <summary>Writes what <paramref name="columns"/> select; <paramref name="check"/> sees the number of rows before the file gets its name.</summary>
    public static void Write(Database database, string path, IEnumerable<WrittenColumn> columns, string from, Action<long> check, CancellationToken cancellationToken)
    {
        var format = FileFormats.OfWritten(path);
        var select = string.Join(", ", columns.Select(c => $"{Cell(c, format)} AS {Sql.Name(c.Name)}"));
        WholeFile.Write(path, temporary =>
        {
            check(database.Execute($"COPY (SELECT {select} FROM {from}) TO {Sql.Text(temporary)} ({Options(format)}, USE_TMP_FILE false)"));
            cancellationToken.ThrowIfCancellationRequested();
        });
    }

    public static void CheckFolder(string path)
    {
        _ = FileFormats.OfWritten(path);
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is not { } folder || !Directory.Exists(folder))
        {
            throw new MixturaException($"{path} cannot be written: there is no folder {Path.GetDirectoryName(path)}.");
        }

        if (Directory.Exists(path))
        {
            throw new MixturaException($"{path} cannot be written: it is a folder.");
        }
    }

    // JSON has no word for an infinity.
    private static string Cell(WrittenColumn column, FileFormat format) =>
        column.IsFloating && format is FileFormat.Json or FileFormat.JsonLines ? $"CASE WHEN isfinite({column.Sql}) THEN {column.Sql} END" : column.Sql;

    private static string Options(FileFormat format) => format switch
    {
        FileFormat.Csv => "FORMAT csv, HEADER true, DELIMITER ','",
        FileFormat.Tsv => "FORMAT csv, HEADER true, DELIMITER '\t'",
        FileFormat.Json => "FORMAT json, ARRAY true",
        FileFormat.JsonLines => "FORMAT json, ARRAY false",
        _ => "FORMAT parquet",
    };
}
