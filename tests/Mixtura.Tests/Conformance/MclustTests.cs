using System.Globalization;
using System.Text.Json;
using Mixtura.Selection;

namespace Mixtura.Tests.Conformance;

/// <summary>Fits of every structure from the partitions that mclust began with: as likely or likelier; where mclust gave none, a warning or an error that says why.</summary>
public class MclustTests
{
    public static TheoryData<string> Sets => [.. new[] { "faithful", "iris", "acidity", "diabetes", "banknote" }.Where(name => ReferenceFiles.TryPath($"mclust/{name}.mclust.json") is not null)];

    public static TheoryData<string, int> Fits
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var name in Sets)
            {
                for (var k = 1; k <= 9; k++)
                {
                    data.Add(name.Data, k);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Fits))]
    public void From_the_same_partition_the_same_likelihood_or_a_higher_one(string name, int components)
    {
        var reference = ReferenceFiles.Json($"mclust/{name}.mclust.json");
        var rows = Rows(name, reference.GetProperty("d").GetInt32());
        var labels = reference.GetProperty("partitions")[components - 1].Integers().Select(label => label - 1).ToArray();
        foreach (var expected in reference.GetProperty("fits").EnumerateArray().Where(fit => fit.GetProperty("G").GetInt32() == components))
        {
            Check(rows, labels, components, expected);
        }
    }

    /// <summary>
    /// From mclust's partitions a selection has the same best model and number of components; or one that mclust ended lower with, or not at all, as on diabetes (VVE, 5).
    /// </summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void From_the_same_partitions_the_same_selection_or_a_better_one(string name)
    {
        var reference = ReferenceFiles.Json($"mclust/{name}.mclust.json");
        var partitions = reference.GetProperty("partitions").EnumerateArray().Select((labels, at) => (Components: at + 1, Labels: labels.Integers().Select(label => label - 1).ToArray()))
            .ToDictionary(p => p.Components, p => (IReadOnlyList<int>)p.Labels);
        var best = Best(reference);
        var selected = ModelSelection.Run(Rows(name, reference.GetProperty("d").GetInt32()), new ModelSelectionOptions { Partitions = partitions, Criteria = [] });
        var model = Assert.IsType<GaussianMixtureModel>(selected.Mixtures.MaxBy(c => c.Bic)!.Model);
        var theirs = reference.GetProperty("fits").EnumerateArray().Single(fit => fit.GetProperty("G").GetInt32() == model.Clusters && IsOf(fit, model.Covariance));
        Assert.True(
            (model.Clusters == best.GetProperty("G").GetInt32() && IsOf(best, model.Covariance)) || theirs.GetProperty("loglik").ValueKind == JsonValueKind.Null || model.LogLikelihood > theirs.GetProperty("loglik").GetDouble() + 1,
            $"{model.Clusters} {model.Covariance} against {best.GetProperty("G").GetInt32()} {best.GetProperty("model").GetString()}");
        Assert.True(model.Bic >= best.GetProperty("bic").GetDouble() - 0.01);
    }

    /// <summary>By itself a selection finds mclust's best model and number of components; on acidity, whose partitions in the file lead nowhere, the two groups that are known (E, 2).</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void By_itself_the_same_selection(string name)
    {
        var reference = ReferenceFiles.Json($"mclust/{name}.mclust.json");
        var best = Best(reference);
        var selected = ModelSelection.Run(Rows(name, reference.GetProperty("d").GetInt32()), new ModelSelectionOptions { Criteria = [] }).Mixtures.MaxBy(c => c.Bic)!;
        Assert.Equal(string.Equals(name, "acidity", StringComparison.Ordinal) ? 2 : best.GetProperty("G").GetInt32(), selected.Components);
        Assert.True(IsOf(best, selected.Covariance));
        Assert.True(selected.Bic >= best.GetProperty("bic").GetDouble() - 0.01);
    }

    /// <summary>The best BIC among converged fits.</summary>
    private static JsonElement Best(JsonElement reference) => reference.GetProperty("fits").EnumerateArray()
        .Where(fit => fit.GetProperty("returnCode").GetInt32() == 0 && fit.GetProperty("converged").GetBoolean()).MaxBy(fit => fit.GetProperty("bic").GetDouble());

    private static bool IsOf(JsonElement fit, CovarianceStructure structure) => Structure(fit.GetProperty("model").GetString()!) == structure;

    private static void Check(Observations<double> rows, int[] labels, int components, JsonElement expected)
    {
        var word = expected.GetProperty("model").GetString()!;
        var options = new GaussianMixtureOptions
        {
            Components = components, Covariance = Structure(word), Start = MixtureStart.FromLabels(labels), Regularization = Regularization.None, Tolerance = 1e-13, MaxIterations = 20_000,
        };
        if (expected.GetProperty("returnCode").GetInt32() != 0)
        {
            try
            {
                Assert.NotEmpty(GaussianMixture.Fit(rows, options).Report.Warnings);
            }
            catch (MixturaException singular)
            {
                Assert.Contains("is singular", singular.Message);
            }

            return;
        }

        var model = GaussianMixture.Fit(rows, options);
        var likelihood = expected.GetProperty("loglik").GetDouble();
        Assert.True(model.LogLikelihood >= likelihood - (1e-6 * Math.Abs(likelihood)), $"{word}, {components}: {model.LogLikelihood} against {likelihood}");
        Assert.Equal(expected.GetProperty("parameters").GetInt32(), model.Parameters);
        if (model.LogLikelihood <= likelihood + (1e-6 * Math.Abs(likelihood)))
        {
            Assert.Equal(expected.GetProperty("bic").GetDouble(), model.Bic, 2e-6 * Math.Abs(likelihood));
        }
    }

    private static CovarianceStructure Structure(string word) => word switch
    {
        "E" or "EII" => CovarianceStructure.TiedSpherical,
        "V" or "VII" => CovarianceStructure.Spherical,
        "VVI" => CovarianceStructure.Diagonal,
        "EEE" => CovarianceStructure.Tied,
        "VVV" => CovarianceStructure.Full,
        _ => Enum.Parse<CovarianceStructure>(word),
    };

    private static Observations<double> Rows(string name, int dimension)
    {
        var lines = File.ReadAllLines(ReferenceFiles.Path($"mclust/{name}.csv"));
        var values = lines[1..].Where(line => line.Length > 0).SelectMany(line => line.Split(',')[..dimension]).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture));
        return Observations.From([.. values], dimension).Named(lines[0].Split(',')[..dimension]);
    }
}
