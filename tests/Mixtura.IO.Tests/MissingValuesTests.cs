using CsCheck;

namespace Mixtura.IO.Tests;

public class MissingValuesTests : TableTests
{
    private const string Holes = "x,y,class,w\n1,10,a,1\n,20,b,1\n3,NaN,c,2\n5,50,a,1\n";

    [Fact]
    public void Drops_rows_and_says_which_stayed()
    {
        using var table = ReadCsv(Holes, new() { Columns = ["x", "y"], Label = "class", Weights = "w", Missing = MissingValues.DropRows });
        Assert.Equal([[1, 10], [5, 50]], Rows(table));
        Assert.Equal([0L, 3L], table.Kept);
        Assert.Equal(4, table.SourceRows);
        Assert.Equal(["a"], table.Classes!.Values);
        Assert.Equal([0, 0], table.Classes.Codes);
        Assert.Equal([1.0, 1.0], table.Rows.Weights(0, 2).ToArray());
    }

    /// <summary>By hand: x = (1 + 3 + 5) / 3, y = (10 + 20 + 50) / 3; weighted x = (1 + 2 * 3 + 5) / 4.</summary>
    [Fact]
    public void Fills_in_the_mean_of_the_other_cells()
    {
        using var table = ReadCsv(Holes, new() { Columns = ["x", "y"], Missing = MissingValues.UseMean });
        Assert.Equal([[1, 10], [3, 20], [3, 80.0 / 3], [5, 50]], Rows(table));
        Assert.Null(table.Kept);
        using var weighted = ReadCsv(Holes, new() { Columns = ["x", "y"], Weights = "w", Missing = MissingValues.UseMean });
        Assert.Equal(3, weighted.Rows[1][0]);
        Assert.Equal(80.0 / 3, weighted.Rows[2][1]);
    }

    [Fact]
    public void Keeps_what_is_missing_beside_rows_with_means()
    {
        using var table = ReadCsv(Holes, new() { Columns = ["x", "y"], Weights = "w", Missing = MissingValues.Keep });
        Assert.Equal([3, 80.0 / 3], new[] { table.Rows[1][0], table.Rows[2][1] });
        var incomplete = table.IncompleteRows!;
        Assert.Equal(2, incomplete.Missing);
        Assert.Equal(["x", "y"], incomplete.Features);
        Assert.Equal([double.NaN, 20], incomplete[1].ToArray());
        Assert.Equal([3, double.NaN], incomplete[2].ToArray());
        Assert.Equal(2, incomplete.Weight(2));
    }

    [Fact]
    public void A_column_of_known_components_may_be_empty()
    {
        using var table = ReadCsv("x,part,who\n1,a,b\n2,b,\n,a,a\n4,b,b\n", new() { StartLabels = "part", Known = "who", Missing = MissingValues.DropRows });
        Assert.Equal([[1], [2], [4]], Rows(table));
        Assert.Equal([0, -1, 0], table.Known!.Codes);
        Assert.Equal(["b"], table.Known.Values);
        Assert.Equal([0, 1, 1], table.StartLabels!.Codes);
    }

    [Fact]
    public void Means_of_data_far_from_the_origin_keep_their_digits()
    {
        using var table = ReadCsv("x\n1000000000000.25\n\"\"\n1000000000000.75\n1000000000000.5\n", new() { Missing = MissingValues.UseMean });
        Assert.Equal(1000000000000.5, table.Rows[1][0]);
    }

    [Fact]
    public void Drops_rows_without_a_class_or_a_weight()
    {
        using var table = ReadCsv("x,c,w\n1,a,1\n2,,1\n3,b,\n4,b,2\n", new() { Label = "c", Weights = "w", Missing = MissingValues.DropRows });
        Assert.Equal([[1], [4]], Rows(table));
        Assert.Equal([0, 1], table.Classes!.Codes);
        Assert.Equal([1.0, 2.0], table.Rows.Weights(0, 2).ToArray());
    }

    [Fact]
    public void Says_that_nothing_is_left()
    {
        Assert.Equal(
            "Each of the 2 rows of data.csv has a missing value, so that none is left: use --missing mean, or fewer --columns.",
            CsvFault("x,y\n1,\n,2\n", new() { Missing = MissingValues.DropRows }));
        Assert.Equal(
            "Column y of data.csv has no value to take the mean of: leave it out (--columns).",
            CsvFault("x,y\n1,\n2,\n", new() { Columns = ["x", "y"], Missing = MissingValues.UseMean }));
    }

    /// <summary>Against a plain twin: rows whose cells are all there, in order.</summary>
    [Fact]
    public void Keeps_exactly_the_rows_without_holes() =>
        Gen.Select(Gen.Int[-9, 9], Gen.Int[-9, 9]).Array[1, 40].Where(rows => rows.Any(r => r.Item1 != 9 && r.Item2 != 9)).Sample(
            rows =>
            {
                static string Cell(int value) => value == 9 ? string.Empty : value.ToString();
                using var table = ReadCsv("x,y\n" + string.Concat(rows.Select(r => $"{Cell(r.Item1)},{Cell(r.Item2)}\n")), new() { Columns = ["x", "y"], Missing = MissingValues.DropRows });
                var kept = Enumerable.Range(0, rows.Length).Where(i => rows[i].Item1 != 9 && rows[i].Item2 != 9).ToList();
                Assert.Equal(kept.Select(i => new double[] { rows[i].Item1, rows[i].Item2 }), Rows(table));
                Assert.Equal(kept.Count == rows.Length ? null : kept.Select(i => (long)i), table.Kept);
            },
            iter: 50,
            threads: 1);
}
