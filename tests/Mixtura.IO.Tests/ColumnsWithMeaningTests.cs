namespace Mixtura.IO.Tests;

public class ColumnsWithMeaningTests : TableTests
{
    [Fact]
    public void Weights_are_no_feature_and_may_be_zero()
    {
        using var table = ReadCsv("x,w\n1,0\n2,0.5\n3,2\n", new() { Weights = "w" });
        Assert.Equal(["x"], table.Features);
        Assert.Equal([0, 0.5, 2], table.Rows.Weights(0, 3).ToArray());
    }

    [Theory]
    [InlineData("-1", "data.csv, row 2, column w: \"-1\" is given, but a weight must be finite and not negative; correct it, or give the row the weight 0.")]
    [InlineData("inf", "data.csv, row 2, column w: \"inf\" is not finite, but a weight must be finite and not negative; correct it, or give the row the weight 0.")]
    [InlineData("", "data.csv, row 2, column w: the cell is empty, but a weight must be finite and not negative; correct it, or give the row the weight 0.")]
    [InlineData("heavy", "data.csv, row 2, column w: \"heavy\" is not a number, but a weight must be finite and not negative; correct it, or give the row the weight 0.")]
    public void Bad_weights_are_named(string weight, string message) => Assert.Equal(message, CsvFault($"x,w\n1,1\n2,{weight}\n", new() { Weights = "w" }));

    [Fact]
    public void Weights_that_are_all_zero_are_refused() =>
        Assert.Equal("All weights in column w of data.csv are 0: at least one must be above.", CsvFault("x,w\n1,0\n2,0\n", new() { Weights = "w" }));

    [Theory]
    [InlineData("10,9,-1,9", "-1,9,10", "2,1,0,1")]
    [InlineData("b,a,B,a", "B,a,b", "2,1,0,1")]
    [InlineData("10,9,a,9", "10,9,a", "0,1,2,1")]
    [InlineData("true,false,true,false", "false,true", "1,0,1,0")]
    [InlineData("1.5,1e1,2,2", "1.5,2,1e1", "0,2,1,1")]
    [InlineData("2020-02-01,2019-01-01,2020-02-01,2019-01-01", "2019-01-01,2020-02-01", "1,0,1,0")]
    public void Classes_of_any_type_are_put_in_order(string cells, string values, string codes)
    {
        var rows = cells.Split(',').Select((c, i) => $"{i},{c}\n");
        using var table = ReadCsv("x,c\n" + string.Concat(rows), new() { Label = "c" });
        Assert.Equal(["x"], table.Features);
        Assert.Equal("c", table.Classes!.Name);
        Assert.Equal(values.Split(','), table.Classes.Values);
        Assert.Equal(codes.Split(',').Select(int.Parse), table.Classes.Codes);
    }

    [Fact]
    public void Starting_labels_stand_beside_classes_and_are_no_feature()
    {
        using var table = ReadCsv("s,x,c\n2,1,u\n0,2,v\n2,3,u\n", new() { Label = "c", StartLabels = "s" });
        Assert.Equal(["x"], table.Features);
        Assert.Equal(["0", "2"], table.StartLabels!.Values);
        Assert.Equal([1, 0, 1], table.StartLabels.Codes);
        Assert.Equal([0, 1, 0], table.Classes!.Codes);
    }

    [Fact]
    public void A_row_without_a_class_is_named() =>
        Assert.Equal(
            "data.csv, row 2, column c: the cell is empty, but each row needs a class here; fill it in, or leave such rows out (--missing drop).",
            CsvFault("x,c\n1,a\n2,\n", new() { Label = "c" }));
}
