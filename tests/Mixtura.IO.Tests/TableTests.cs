namespace Mixtura.IO.Tests;

/// <summary>What tests of tables share: a folder, and short ways to read from it.</summary>
public abstract class TableTests : IDisposable
{
    protected TemporaryFolder Folder { get; } = new();

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected static Table Read(string source, TableOptions? options = null) => TableReader.Read(source, options ?? new(), ct: Ct);

    protected Table ReadCsv(string text, TableOptions? options = null) => Read(Folder.Write("data.csv", text), options);

    /// <summary>The one sentence with which reading fails, without the folder's name.</summary>
    protected string Fault(string source, TableOptions? options = null) =>
        Assert.Throws<MixturaException>(() => Read(source, options)).Message.Replace(Folder[string.Empty] + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal);

    protected string CsvFault(string text, TableOptions? options = null) => Fault(Folder.Write("data.csv", text), options);

    protected static double[][] Rows(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. Enumerable.Range(0, (int)table.Rows.Count).Select(i => table.Rows[i].ToArray())];
    }

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
