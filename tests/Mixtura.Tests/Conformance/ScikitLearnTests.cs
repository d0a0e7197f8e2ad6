using System.Text.Json;

namespace Mixtura.Tests.Conformance;

/// <summary>Fits from the starts of scikit-learn's reference fits: the same fixed points, to its own rounding.</summary>
public class ScikitLearnTests
{
    public static TheoryData<string, int> KMeansFits => Entries("kmeans");

    public static TheoryData<string, int> MixtureFits => Entries("mixture");

    public static TheoryData<string, int> BayesianFits => Entries("bayesian");

    /// <summary>Fits with one matrix for all or one variance each, which the files of the datasets do not have: scikit-learn 1.2.1 from the same labels at a tolerance of 1e-12.</summary>
    public static TheoryData<int> OtherBayesianFits => [.. Enumerable.Range(0, OtherBayesian.GetArrayLength())];

    private static JsonElement OtherBayesian => ReferenceFiles.Json("sklearn/bayesian-tied-spherical.json").GetProperty("bayesian");

    /// <summary>Both stop when no label changes, so both are at the same fixed point: what is left is rounding, 1e-9 relative.</summary>
    [Theory]
    [MemberData(nameof(KMeansFits))]
    public void KMeans_from_the_same_start_ends_in_the_same_place(string name, int entry)
    {
        var data = ReferenceFiles.Csv($"sklearn/{name}.csv");
        var expected = Entry(name, "kmeans", entry);
        var rows = expected.GetProperty("weighted").GetBoolean() ? Weighted(data.Rows) : data.Rows;
        var start = expected.GetProperty("start_rows").Integers().Select(i => (IReadOnlyList<double>)rows[i].ToArray()).ToArray();
        var model = KMeans.Fit(rows, new KMeansOptions { Clusters = start.Length, Seeding = Seeding.FromCentroids(start), Tolerance = 0 });

        AssertClose.Relative(expected.GetProperty("inertia").GetDouble(), model.Inertia, 1e-9);
        AssertClose.Relative(Matrix(expected.GetProperty("centroids")), model.Centroids.SelectMany(c => c), 1e-9);
        Assert.Equal(expected.GetProperty("labels").Integers(), model.Predict(rows));
        Assert.Equal(expected.GetProperty("sizes").Integers().Select(n => (long)n), model.Sizes);
        Assert.True(model.Report.Converged);
    }

    /// <summary>After as many steps as the reference took, so that both stand at the same point of the same way: only rounding is between them.</summary>
    [Theory]
    [MemberData(nameof(MixtureFits))]
    public void Mixture_from_the_same_start_takes_the_same_way(string name, int entry)
    {
        var rows = ReferenceFiles.Csv($"sklearn/{name}.csv").Rows;
        var expected = Entry(name, "mixture", entry);
        var k = expected.GetProperty("k").GetInt32();
        var model = GaussianMixture.Fit(rows, Options(name, expected) with { Tolerance = 0, MaxIterations = expected.GetProperty("iterations").GetInt32() });

        AssertClose.Relative(expected.GetProperty("mean_log_likelihood").GetDouble(), model.MeanLogLikelihood, 1e-8);
        AssertClose.Relative(expected.GetProperty("weights").Doubles(), model.Weights, 1e-5);
        AssertClose.Relative(Matrix(expected.GetProperty("means")), model.Means.SelectMany(m => m), 1e-5);
        AssertClose.OfLargest(NaturalShape(expected, k), Covariances(model), 1e-5);
        Assert.Equal(expected.GetProperty("labels").Integers(), model.Predict(rows));

        // scikit-learn's criteria are to be small, ours to be large.
        AssertClose.Relative(-expected.GetProperty("bic").GetDouble(), model.Bic, 1e-8);
        AssertClose.Relative(-expected.GetProperty("aic").GetDouble(), model.Aic, 1e-8);

        var scores = expected.GetProperty("score_first_rows").Doubles();
        AssertClose.Relative(scores, model.LogDensities(rows).Take(scores.Length), 1e-7);
        var shares = Matrix(expected.GetProperty("proba_first_rows"));
        AssertClose.OfLargest(shares, model.Responsibilities(rows).Cast<double>().Take(shares.Length), 1e-7);
    }

    /// <summary>The reference stops at a tolerance of its own, short of the fixed point by less than 1e-8 in likelihood, which is flat there.</summary>
    [Theory]
    [MemberData(nameof(MixtureFits))]
    public void Mixture_from_the_same_start_converges_to_the_same_likelihood(string name, int entry)
    {
        var rows = ReferenceFiles.Csv($"sklearn/{name}.csv").Rows;
        var expected = Entry(name, "mixture", entry);
        var model = GaussianMixture.Fit(rows, Options(name, expected) with { Tolerance = 1e-12, MaxIterations = 20_000 });

        Assert.True(model.Report.Converged);
        AssertClose.Relative(expected.GetProperty("mean_log_likelihood").GetDouble(), model.MeanLogLikelihood, 1e-8);
    }

