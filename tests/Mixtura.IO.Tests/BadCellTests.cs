namespace Mixtura.IO.Tests;

public class BadCellTests : TableTests
{
    public static TheoryData<string, string> Cells => new()
    {
        { "x,y\n1,2\n3,oops\n4,5\n6,7\n", "data.csv, row 2, column y: \"oops\" is not a number; correct it, leave the column out (--columns), or empty the cell and choose --missing drop|mean." },
        { "x,y\n1,2\n3,\n", "data.csv, row 2, column y: the cell is empty; leave such rows out or fill in the column's mean (--missing drop|mean; mixtures also em)." },
        { "x,y\n1,2\n3,4\nNaN,6\n", "data.csv, row 3, column x: \"NaN\" is no value; leave such rows out or fill in the column's mean (--missing drop|mean; mixtures also em)." },
        { "x,y\n1,-inf\n3,4\n", "data.csv, row 1, column y: \"-inf\" is not finite; correct it, leave the column out (--columns), or empty the cell and choose --missing drop|mean." },
        { "x,y\n1,1e400\n3,4\n", "data.csv, row 1, column y: \"1e400\" is not finite; correct it, leave the column out (--columns), or empty the cell and choose --missing drop|mean." },
        { "x,y\n1,2\n3,4\n5,NA\n", "data.csv, row 3, column y: \"NA\" is not a number; correct it, leave the column out (--columns), or empty the cell and choose --missing drop|mean." },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void Names_the_row_the_column_the_value_and_the_way_out(string text, string message) => Assert.Equal(message, CsvFault(text));

    [Theory]
    [MemberData(nameof(Cells))]
    public void Says_the_same_of_columns_that_were_named(string text, string message) =>
        Assert.Equal(message, CsvFault(text, new() { Columns = ["x", "y"] }));

    /// <summary>The text comes after the rows that types are guessed from, where a cast breaks the reading off.</summary>
    [Fact]
    public void Finds_a_text_far_behind_the_numbers()
    {
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"{i},{i}.5\n"));
        Assert.StartsWith("data.csv, row 50001, column x: \"oops\" is not a number;", CsvFault($"x,y\n{rows}oops,1\n2,bad\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_first_bad_row_of_all_columns() =>
        Assert.StartsWith("data.csv, row 2, column y: \"b\"", CsvFault("x,y\n1,2\n2,b\na,4\n4,5\n5,6\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData(MissingValues.DropRows)]
    [InlineData(MissingValues.UseMean)]
    public void Refuses_text_and_infinities_whatever_is_done_with_missing_values(MissingValues missing)
    {
        Assert.Contains("row 2, column x: \"oops\" is not a number", CsvFault("x\n1\noops\n2\n", new() { Missing = missing }), StringComparison.Ordinal);
        Assert.Contains("row 2, column x: \"inf\" is not finite", CsvFault("x\n1\ninf\n2\n", new() { Missing = missing }), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_a_column_of_text_alone_even_if_some_of_it_looks_like_numbers()
    {
        using var table = ReadCsv("x,name\n1,setosa\n2,7\n3,virginica\n4,setosa\n");
        Assert.Equal(["x"], table.Features);
    }

    [Fact]
    public void Says_what_is_wrong_in_JSON_and_Parquet()
    {
        Assert.StartsWith("t.jsonl, row 3, column x: \"a\" is not a number;", Fault(Folder.Write("t.jsonl", "{\"x\":1}\n{\"x\":2}\n{\"x\":\"a\"}\n")), StringComparison.Ordinal);
        Assert.StartsWith("u.json, row 2, column x: the cell is empty;", Fault(Folder.Write("u.json", """[{"x":1,"y":2},{"y":3}]""")), StringComparison.Ordinal);
        Assert.StartsWith("v.json, row 2, column x: \"{\"a\":1}\" is not a number;", Fault(Folder.Write("v.json", """[{"x":1},{"x":{"a":1}},{"x":3}]""")), StringComparison.Ordinal);
        Folder.Sql($"COPY (SELECT unnest(['1', 'inf', 'nan'])::DOUBLE AS x) TO '{Folder["t.parquet"]}' (FORMAT parquet)");
        Assert.StartsWith("t.parquet, row 2, column x: \"inf\" is not finite;", Fault(Folder["t.parquet"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_is_wrong_in_a_query()
    {
        var file = Folder.Write("data.csv", "x\n1\n\n3\n");
        Assert.StartsWith("the query, row 2, column x: the cell is empty;", Fault($"SELECT x FROM '{file}'"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_line_of_a_row_that_is_too_short_or_too_long()
    {
        Assert.Equal("data.csv cannot be read: line 3 has 1 cells where 2 are expected; give every row one cell for each column.", CsvFault("x,y\n1,2\n3\n4,5\n"));
        var rows = string.Concat(Enumerable.Range(0, 40_000).Select(i => $"{i},{i}\n"));
        Assert.Equal("data.csv cannot be read: line 40002 has 3 cells where 2 are expected; give every row one cell for each column.", CsvFault($"x,y\n{rows}1,2,3\n"));
        Assert.Equal("data.csv cannot be read: line 2 has 3 cells where 2 are expected; give every row one cell for each column.", CsvFault("x,y\n1,2,3\n4,5,6\n7,8,9\n"));
        Assert.Equal("data.csv cannot be read: line 2 has 2 cells where 1 are expected; give every row one cell for each column.", CsvFault("# made by hand\nx,y\n1,2\n3,4\n"));
    }
}
