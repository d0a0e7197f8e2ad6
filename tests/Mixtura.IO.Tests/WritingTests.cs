namespace Mixtura.IO.Tests;

public class WritingTests : TableTests
{
    private static readonly OutputColumn[] Columns = [new("label", new[] { 1, 0 }), new("p \"0\"", new[] { 0.1, 1e-300 }), new("note", new[] { "a,b", null! }), new("big", new[] { long.MaxValue, 0 })];

    [Theory]
    [InlineData("t.csv", "label,\"p \"\"0\"\"\",note,big\n1,0.1,\"a,b\",9223372036854775807\n0,1e-300,,0\n")]
    [InlineData("t.tsv", "label\t\"p \"\"0\"\"\"\tnote\tbig\n1\t0.1\ta,b\t9223372036854775807\n0\t1e-300\t\t0\n")]
    [InlineData("t.jsonl", "{\"label\":1,\"p \\\"0\\\"\":0.1,\"note\":\"a,b\",\"big\":9223372036854775807}\n{\"label\":0,\"p \\\"0\\\"\":1e-300,\"note\":null,\"big\":0}\n")]
    [InlineData("it's [a] file?*.json", "[\n\t{\"label\":1,\"p \\\"0\\\"\":0.1,\"note\":\"a,b\",\"big\":9223372036854775807},\n\t{\"label\":0,\"p \\\"0\\\"\":1e-300,\"note\":null,\"big\":0}\n]\n")]
    public void Writes_text_formats(string name, string text)
    {
        TableWriter.Write(Folder[name], Columns, Ct);
        Assert.Equal(text, File.ReadAllText(Folder[name]));
        Assert.Equal([name], Folder.Names);
    }

    [Fact]
    public void Infinities_are_numbers_in_CSV_and_null_in_JSON()
    {
        OutputColumn[] columns = [new("d", new[] { double.NegativeInfinity, 1.5 })];
        TableWriter.Write(Folder["t.csv"], columns, Ct);
        TableWriter.Write(Folder["t.jsonl"], columns, Ct);
        Assert.Equal("d\n-inf\n1.5\n", File.ReadAllText(Folder["t.csv"]));
        Assert.Equal("{\"d\":null}\n{\"d\":1.5}\n", File.ReadAllText(Folder["t.jsonl"]));
    }

    [Fact]
    public void A_cancelled_writing_leaves_the_older_file_and_nothing_else()
    {
        var path = Folder.Write("t.csv", "old");
        Assert.ThrowsAny<OperationCanceledException>(() => TableWriter.Write(path, Columns, new CancellationToken(canceled: true)));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["t.csv"], Folder.Names);
    }

    /// <summary>The last row of the source breaks a query off when most of the output is written.</summary>
    [Fact]
    public void A_fault_in_the_middle_leaves_the_older_file_and_nothing_else()
    {
        const string Good = "SELECT i AS x, i AS y FROM range(100000) t(i)";
        const string Broken = "SELECT i AS x, CASE WHEN i < 99999 THEN i ELSE error('the disk is broken') END AS y FROM range(100000) t(i)";
        var path = Folder.Write("t.csv", "old");
        using var table = Read(Good, new() { Columns = ["x"] });
        var fault = Assert.Throws<MixturaException>(() => TableWriter.Append(Broken, new(), table, [new("label", new int[100_000])], path, Ct));
        Assert.Contains("the disk is broken", fault.Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal(["t.csv"], Folder.Names);
    }

    [Fact]
    public void An_unwritable_path_is_named()
    {
        Assert.Contains("t.xls has the extension \".xls\"", Assert.Throws<MixturaException>(() => TableWriter.Write(Folder["t.xls"], Columns, Ct)).Message, StringComparison.Ordinal);
        Assert.Contains("there is no folder", Assert.Throws<MixturaException>(() => TableWriter.Write(Folder["none/t.csv"], Columns, Ct)).Message, StringComparison.Ordinal);
        Directory.CreateDirectory(Folder["d.csv"]);
        Assert.Contains("it is a folder", Assert.Throws<MixturaException>(() => TableWriter.Write(Folder["d.csv"], Columns, Ct)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_that_make_no_table_are_refused()
    {
        Assert.Throws<ArgumentException>(() => TableWriter.Write(Folder["t.csv"], [], Ct));
        Assert.Throws<ArgumentException>(() => TableWriter.Write(Folder["t.csv"], [new("a", new[] { 1 }), new("b", new[] { 1, 2 })], Ct));
        Assert.Throws<ArgumentException>(() => TableWriter.Write(Folder["t.csv"], [new("a", new[] { 1 }), new("A", new[] { 1 })], Ct));
        Assert.Throws<ArgumentException>(() => TableWriter.Write(Folder["t.csv"], [new("a", new[] { 1f })], Ct));
        Assert.Throws<ArgumentException>(() => TableWriter.Write(Folder["t.csv"], [new("a", new[] { double.NaN })], Ct));
        Assert.Empty(Folder.Names);
    }
}