    /// <summary>Both to convergence from the same partition: bounds, weights and means to 1e-5 of their largest.</summary>
    [Theory]
    [MemberData(nameof(BayesianFits))]
    public void Bayesian_mixture_from_the_same_start_ends_in_the_same_place(string name, int entry) => CheckBayesian(name, Entry(name, "bayesian", entry));

    [Theory]
    [MemberData(nameof(OtherBayesianFits))]
    public void Tied_and_spherical_Bayesian_mixtures_do_too(int entry) => CheckBayesian(OtherBayesian[entry].GetProperty("dataset").GetString()!, OtherBayesian[entry]);

    private static void CheckBayesian(string name, JsonElement expected)
    {
        var rows = ReferenceFiles.Csv($"sklearn/{name}.csv").Rows;
        var k = expected.GetProperty("k").GetInt32();
        var prior = expected.GetProperty("prior").GetString() == "dirichlet_process" ? MixturePrior.DirichletProcess() : MixturePrior.Dirichlet();
        var model = GaussianMixture.Fit(rows, new GaussianMixtureOptions
        {
            Components = k,
            Covariance = Structure(expected.GetProperty("covariance").GetString()!),
            Prior = prior with { KeepsUnneeded = true },
            Start = MixtureStart.FromLabels(StartLabels(name, k)),
            Regularization = Regularization.Absolute(1e-6),
            Tolerance = 1e-15,
            MaxIterations = 20_000,
        });

        AssertClose.Relative(expected.GetProperty("lower_bound").GetDouble(), model.LowerBound!.Value, 1e-5);
        AssertClose.OfLargest(expected.GetProperty("weights").Doubles(), model.Weights, 1e-5);
        AssertClose.OfLargest(Matrix(expected.GetProperty("means")), model.Means.SelectMany(m => m), 1e-5);

        // The bound never falls.
        var trace = model.Report.Trace;
        Assert.All(Enumerable.Range(1, trace.Length - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));
    }

    private static GaussianMixtureOptions Options(string name, JsonElement expected)
    {
        var k = expected.GetProperty("k").GetInt32();
        return new()
        {
            Components = k,
            Covariance = Structure(expected.GetProperty("covariance").GetString()!),
            Start = MixtureStart.FromLabels(StartLabels(name, k)),
            Regularization = Regularization.Absolute(expected.GetProperty("reg").GetDouble()),
        };
    }

    private static TheoryData<string, int> Entries(string kind)
    {
        var data = new TheoryData<string, int>();
        foreach (var name in new[] { "iris", "wine", "two_gaussians" })
        {
            for (var i = 0; i < ReferenceFiles.Json($"sklearn/{name}.sklearn.json").GetProperty(kind).GetArrayLength(); i++)
            {
                data.Add(name, i);
            }
        }

        return data;
    }

    private static JsonElement Entry(string name, string kind, int entry) => ReferenceFiles.Json($"sklearn/{name}.sklearn.json").GetProperty(kind)[entry];

    /// <summary>Weights 1 + (row mod 5), as the reference has them.</summary>
    private static Observations<double> Weighted(Observations<double> rows) => rows.WithWeights(Enumerable.Range(0, (int)rows.Count).Select(i => 1.0 + (i % 5)).ToArray());

    private static int[] StartLabels(string name, int k) => ReferenceFiles.Json($"sklearn/{name}.sklearn.json").GetProperty("kmeans").EnumerateArray()
        .First(e => e.GetProperty("k").GetInt32() == k && !e.GetProperty("weighted").GetBoolean()).GetProperty("labels").Integers();

    private static CovarianceStructure Structure(string name) => name switch
    {
        "full" => CovarianceStructure.Full,
        "tied" => CovarianceStructure.Tied,
        "diag" => CovarianceStructure.Diagonal,
        _ => CovarianceStructure.Spherical,
    };

    private static double[] Matrix(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(row => row.Doubles())];

    /// <summary>The reference's covariances, each written out as a whole matrix.</summary>
    private static double[] NaturalShape(JsonElement expected, int k)
    {
        var covariances = expected.GetProperty("covariances");
        var d = expected.GetProperty("means")[0].GetArrayLength();
        return [.. Enumerable.Range(0, k).SelectMany(c => expected.GetProperty("covariance").GetString() switch
        {
            "full" => Matrix(covariances[c]),
            "tied" => Matrix(covariances),
            "diag" => Diagonal(covariances[c].Doubles()),
            _ => Diagonal([.. Enumerable.Repeat(covariances[c].GetDouble(), d)]),
        })];
    }

    private static double[] Diagonal(double[] values) => [.. values.SelectMany((v, j) => values.Select((_, l) => j == l ? v : 0))];

    private static IEnumerable<double> Covariances(GaussianMixtureModel model) => Enumerable.Range(0, model.Clusters).SelectMany(k => model.CovarianceOf(k).Cast<double>());
}
