using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Mixtures;

/// <summary>What each of mclust's letters promises of a fitted mixture's covariances, and what turning, stretching and shifting the rows may change.</summary>
public class StructureTests
{
    private const int Components = 3;

    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>Volume |Sigma_k|^(1/d), shape (eigenvalues less the volume) and orientation are equal where the letter is E; the covariances are diagonal where the last is I.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Covariances_share_what_their_letters_say(CovarianceStructure structure) => Gen.Select(Gen.ULong, Gen.Int[2, 5]).Sample((seed, d) =>
    {
        var model = GaussianMixture.Fit(SmallData.Clumps(300, d, seed).Observe(), Options(structure) with { Regularization = Regularization.Relative(1e-4), MaxIterations = 20 });
        var letters = Letters(structure);
        var matrices = Enumerable.Range(0, Components).Select(k => model.CovarianceOf(k).Cast<double>().ToArray()).ToArray();
        var eigen = matrices.Select(matrix => SymmetricEigen.Of(matrix, d)).ToArray();
        var volumes = eigen.Select(e => Math.Exp(e.Values.Average(Math.Log))).ToArray();
        if (letters[0] == 'E')
        {
            AssertClose.Relative([volumes[0], volumes[0]], volumes[1..], 1e-9);
        }

        if (letters[1] != 'V')
        {
            var shape = letters[1] == 'I' ? [.. Enumerable.Repeat(1.0, d)] : eigen[0].Values.Select(value => value / volumes[0]).ToArray();
            Assert.All(Enumerable.Range(0, Components), k => AssertClose.Relative(shape, eigen[k].Values.Select(value => value / volumes[k]), 1e-8));
        }

        if (letters[2] == 'I')
        {
            Assert.All(matrices, matrix => Assert.All(Enumerable.Range(0, d * d).Where(i => i % (d + 1) != 0), i => Assert.Equal(0, matrix[i])));
        }

        if (letters[2] == 'E')
        {
            // Matrices of one orientation commute.
            var product = Matrices.Product(matrices[0], matrices[1], d);
            AssertClose.OfLargest(product, Matrices.Transposed(product, d), 1e-9);
        }
    }, iter: 12);

    /// <summary>The letters count the parameters: a volume, d - 1 numbers of a shape and d (d - 1) / 2 angles, once or for each component.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Parameters_are_counted_by_the_letters(CovarianceStructure structure)
    {
        const int d = 4;
        var model = GaussianMixture.Fit(SmallData.Clumps(200, d, 3).Observe(), Options(structure) with { MaxIterations = 1 });
        var letters = Letters(structure);
        int Count(char letter, int each) => letter switch { 'E' => each, 'V' => Components * each, _ => 0 };
        var shape = letters[1] == 'I' ? 0 : Count(letters[1], d - 1);
        Assert.Equal(Components - 1 + (Components * d) + Count(letters[0], 1) + shape + Count(letters[2], d * (d - 1) / 2), model.Parameters);
    }

