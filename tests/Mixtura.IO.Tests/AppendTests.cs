namespace Mixtura.IO.Tests;

public class AppendTests : TableTests
{
    [Fact]
    public void Writes_the_source_letter_by_letter_with_the_new_columns_behind()
    {
        var source = Folder.Write("in.csv", "id,x,note\n007,1.50,\"a,b\"\n008,2.0,c\n");
        using var table = Read(source, new() { Columns = ["x"] });
        TableWriter.Append(source, new() { Columns = ["x"] }, table, [new("label", new[] { 1, 0 }), new("p0", new[] { 0.25, 1 })], Folder["out.csv"], Ct);
        Assert.Equal("id,x,note,label,p0\n007,1.50,\"a,b\",1,0.25\n008,2.0,c,0,1.0\n", File.ReadAllText(Folder["out.csv"]));
    }

    [Fact]
    public void Leaves_the_new_columns_empty_in_dropped_rows()
    {
        var options = new TableOptions { Missing = MissingValues.DropRows };
        var source = Folder.Write("in.csv", "x,y\n,1\n2,3\n4,\n5,6\n,\n");
        using var table = Read(source, options);
        TableWriter.Append(source, options, table, [new("label", new[] { 1, 2 })], Folder["out.csv"], Ct);
        Assert.Equal("x,y,label\n,1,\n2,3,1\n4,,\n5,6,2\n,,\n", File.ReadAllText(Folder["out.csv"]));
    }

    [Fact]
    public void Keeps_a_column_of_the_source_that_has_the_name_of_a_new_one()
    {
        var source = Folder.Write("in.csv", "x,Label,label_source\n1,a,b\n");
        using var table = Read(source, new() { Label = "Label" });
        TableWriter.Append(source, new(), table, [new("label", new[] { 3 })], Folder["out.csv"], Ct);
        Assert.Equal("x,Label_source,label_source_source,label\n1,a,b,3\n", File.ReadAllText(Folder["out.csv"]));
    }

    [Fact]
    public void Gives_text_its_types_where_the_output_has_types_and_loses_nothing()
    {
        var source = Folder.Write("in.csv", "i,d,mixed,s,b\n1,0.5,1,u,true\n2,2,2.5,v,false\n");
        using var table = Read(source);
        TableWriter.Append(source, new(), table, [new("label", new[] { 0, 1 })], Folder["out.jsonl"], Ct);
        Assert.Equal(
            "{\"i\":1,\"d\":0.5,\"mixed\":1.0,\"s\":\"u\",\"b\":true,\"label\":0}\n{\"i\":2,\"d\":2.0,\"mixed\":2.5,\"s\":\"v\",\"b\":false,\"label\":1}\n",
            File.ReadAllText(Folder["out.jsonl"]));
    }

    /// <summary>The first 30,000 rows look like whole numbers: a cast would round the rest, or break off at the text.</summary>
    [Fact]
    public void Does_not_round_what_comes_late()
    {
        const int Count = 30_000;
        var source = Folder.Write("in.csv", "i,t,x\n" + string.Concat(Enumerable.Range(0, Count).Select(i => $"{i},{i},1\n")) + "0.5,late,1\n");
        using var table = Read(source, new() { Columns = ["x"] });
        TableWriter.Append(source, new(), table, [new("label", new int[Count + 1])], Folder["out.parquet"], Ct);
        using var read = Read(Folder["out.parquet"], new() { Columns = ["i"], Label = "t" });
        Assert.Equal(0.5, read.Rows[Count][0]);
        Assert.Equal("late", read.Classes!.Values[read.Classes.Codes[Count]]);
    }

    [Theory]
    [InlineData("out.csv")]
    [InlineData("out.parquet")]
    public void Keeps_the_order_of_many_row_groups(string name)
    {
        const int Count = 100_000;
        Folder.Sql($"COPY (SELECT i FROM range({Count}) t(i)) TO '{Folder["in.parquet"]}' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
        using var table = Read(Folder["in.parquet"]);
        TableWriter.Append(Folder["in.parquet"], new(), table, [new("n", Enumerable.Range(0, Count).ToArray())], Folder[name], Ct);
        using var read = Read(Folder[name]);
        Assert.Equal(Count, read.Rows.Count);
        Assert.All(Enumerable.Range(0, Count), i => Assert.True(read.Rows[i][0] == i && read.Rows[i][1] == i));
    }

    [Fact]
    public void May_replace_the_source_itself()
    {
        var source = Folder.Write("t.csv", "x\n1\n2\n");
        using var table = Read(source);
        TableWriter.Append(source, new(), table, [new("label", new[] { 5, 6 })], source, Ct);
        Assert.Equal("x,label\n1,5\n2,6\n", File.ReadAllText(source));
    }

    [Fact]
    public void Appends_to_the_rows_of_a_query()
    {
        var query = $"SELECT x + 1 AS z FROM '{Folder.Write("t.csv", "x\n1\n2\n3\n")}' WHERE x <> 2";
        using var table = Read(query);
        TableWriter.Append(query, new(), table, [new("label", new[] { 5, 6 })], Folder["out.csv"], Ct);
        Assert.Equal("z,label\n2,5\n4,6\n", File.ReadAllText(Folder["out.csv"]));
    }

    [Fact]
    public void Notices_a_source_that_changed_and_columns_that_do_not_fit()
    {
        var source = Folder.Write("t.csv", "x\n1\n2\n");
        using var table = Read(source);
        Assert.Throws<ArgumentException>(() => TableWriter.Append(source, new(), table, [new("label", new[] { 5 })], Folder["out.csv"], Ct));
        Folder.Write("t.csv", "x\n1\n2\n3\n");
        var fault = Assert.Throws<MixturaException>(() => TableWriter.Append(source, new(), table, [new("label", new[] { 5, 6 })], Folder["out.csv"], Ct));
        Assert.EndsWith("t.csv had 2 rows when it was read and has 3 now: read it again.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(["t.csv"], Folder.Names);
    }
}
