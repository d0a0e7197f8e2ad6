using System.Text;

namespace Mixtura.IO.Tests;

public class ReadingTests : TableTests
{
    private static readonly double[][] Expected = [[1, 0.5], [-2, 1e-3]];

    [Theory]
    [InlineData("t.csv", "x,name,y\n1,a,0.5\n-2,b,1e-3\n")]
    [InlineData("t.CSV", "x,y\r\n1,0.5\r\n-2,1e-3")]
    [InlineData("t.tsv", "x\ty\n1\t0.5\n-2\t1e-3\n")]
    [InlineData("semicolons.csv", "x;y\n1;0.5\n-2;1e-3\n")]
    [InlineData("quoted.csv", "\"x\",\"y\"\n\"1\",\"0.5\"\n\"-2\",\"1e-3\"\n")]
    [InlineData("spaces.csv", "x, y\n 1, 0.5\n -2 , 1e-3\n")]
    [InlineData("t.json", """[{"x":1,"y":0.5},{"x":-2,"y":1e-3}]""")]
    [InlineData("t.jsonl", "{\"x\":1,\"y\":0.5}\n{\"y\":1e-3,\"x\":-2}\n")]
    [InlineData("t.ndjson", "{\"x\":1,\"y\":0.5}\n{\"x\":-2,\"y\":1e-3}\n")]
    [InlineData("it's a \"file\" [1] & 2*.csv", "x,y\n1,0.5\n-2,1e-3\n")]
    public void Reads_every_text_format(string name, string text)
    {
        using var table = Read(Folder.Write(name, text));
        Assert.Equal(["x", "y"], table.Features);
        Assert.Equal(Expected, Rows(table));
        Assert.Equal(2, table.SourceRows);
        Assert.Null(table.Kept);
        Assert.Null(table.Classes);
        Assert.False(table.Rows.IsWeighted);
    }

    [Fact]
    public void Reads_every_numeric_type_of_Parquet_and_leaves_others_out()
    {
        Folder.Sql($"""
            COPY (SELECT 1::TINYINT a, 2::USMALLINT b, 3::INTEGER c, 4::UBIGINT d, 5::HUGEINT e, 0.25::FLOAT f, 0.1::DOUBLE g, 1.75::DECIMAL(9,2) h,
                true i, DATE '2020-01-01' j, 'text' k, [1, 2] l, NULL::VARCHAR m) TO '{Folder["t.parquet"]}' (FORMAT parquet)
            """);
        using var table = Read(Folder["t.parquet"]);
        Assert.Equal(["a", "b", "c", "d", "e", "f", "g", "h"], table.Features);
        Assert.Equal([[1, 2, 3, 4, 5, 0.25, 0.1, 1.75]], Rows(table));
    }

    [Fact]
    public void Reads_a_file_without_a_line_of_names()
    {
        using var table = ReadCsv("1,2\n3,4\n");
        Assert.Equal(["column0", "column1"], table.Features);
        Assert.Equal([[1, 2], [3, 4]], Rows(table));
    }

    [Fact]
    public void Reads_standard_input_and_reads_it_again_to_append()
    {
        using var table = TableReader.Read("-", new(), () => new MemoryStream(Encoding.UTF8.GetBytes("x,note\n1,a\n2,b\n")), null, Ct);
        TableWriter.Append("-", new(), table, [new("label", new[] { 7, 8 })], Folder["out.csv"], Ct);
        Assert.Equal("x,note,label\n1,a,7\n2,b,8\n", File.ReadAllText(Folder["out.csv"]));
    }

    [Fact]
    public void Takes_named_columns_in_the_order_they_are_named()
    {
        using var table = ReadCsv("x,y,z\n1,2,3\n4,5,6\n", new() { Columns = ["z", "x"] });
        Assert.Equal(["z", "x"], table.Features);
        Assert.Equal([[3, 1], [6, 4]], Rows(table));
    }

    /// <summary>Many small row groups, read by all threads: rows must come as they lie in the file. The row's number is in the row.</summary>
    [Fact]
    public void Keeps_the_order_of_a_Parquet_file_of_many_row_groups()
    {
        const int Count = 200_000;
        Folder.Sql($"COPY (SELECT i, i % 3 AS class FROM range({Count}) t(i)) TO '{Folder["t.parquet"]}' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        using var table = Read(Folder["t.parquet"], new() { Label = "class" });
        Assert.Equal(Count, table.Rows.Count);
        Assert.All(Enumerable.Range(0, Count), i => Assert.True(table.Rows[i][0] == i && table.Classes!.Codes[i] == i % 3));
    }

    [Fact]
    public void Keeps_the_order_of_a_long_text_file_and_tells_how_far_it_is()
    {
        const int Count = 300_000;
        Folder.Write("t.csv", "i,j\n" + string.Concat(Enumerable.Range(0, Count).Select(i => $"{i},0.5\n")));
        var told = new Told();
        using var table = TableReader.Read(Folder["t.csv"], new(), told, Ct);
        Assert.All(Enumerable.Range(0, Count), i => Assert.Equal(i, table.Rows[i][0]));
        Assert.Equal([65536, 131072, 196608, 262144, Count], told.Rows);
    }

    [Fact]
    public void Stops_when_it_is_cancelled()
    {
        Folder.Write("t.csv", "i\n" + string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i}\n")));
        using var stop = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => TableReader.Read(Folder["t.csv"], new(), new Stopping(stop), stop.Token));
    }

    [Fact]
    public void Stops_a_query_that_would_not_end()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.ThrowsAny<OperationCanceledException>(() =>
            TableReader.Read("SELECT sum(a.i * b.i) AS x FROM range(10000000) a(i), range(10000000) b(i)", new(), ct: stop.Token));
    }

    private sealed class Told : IProgress<long>
    {
        public List<long> Rows { get; } = [];

        public void Report(long value) => Rows.Add(value);
    }

    private sealed class Stopping(CancellationTokenSource stop) : IProgress<long>
    {
        public void Report(long value) => stop.Cancel();
    }
}