    /// <summary>Rows in other units and elsewhere, y = a x + b by one factor: the same shares, and a likelihood that differs by n d ln a. Structures that are not of the axes bear a turn too.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Turns_and_units_change_nothing_but_the_density(CovarianceStructure structure) => Gen.Select(Gen.ULong, Gen.Double[0.1, 50], Gen.Double[0, 3]).Sample((seed, factor, angle) =>
    {
        const int n = 240;
        var rows = SmallData.Clumps(n, 2, seed);
        var isOfAxes = Letters(structure) is [_, not 'I', 'I'];
        var (cos, sin) = isOfAxes ? (1, 0) : (Math.Cos(angle), Math.Sin(angle));
        var moved = rows.Select(x => new[] { (factor * ((cos * x[0]) - (sin * x[1]))) + 7, (factor * ((sin * x[0]) + (cos * x[1]))) - 3 }).ToArray();
        var labels = rows.Select((_, i) => i % Components).ToArray();
        var options = Options(structure) with { Start = MixtureStart.FromLabels(labels), Regularization = Regularization.Relative(1e-5), MaxIterations = 8, Tolerance = 0 };
        var here = GaussianMixture.Fit(rows.Observe(), options);
        var there = GaussianMixture.Fit(moved.Observe(), options);
        AssertClose.Relative(here.LogLikelihood - (n * 2 * Math.Log(factor)), there.LogLikelihood, 1e-7);
    }, iter: 12);

    /// <summary>In another order rows give the same model, and features the same but for their order.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Order_changes_nothing_but_the_order(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(150, 3, seed);
        var labels = rows.Select((_, i) => i % Components).ToArray();
        var options = Options(structure) with { Regularization = Regularization.Relative(1e-4), MaxIterations = 6, Tolerance = 0 };
        var plain = GaussianMixture.Fit(rows.Observe(), options with { Start = MixtureStart.FromLabels(labels) });
        var backwards = GaussianMixture.Fit(rows.Reverse().ToArray().Observe(), options with { Start = MixtureStart.FromLabels([.. labels.Reverse()]) });
        var turned = GaussianMixture.Fit(rows.Select(x => x.Reverse().ToArray()).ToArray().Observe(), options with { Start = MixtureStart.FromLabels(labels) });
        AssertClose.Relative(plain.LogLikelihood, backwards.LogLikelihood, 1e-8);
        AssertClose.Relative(plain.LogLikelihood, turned.LogLikelihood, 1e-8);
        AssertClose.OfLargest(plain.Means.SelectMany(m => m), turned.Means.SelectMany(m => m.Reverse()), 1e-6);
    }, iter: 12);

    /// <summary>Far from the origin rows keep their digits: the same fit 1e8 away to 1e-6.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Data_far_away_give_the_same_fit(CovarianceStructure structure)
    {
        // Steps of 2^-20 are exact beside 1e8.
        var rows = SmallData.Clumps(200, 3, 5).Select(x => x.Select(v => Math.Round(v * 1048576) / 1048576).ToArray()).ToArray();
        var options = Options(structure) with { Start = MixtureStart.FromLabels([.. rows.Select((_, i) => i % Components)]), MaxIterations = 10, Tolerance = 0 };
        var here = GaussianMixture.Fit(rows.Observe(), options);
        var there = GaussianMixture.Fit(rows.Select(x => x.Select(v => v + 1e8).ToArray()).ToArray().Observe(), options);
        AssertClose.Relative(here.LogLikelihood, there.LogLikelihood, 1e-6);
        AssertClose.OfLargest(here.CovarianceOf(1).Cast<double>(), there.CovarianceOf(1).Cast<double>(), 1e-6);
    }

    /// <summary>One row, one feature, constant features, fewer rows than features, as many components as rows, equal rows: a model of finite numbers or an error that says why.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Edges_give_numbers_or_a_reason(CovarianceStructure structure)
    {
        double[][][] all =
        [
            [[1, 2]],
            [[1], [2], [3], [4], [7]],
            [[1, 5, 0], [2, 5, 0], [4, 5, 0], [3, 5, 1]],
            [[1, 2, 3, 4], [2, 1, 0, 3]],
            [[1, 1], [1, 1], [1, 1], [1, 1]],
            [[1, 1], [1, 1], [2, 3], [2, 3], [5, 5], [5, 5]],
        ];
        foreach (var rows in all)
        {
            foreach (var k in new[] { 1, 2, rows.Length }.Where(k => k <= rows.Length))
            {
                foreach (var regularization in new[] { Regularization.None, Regularization.Relative(1e-6) })
                {
                    Edge(rows, Options(structure) with { Components = k, Regularization = regularization });
                }
            }
        }
    }

    private static void Edge(double[][] rows, GaussianMixtureOptions options)
    {
        try
        {
            var model = GaussianMixture.Fit(rows.Observe(), options);
            double[] numbers = [model.LogLikelihood, model.Bic, model.Icl, .. model.Weights, .. model.Means.SelectMany(m => m), .. model.CovarianceOf(0).Cast<double>(), .. model.Responsibilities(rows[0])];
            Assert.All(numbers, number => Assert.True(double.IsFinite(number)));
        }
        catch (MixturaException reason)
        {
            Assert.NotEmpty(reason.Message);
        }
    }

    private static string Letters(CovarianceStructure structure) => structure switch
    {
        CovarianceStructure.Full => "VVV",
        CovarianceStructure.Tied => "EEE",
        CovarianceStructure.Diagonal => "VVI",
        CovarianceStructure.Spherical => "VII",
        CovarianceStructure.TiedSpherical => "EII",
        _ => structure.ToString(),
    };

    private static GaussianMixtureOptions Options(CovarianceStructure structure) => new() { Components = Components, Covariance = structure, Restarts = 1, Threads = 2 };
}
