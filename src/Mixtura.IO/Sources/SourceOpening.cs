namespace Mixtura.IO.Sources;

/// <summary>From what the user wrote to something that can be selected from: a file by its extension, standard input, or a query.</summary>
internal static class SourceOpening
{
    public static Relation Open(Database database, string source, string? inputFile)
    {
        if (source is StandardInput.Source)
        {
            return OpenText(database, "standard input", inputFile!, CsvRelation.Open);
        }

        if (File.Exists(source))
        {
            return OpenFile(database, source);
        }

        return QuerySource.IsQuery(source)
            ? QuerySource.Open(database, source)
            : throw new MixturaException(Directory.Exists(source)
                ? $"{source} is a folder: name a file ({FileFormats.Readable}), - for CSV on standard input, or a SQL query."
                : $"There is no file {source}: name one ({FileFormats.Readable}), - for CSV on standard input, or a SQL query.");
    }

    private static Relation OpenFile(Database database, string path) => FileFormats.OfRead(path) switch
    {
        FileFormat.Csv => OpenText(database, path, path, CsvRelation.Open),
        FileFormat.Tsv => OpenText(database, path, path, CsvRelation.OpenTabbed),
        FileFormat.Parquet => TypedRelation.Describe(database, path, $"read_parquet({Sql.Path(path)})"),

        // The types of all values are looked at, not of a sample: a late text would break the reading off without saying where.
        _ => TypedRelation.Describe(database, path, $"read_json({Sql.Path(path)}, sample_size = -1)"),
    };

    private static CsvRelation OpenText(Database database, string name, string path, Func<Database, string, string, CsvRelation> open) =>
        new FileInfo(path).Length == 0
            ? throw new MixturaException($"{name} is empty: a table needs a line of column names and at least one row.")
            : open(database, name, path);
}
