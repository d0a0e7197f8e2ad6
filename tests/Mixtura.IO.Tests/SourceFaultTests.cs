namespace Mixtura.IO.Tests;

public class SourceFaultTests : TableTests
{
    [Fact]
    public void Says_that_there_is_no_such_file() =>
        Assert.Equal("There is no file nosuch.csv: name one (.csv, .tsv, .json, .jsonl, .ndjson or .parquet), - for CSV on standard input, or a SQL query.", Fault("nosuch.csv"));

    [Fact]
    public void Says_that_a_folder_is_no_table() => Assert.StartsWith("d.csv is a folder:", Fault(Directory.CreateDirectory(Folder["d.csv"]).FullName), StringComparison.Ordinal);

    [Theory]
    [InlineData("t.xlsx", "t.xlsx has the extension \".xlsx\", which names no format that is read: give it one of .csv, .tsv, .json, .jsonl, .ndjson or .parquet.")]
    [InlineData("t", "t has the extension \"\", which names no format that is read: give it one of .csv, .tsv, .json, .jsonl, .ndjson or .parquet.")]
    public void Says_which_extensions_there_are(string name, string message) => Assert.Equal(message, Fault(Folder.Write(name, "x\n1\n")));

    [Theory]
    [InlineData("t.csv", "", "t.csv is empty: a table needs a line of column names and at least one row.")]
    [InlineData("t.csv", "x,y\n", "t.csv has the columns x, y but no rows: there is nothing to cluster.")]
    [InlineData("t.json", "[]", "t.json has the columns json but no rows: there is nothing to cluster.")]
    [InlineData("t.csv", "a,b\nu,v\n", "No column of t.csv is numeric, so there is no feature; row 1 holds a = \"u\", b = \"v\".")]
    [InlineData("t.csv", "a;b\n1,5;2,5\n3,25;4,5\n", "No column of t.csv is numeric, so there is no feature; row 1 holds a = \"1,5\", b = \"2,5\".")]
    public void Says_what_is_missing(string name, string text, string message) => Assert.Equal(message, Fault(Folder.Write(name, text)));

    [Fact]
    public void Says_that_a_named_column_has_no_rows() =>
        Assert.Equal("data.csv has the columns x, y but no rows: there is nothing to cluster.", CsvFault("x,y\n", new() { Columns = ["x"] }));

    [Fact]
    public void Says_in_one_line_that_a_file_is_broken()
    {
        var parquet = Fault(Folder.Write("t.parquet", "PAR1 this is no Parquet file"));
        var json = Fault(Folder.Write("t.json", """[{"x":1},{"x":"""));
        Assert.StartsWith("t.parquet cannot be read: ", parquet, StringComparison.Ordinal);
        Assert.StartsWith("t.json cannot be read: Malformed JSON", json, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', parquet + json);
    }

    [Fact]
    public void Lists_the_columns_and_suggests_the_nearest()
    {
        const string Text = "width,height,class\n1,2,a\n";
        Assert.Equal("data.csv has no column wdth: it has width, height, class; did you mean width?", CsvFault(Text, new() { Columns = ["wdth"] }));
        Assert.Equal("data.csv has no column Class: it has width, height, class; did you mean class?", CsvFault(Text, new() { Label = "Class" }));
        Assert.Equal("data.csv has no column weight: it has width, height, class; did you mean height?", CsvFault(Text, new() { Weights = "weight" }));
        Assert.Equal("data.csv has no column start: it has width, height, class.", CsvFault(Text, new() { StartLabels = "start" }));
    }

    [Fact]
    public void Says_that_a_column_has_the_wrong_type_or_two_meanings()
    {
        const string Text = "x,y,b\n1,2,true\n3,4,false\n";
        Assert.Equal("Column b of data.csv holds BOOLEAN values, which are not numbers: leave it out (--columns) or convert it in a query.", CsvFault(Text, new() { Columns = ["x", "b"] }));
        Assert.Equal("Column y is named as a feature and as label, weights, start labels or known components: it can be only one of them.", CsvFault(Text, new() { Columns = ["x", "y"], Label = "y" }));
        Assert.Equal("The feature x of data.csv is there 2 times: each feature needs a name of its own.", CsvFault(Text, new() { Columns = ["x", "x"] }));
        Assert.Equal("No column of data.csv is left as a feature: it has only x.", CsvFault("x\n1\n2\n", new() { Label = "x" }));
        Assert.Equal("No column of data.csv was named as a feature: name at least one of x, y, b.", CsvFault(Text, new() { Columns = [] }));
    }
}
