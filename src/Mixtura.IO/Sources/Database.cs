using DuckDB.NET.Data;

namespace Mixtura.IO.Sources;

/// <summary>
/// DuckDB in memory: a reader of tables that keeps the order of their rows, within a limit of memory, and that installs nothing and asks no
/// network.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly DuckDBConnection connection = new("DataSource=:memory:");
    private readonly string spill = Path.Combine(Path.GetTempPath(), $"mixtura-{Guid.NewGuid():n}");
    private readonly CancellationToken cancellationToken;

    /// <param name="query">
    /// Whether a query of the user's runs: one thread then, since grouping and joining leave rows in an order that depends on the threads.
    /// </param>
    /// <param name="cancellationToken">Interrupts whatever statement runs.</param>
    public Database(bool query, CancellationToken cancellationToken)
    {
        this.cancellationToken = cancellationToken;
        connection.Open();
        string[] settings =
        [
            "memory_limit = '1GiB'", $"temp_directory = {Sql.Text(spill)}", "preserve_insertion_order = true",
            "autoinstall_known_extensions = false", "autoload_known_extensions = false", .. query ? new[] { "threads = 1" } : [],
            "lock_configuration = true",
        ];
        foreach (var setting in settings)
        {
            Execute($"SET {setting}");
        }
    }

    public DuckDBConnection Connection => connection;

    /// <summary>The rows of a query as they come.</summary>
    public Cursor Query(string sql) => new(connection, sql, cancellationToken);

    public long Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var stop = cancellationToken.Register(command.Cancel);
        cancellationToken.ThrowIfCancellationRequested();
        return command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        connection.Dispose();
        if (Directory.Exists(spill))
        {
            Directory.Delete(spill, recursive: true);
        }
    }
}

/// <summary>Rows of a query, streamed: only those under way are in memory.</summary>
internal sealed class Cursor : IDisposable
{
    private readonly DuckDBCommand command;
    private readonly CancellationTokenRegistration stop;

    public Cursor(DuckDBConnection connection, string sql, CancellationToken cancellationToken)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        command.UseStreamingMode = true;
        stop = cancellationToken.Register(command.Cancel);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            Reader = command.ExecuteReader();
        }
        catch
        {
            stop.Dispose();
            command.Dispose();
            throw;
        }
    }

    public DuckDBDataReader Reader { get; }

    public bool Read() => Reader.Read();

    public void Dispose()
    {
        stop.Dispose();
        Reader.Dispose();
        command.Dispose();
    }
}
