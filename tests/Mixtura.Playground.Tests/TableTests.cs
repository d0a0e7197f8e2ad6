using CsCheck;
using Mixtura.Playground.Bench;
using Mixtura.Playground.Bench.Tables;
using Mixtura.Playground.Sharing;

namespace Mixtura.Playground.Tests;

public class TableTests
{
    private const string Flowers = "name,length,width,depth,kind\na,1,2.5,10,rose\nb,3,4e0,30,\"li,ly\"\nc,-5,6,50,rose\nd,7,8.25,90,\n";

    private static Drawing Taken(string text, Func<TableChoice, TableChoice>? with = null)
    {
        var table = CsvTable.Read(text);
        var choice = TableChoice.First(table);
        return (with is null ? choice : with(choice)).Of(table);
    }

    [Theory]
    [InlineData(Flowers)]
    [InlineData("name;length;width;depth;kind\r\na;1;2.5;10;rose\r\nb;3;4;30;li,ly\r\nc;-5;6;50;rose\r\nd;7;8.25;90;\r\n")]
    [InlineData("\uFEFFname\tlength\twidth\tdepth\tkind\na\t1\t2.5\t10\trose\nb\t3\t4\t30\tli,ly\n\nc\t-5\t6\t50\trose\nd\t7\t8.25\t90\t")]
    public void A_table_becomes_points(string text)
    {
        var drawing = Taken(text);
        Assert.Equal([(1, 2.5), (3, 4), (-5, 6), (7, 8.25)], drawing.Points.Select(p => (p.X, p.Y)));
        Assert.Equal(("length", "width"), drawing.Names);
        Assert.Equal([0, 1, 0, -1], drawing.Classes);
        Assert.Equal(["rose", "li,ly"], drawing.ClassNames);
    }

    [Fact]
    public void A_table_may_have_no_names() => Assert.Equal(("column1", "column3"), Taken("1,a,2\n3,b,4\n").Names);

    [Fact]
    public void Names_can_be_told_to_the_command() => Assert.Equal(("ab", "ab_2"), Taken("\"a,b\",ab\n1,2\n3,4\n").Names);

    [Theory]
    [InlineData("", "no rows")]
    [InlineData("x,y\n", "no rows")]
    [InlineData("x,y\n1,2\n3,4,5\n", "Line 3 has 3 cells where the first line has 2")]
    [InlineData("x,y\n1,2\n3\n", "Line 3 has 1 cell where the first line has 2")]
    [InlineData("x,y,z\n1,2,a\n3,4,b\n5,oops,c\n", "Row 3 (line 4), column y: 'oops' is no number")]
    [InlineData("x,y\n1,2\n,4\n5,6\n", "Row 2 (line 3), column x: the cell is empty")]
    [InlineData("x,y\n1,2\n3,NaN\n5,6\n", "Row 2 (line 3), column y: 'NaN' is no number")]
    [InlineData("x;y\n1;2.0\n3;4,5\n5;6.0\n", "numbers are written with a point")]
    [InlineData("x,word\n1,a\n2,b\n", "only x holds numbers")]
    [InlineData("word,other\nc,a\nd,b\n", "none holds numbers")]
    [InlineData("just a sentence", "no rows")]
    public void A_bad_table_says_where(string text, string says) => Assert.Contains(says, Assert.Throws<MixturaException>(() => Taken(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Rows_with_bad_cells_can_be_left_out() =>
        Assert.Equal([(1, 2), (5, 6)], Taken("x,y\n1,2\n3,oops\n5,6\n,7\n9,8\n".Replace("9,8\n", "", StringComparison.Ordinal), c => c with { SkipFaulty = true }).Points.Select(p => (p.X, p.Y)));

    [Fact]
    public void Columns_can_be_standardised()
    {
        var drawing = Taken(Flowers, c => c with { Standardise = true });
        Assert.Equal(0, drawing.Points.Average(p => p.X), 1e-12);
        Assert.Equal(1, drawing.Points.Average(p => p.Y * p.Y), 1e-12);
        Assert.Contains("holds 3 in every row", Assert.Throws<MixturaException>(() => Taken("x,y\n3,1\n3,2\n", c => c with { Standardise = true })).Message, StringComparison.Ordinal);
    }

    /// <summary>Three columns on one line through the origin: the first component is the whole of it, the second nothing.</summary>
    [Fact]
    public void All_columns_become_two_components()
    {
        var drawing = Taken("a,b,c\n-3,-6,6\n0,0,0\n3,6,-6\n", c => c with { Principal = true });
        Assert.Equal(("PC1", "PC2"), drawing.Names);
        Assert.Equal([9, 0, 9], drawing.Points.Select(p => Math.Round(Math.Abs(p.X), 9)));
        Assert.All(drawing.Points, p => Assert.Equal(0, p.Y, 1e-9));
    }

    [Fact]
    public void A_long_table_is_cut_and_says_so()
    {
        var table = CsvTable.Read("x,y\n" + string.Concat(Enumerable.Range(0, Drawing.Most + 5).Select(i => $"{i},{i}\n")));
        Assert.True(table.IsCut);
        Assert.Equal(Drawing.Most, TableChoice.First(table).Of(table).Count);
    }

    /// <summary>What is written is read back to the bit, with its classes.</summary>
    [Fact]
    public void Points_come_back_from_their_file() => Gen.OneOf(Drawings.Presets, Drawings.Drawn.Select(d => d.Count > 0 ? d : d.Add([new(d.Area.Left, d.Area.Top)]))).Sample(drawing =>
    {
        var read = Taken(PointsCsv.Of(drawing), c => c with { X = 0, Y = 1, Class = drawing.HasClasses ? 2 : -1 });
        Assert.Equal(drawing.Points.AsEnumerable(), read.Points);
        Assert.Equal(drawing.Names, read.Names);
        string Class(Drawing d, int i) => d.HasClasses && d.Classes[i] >= 0 ? d.ClassNames[d.Classes[i]] : "";
        Assert.All(Enumerable.Range(0, drawing.Count), i => Assert.Equal(Class(drawing, i), Class(read, i)));
    });
}
