namespace Mixtura.IO.Tests;

public class QueryTests : TableTests
{
    [Theory]
    [InlineData("SELECT y, x FROM '{0}' WHERE x > 1")]
    [InlineData("  select y, x\nfrom '{0}' where x > 1;  ")]
    [InlineData("WITH big AS (FROM '{0}' WHERE x > 1) SELECT y, x FROM big -- those above 1")]
    [InlineData("FROM '{0}' SELECT y, x WHERE x > 1")]
    [InlineData("(SELECT y, x FROM '{0}' WHERE x > 1)")]
    public void Reads_what_a_query_selects(string query)
    {
        var file = Folder.Write("some data.csv", "x,y\n1,10\n2,20\n3,30\n");
        using var table = Read(query.Replace("{0}", file, StringComparison.Ordinal));
        Assert.Equal(["y", "x"], table.Features);
        Assert.Equal([[20, 2], [30, 3]], Rows(table));
    }

    [Theory]
    [InlineData("SELECT FROM WHERE x", "The query is not understood: ")]
    [InlineData("SELECT 1; SELECT 2", "The query is not understood: it must be one SELECT statement, not several.")]
    [InlineData("SELECT 1 AS x); COPY (SELECT 1) TO 'made.csv' --", "The query is not understood: ")]
    [InlineData("SELECT 1 AS x; COPY (SELECT 1) TO 'made.csv'", "The query is not understood: it must be one SELECT statement, which only reads.")]
    [InlineData("FROM 'nosuch.parquet' SELECT x", "the query cannot be read: No files found that match the pattern \"nosuch.parquet\".")]
    [InlineData("SELECT x FROM 'http://example.org/x.csv'", "the query cannot be read: File http://example.org/x.csv requires the extension httpfs to be loaded.")]
    [InlineData("SELECT 1 AS x WHERE false", "the query has the columns x but no rows: there is nothing to cluster.")]
    public void Says_in_one_sentence_what_is_wrong(string query, string start)
    {
        var message = Fault(query);
        Assert.StartsWith(start, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.False(File.Exists("made.csv"));
    }

    [Fact]
    public void Tells_columns_of_one_name_apart()
    {
        using var table = Read("SELECT 1 AS x, 2 AS x");
        Assert.Equal(["x", "x_1"], table.Features);
        Assert.Equal([[1, 2]], Rows(table));
    }

    [Fact]
    public void Names_a_column_that_does_not_exist()
    {
        var file = Folder.Write("data.csv", "x,y\n1,10\n");
        Assert.Contains("\"zz\"", Fault($"SELECT zz FROM '{file}'"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_line_at_which_a_file_of_a_query_turns_to_text()
    {
        var file = Folder.Write("data.csv", "x,y\n" + string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},1\n")) + "oops,1\n");
        Assert.StartsWith("the query cannot be read: line 50002 of the file, column x: \"oops\" is not a number", Fault($"SELECT x, y FROM '{file}'"), StringComparison.Ordinal);
    }

    /// <summary>Groups come in an order that depends on the threads; here they must not. The second reading is the twin of the first.</summary>
    [Fact]
    public void Gives_the_same_rows_in_the_same_order_each_time()
    {
        const string Query = "SELECT i % 5000 AS g, sum(sqrt(i)) AS s FROM range(400000) t(i) GROUP BY g";
        using var first = Read(Query);
        using var second = Read(Query);
        Assert.Equal(5000, first.Rows.Count);
        Assert.Equal(Rows(first), Rows(second));
    }
}
