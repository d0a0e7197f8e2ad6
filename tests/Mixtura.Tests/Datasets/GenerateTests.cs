using Mixtura.Datasets;

namespace Mixtura.Tests.Datasets;

public class GenerateTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static Dictionary<string, Func<ulong, LabelledObservations>> All { get; } = new()
    {
        ["two sets"] = seed => Generate.TwoSets(seed, 60),
        ["blobs"] = seed => Generate.Blobs(seed, 101, 4, 3),
        ["anisotropic"] = seed => Generate.Anisotropic(seed, 101),
        ["unequal variance"] = seed => Generate.UnequalVariance(seed, 101),
        ["unequal sizes"] = seed => Generate.UnequalSizes(seed, 101),
        ["moons"] = seed => Generate.Moons(seed, 101),
        ["rings"] = seed => Generate.Rings(seed, 101),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void The_seed_alone_decides(string name)
    {
        var first = All[name](5);
        Assert.Equal(Values(first), Values(All[name](5)));
        Assert.NotEqual(Values(first), Values(All[name](6)));
        Assert.Equal(first.Labels.Length, first.Rows.Count);
        Assert.Equal(first.Labels.Order(), first.Labels);
        Assert.Equal(Enumerable.Range(0, first.Labels[^1] + 1), first.Labels.Distinct());
    }

    /// <summary>Each row has random numbers of its own: rows of a longer last set begin with those of a shorter one.</summary>
    [Fact]
    public void More_rows_change_none()
    {
        var few = Values(Generate.Normals([new([1, 2], new[,] { { 2, 1.0 }, { 1, 3 } }, 10)], 9));
        var many = Values(Generate.Normals([new([1, 2], new[,] { { 2, 1.0 }, { 1, 3 } }, 1000)], 9));
        Assert.Equal(few, many[..20]);
    }

    /// <summary>
    /// Of n = 40,000 rows mean and covariance lie within 5 standard errors: sqrt(s_ii / n), and sqrt((s_ii s_jj + s_ij^2) / n). The
    /// third feature is the sum of the first two, so the covariance is singular, and the rows lie on that plane to the last digits.
    /// </summary>
    [Fact]
    public void Normal_rows_have_the_moments_asked_for()
    {
        const int N = 40_000;
        double[] mean = [1, -20, 300];
        double[,] covariance = { { 2, -1.5, 0.5 }, { -1.5, 5, 3.5 }, { 0.5, 3.5, 4 } };
        var values = Values(Generate.Normals([new(mean, covariance, N)], 1));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(mean[i], Enumerable.Range(0, N).Average(row => values[(row * 3) + i]), 5 * Math.Sqrt(covariance[i, i] / N));
            for (var j = 0; j < 3; j++)
            {
                var product = Enumerable.Range(0, N).Average(row => (values[(row * 3) + i] - mean[i]) * (values[(row * 3) + j] - mean[j]));
                var error = Math.Sqrt(((covariance[i, i] * covariance[j, j]) + (covariance[i, j] * covariance[i, j])) / N);
                Assert.Equal(covariance[i, j], product, 5 * error);
            }
        }

        for (var row = 0; row < N; row++)
        {
            Assert.Equal(values[row * 3] - 1 + values[(row * 3) + 1] + 20, values[(row * 3) + 2] - 300, 1e-11);
        }
    }

    [Fact]
    public void A_set_without_variance_is_its_mean()
    {
        var made = Generate.Normals([new([3, 4], new double[2, 2], 2), new([5, 6], new double[2, 2], 0), new([7, 8], new double[2, 2], 1)], 0);
        Assert.Equal([3, 4, 3, 4, 7, 8], Values(made));
        Assert.Equal([0, 0, 2], made.Labels);
    }

    [Fact]
    public void Moons_and_rings_without_noise_lie_on_their_circles()
    {
        var moons = Generate.Moons(2, 200, noise: 0);
        for (var i = 0; i < 200; i++)
        {
            var (x, y) = (moons.Rows[i][0], moons.Rows[i][1]);
            var (fromX, fromY) = moons.Labels[i] == 0 ? (x, y) : (1 - x, 0.5 - y);
            Assert.Equal(1, (fromX * fromX) + (fromY * fromY), 1e-15);
            Assert.True(fromY >= 0);
        }

        var rings = Generate.Rings(2, 200, inner: 0.25, noise: 0);
        for (var i = 0; i < 200; i++)
        {
            var (x, y) = (rings.Rows[i][0], rings.Rows[i][1]);
            Assert.Equal(rings.Labels[i] == 0 ? 1 : 0.0625, (x * x) + (y * y), 1e-15);
        }
    }

    [Fact]
    public void Sizes_are_shared_as_asked()
    {
        Assert.Equal([34, 34, 33], Sizes(Generate.Anisotropic(0, 101)));
        Assert.Equal([492, 96, 12], Sizes(Generate.UnequalSizes(0, 600)));
        Assert.Equal([150, 150], Sizes(Generate.TwoSets(0)));
        Assert.Equal([2, 2, 1], Sizes(Generate.Blobs(0, 5)));
    }

    /// <summary>Deviations within a set: the mean square over 3000 rows x 2 is chi-square, 5 standard errors are 5 sqrt(2 / 6000) of it.</summary>
    [Fact]
    public void Blobs_and_unequal_variances_have_the_deviations_asked_for()
    {
        Assert.All(Deviations(Generate.Blobs(3, 9000, 3, 2, 0.7)), s => Assert.Equal(0.49, s * s, 0.092 * 0.49));
        var deviations = Deviations(Generate.UnequalVariance(3, 9000));
        double[] expected = [0.5, 1, 2.5];
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(expected[k] * expected[k], deviations[k] * deviations[k], 0.092 * expected[k] * expected[k]);
        }
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Generate.Normals([], 0));
        Assert.Throws<ArgumentException>(() => Generate.Normals([new([0, 0], new double[3, 3], 1)], 0));
        Assert.Throws<ArgumentException>(() => Generate.Normals([new([0], new double[1, 1], 1), new([0, 0], new double[2, 2], 1)], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.Normals([new([0], new double[1, 1], -1)], 0));
        Assert.Throws<MixturaException>(() => Generate.Normals([new([0], new double[1, 1], 0)], 0));
        Assert.Throws<MixturaException>(() => Generate.Normals([new([double.NaN], new double[1, 1], 1)], 0));
        Assert.Contains("set 1", Assert.Throws<MixturaException>(() => Generate.Normals([new([0], new double[1, 1], 1), new([0], new[,] { { -1.0 } }, 1)], 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.TwoSets(0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.Blobs(0, 2, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.Moons(0, 10, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.Rings(0, 10, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Generate.UnequalSizes(0, 49));
    }

    private static double[] Values(LabelledObservations made) => made.Rows.Rows(0, (int)made.Rows.Count).ToArray();

    private static int[] Sizes(LabelledObservations made) => [.. made.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    /// <summary>The root mean square distance of a feature from its set's mean.</summary>
    private static double[] Deviations(LabelledObservations made)
    {
        var d = made.Rows.Dimension;
        return [.. made.Labels.Distinct().Select(k =>
        {
            var rows = Enumerable.Range(0, made.Labels.Length).Where(i => made.Labels[i] == k).Select(i => made.Rows[i].ToArray()).ToArray();
            return Math.Sqrt(Enumerable.Range(0, d).Average(j =>
            {
                var mean = rows.Average(row => row[j]);
                return rows.Average(row => (row[j] - mean) * (row[j] - mean));
            }));
        })];
    }
}
