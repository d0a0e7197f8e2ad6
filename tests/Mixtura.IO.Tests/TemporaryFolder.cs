namespace Mixtura.IO.Tests;

/// <summary>A folder of its own for each test, gone when it ends.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mixtura-io-tests-");

    public string this[string name] => Path.Combine(folder.FullName, name);

    public IEnumerable<string> Names => Directory.EnumerateFileSystemEntries(folder.FullName).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal);

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>Runs a statement of the database itself, to make files that only it can make.</summary>
    public void Sql(string statement)
    {
        using var connection = new DuckDB.NET.Data.DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    public void Dispose() => folder.Delete(recursive: true);
}
