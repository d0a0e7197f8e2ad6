using CsCheck;

namespace Mixtura.Tests.Rows;

public sealed class ObservationsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-rows-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Wherever the numbers are, a fit of them is the same to the bit.</summary>
    [Fact]
    public void Storage_does_not_matter() => SmallData.Rows.Sample(rows =>
    {
        var d = rows[0].Length;
        var flat = rows.SelectMany(r => r).ToArray();
        var rectangle = new double[rows.Length, d];
        Buffer.BlockCopy(flat, 0, rectangle, 0, flat.Length * sizeof(double));
        var path = Path.Combine(folder, Guid.NewGuid().ToString("n"));
        File.WriteAllBytes(path, [.. new byte[24], .. flat.SelectMany(BitConverter.GetBytes)]);
        using var mapped = Observations.Map<double>(path, d, offset: 24);
        using var native = Observations.Create<double>(rows.Length, d, (first, values) => flat.AsSpan((int)first * d, values.Length).CopyTo(values));
        Observations<double>[] all = [Observations.From(flat, d), Observations.From((ReadOnlyMemory<double>)flat, d), Observations.From(rectangle), Observations.From(rows), mapped, native];
        var models = all.Select(o => ModelFile.ToJson(KMeans.Fit(o, new KMeansOptions { Clusters = 3, Restarts = 2 }))).Distinct();
        Assert.Single(models);
    }, iter: 30);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_value_that_is_not_finite_is_named_by_row_and_column(double bad) => Gen.Select(Gen.Int[1, 200], Gen.Int[1, 40], Gen.ULong).Sample((n, d, at) =>
    {
        var values = new double[n * d];
        var place = (int)(at % (ulong)values.Length);
        values[place] = bad;
        var fault = Assert.Throws<MixturaException>(() => Observations.From(values, d));
        Assert.Contains($"Row {place / d}, column x{place % d}:", fault.Message, StringComparison.Ordinal);
    }, iter: 50);

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Observations.From(new double[7], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Observations.From(new double[4], 0));
        Assert.Throws<MixturaException>(() => Observations.From(Array.Empty<double>(), 2));
        Assert.Contains("Row 1 has 1 values", Assert.Throws<MixturaException>(() => Observations.From([[1.0, 2], [3.0]])).Message, StringComparison.Ordinal);
        var path = Path.Combine(folder, "odd");
        File.WriteAllBytes(path, new byte[20]);
        Assert.Contains("not a whole number of rows", Assert.Throws<MixturaException>(() => Observations.Map<double>(path, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_are_checked()
    {
        var rows = Observations.From([1.0, 2, 3], 1);
        Assert.Throws<ArgumentException>(() => rows.WithWeights(new double[2]));
        Assert.Contains("Row 1 has weight -1", Assert.Throws<MixturaException>(() => rows.WithWeights(new[] { 1.0, -1, 1 })).Message, StringComparison.Ordinal);
        Assert.Throws<MixturaException>(() => rows.WithWeights(new[] { 1.0, double.NaN, 1 }));
        Assert.Throws<MixturaException>(() => rows.WithWeights(new double[3]));
        Assert.Equal(2, rows.WithWeights(new[] { 1.0, 2, 1 }).Weight(1));
    }

    [Fact]
    public void Disposed_memory_is_not_read()
    {
        var rows = Observations.Create<double>(4, 2, (_, values) => values.Fill(1));
        rows.Dispose();
        Assert.Throws<ObjectDisposedException>(() => rows[0].ToArray());
    }

    [Fact]
    public void Rows_of_another_dimension_are_refused_by_models()
    {
        var model = KMeans.Fit(SmallData.Clumps(20, 3, 1).Observe(), 2);
        Assert.Contains("3 features", Assert.Throws<ArgumentException>(() => model.Predict([1.0, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => model.Predict(SmallData.Clumps(20, 2, 1).Observe()));
    }
}
