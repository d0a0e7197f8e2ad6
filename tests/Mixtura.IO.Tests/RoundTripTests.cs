using CsCheck;

namespace Mixtura.IO.Tests;

public class RoundTripTests : TableTests
{
    // Every finite double, by its bits: subnormals, negative zero, the largest.
    private static readonly Gen<double> Finite = Gen.ULong.Select(BitConverter.UInt64BitsToDouble).Where(double.IsFinite);

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.tsv")]
    [InlineData("t.json")]
    [InlineData("t.jsonl")]
    [InlineData("t.parquet")]
    public void Doubles_come_back_bit_for_bit(string name) =>
        Finite.Array[1, 200].Sample(
            values =>
            {
                TableWriter.Write(Folder[name], [new("x", values), new("i", Enumerable.Range(0, values.Length).ToArray())], Ct);
                using var table = Read(Folder[name]);
                Assert.Equal(values.Select(BitConverter.DoubleToInt64Bits), Enumerable.Range(0, values.Length).Select(i => BitConverter.DoubleToInt64Bits(table.Rows[i][0])));
                Assert.Equal(Enumerable.Range(0, values.Length), Enumerable.Range(0, values.Length).Select(i => (int)table.Rows[i][1]));
            },
            iter: 20,
            threads: 1);

    /// <summary>Names and texts with every printable character of ASCII, quotes and delimiters among them.</summary>
    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.tsv")]
    [InlineData("t.json")]
    [InlineData("t.parquet")]
    public void Texts_come_back_as_they_were(string name) =>
        Gen.Char[' ', '~'].Array[1, 8].Select(c => $"t{new string(c)}t").Array[2, 30].Sample(
            texts =>
            {
                TableWriter.Write(Folder[name], [new("i", Enumerable.Range(0, texts.Length).ToArray()), new("c \"'", texts)], Ct);
                using var table = Read(Folder[name], new() { Label = "c \"'" });
                Assert.Equal(texts, table.Classes!.Codes.Select(code => table.Classes.Values[code]));
            },
            iter: 30,
            threads: 1);

    /// <summary>A file is read as numbers at once; the query's columns are text that becomes numbers later. Each is the other's twin.</summary>
    [Fact]
    public void Numbers_are_the_same_read_at_once_and_by_way_of_text() =>
        Finite.Array[1, 50].Sample(
            values =>
            {
                TableWriter.Write(Folder["t.csv"], [new("x", values)], Ct);
                using var direct = Read(Folder["t.csv"]);
                using var byText = Read($"SELECT x FROM read_csv('{Folder["t.csv"]}', all_varchar = true)");
                Assert.Equal(Rows(direct), Rows(byText));
            },
            iter: 20,
            threads: 1);
}
