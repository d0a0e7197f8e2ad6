using CsCheck;

namespace Mixtura.Tests.Persistence;

public sealed class ModelFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("mixtura-").FullName;

    public static TheoryData<string, string, string> Broken => new()
    {
        { "\"version\": 4", "\"version\": 5", "of version 5" },
        { "\"version\": 4", "\"version\": 0", "no version 0" },
        { "mixtura-model", "other", "format" },
        { "\"task\": \"mixture\"", "\"task\": \"kmedians\"", "task is 'kmedians'" },
        { "\"rows\": 60", "\"rows\": 61", "sizes do not add up" },
        { "\"rows\": 60,", "", "rows is missing" },
        { "\"rows\": 60", "\"rows\": 60, \"extra\": 1", "extra" },
        { "\"rows\": 60", "\"rows\": 60, \"rows\": 60", "no JSON" },
        { "\"covariance\": \"full\"", "\"covariance\": \"diag\"", "shape" },
        { "\"equalWeights\": false", "\"equalWeights\": 0", "neither true nor false" },
        { "\"kind\": \"none\"", "\"kind\": \"log\"", "scaling.kind is 'log'" },
        { "\"x0\"", "\"x1\"", "features" },
        { "\"weight\": 60", "\"weight\": 1e999", "finite" },
    };

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Files of version 2 knew no Bayesian mixtures, those of version 3 no noise.</summary>
    [Fact]
    public void Older_mixtures_are_read()
    {
        var now = ModelFile.ToJson(GaussianMixture.Fit(SmallData.Clumps(50, 2, 3).Observe(), 2));
        var third = Without(now, "standsFor", "report").Replace("\"version\": 4", "\"version\": 3", StringComparison.Ordinal);
        Assert.Equal(now, ModelFile.ToJson(ModelFile.FromJson(third)));
        Assert.Contains("standsFor is missing", Assert.Throws<MixturaException>(() => ModelFile.FromJson(third.Replace("\"version\": 3", "\"version\": 4", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
        var second = Without(third, "isBayesian", "logLikelihood").Replace("\"version\": 3", "\"version\": 2", StringComparison.Ordinal);
        Assert.Equal(now, ModelFile.ToJson(ModelFile.FromJson(second)));
        Assert.Contains("isBayesian is missing", Assert.Throws<MixturaException>(() => ModelFile.FromJson(second.Replace("\"version\": 2", "\"version\": 3", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    /// <summary>A file without what is from one property to another.</summary>
    private static string Without(string json, string first, string next) =>
        json[..json.IndexOf($"  \"{first}\"", StringComparison.Ordinal)] + json[json.IndexOf($"  \"{next}\"", StringComparison.Ordinal)..];

    [Fact]
    public void A_model_read_back_is_the_same_to_the_bit() => Gen.Select(SmallData.Rows, Gen.Enum<CovarianceStructure>(), Gen.Enum<Scaling>()).Sample((rows, structure, scaling) =>
    {
        var data = rows.Observe();

        // On a line there are as many directions as signs.
        var clusters = scaling == Scaling.UnitLength && data.Dimension == 1 ? rows.Select(row => Math.Sign(row[0])).Distinct().Count() : 3;
        ClusteringModel[] models =
        [
            KMeans.Fit(data, new KMeansOptions { Clusters = clusters, Scaling = scaling, Restarts = 2 }),
            GaussianMixture.Fit(data, new GaussianMixtureOptions { Components = 2, Covariance = structure, Scaling = scaling == Scaling.UnitLength ? Scaling.None : scaling, Restarts = 2 }),
            StudentMixture.Fit(data, new StudentMixtureOptions { Components = 2, Covariance = structure, Scaling = scaling == Scaling.UnitLength ? Scaling.None : scaling, Restarts = 2 }),
            GaussianMixture.Fit(data, new GaussianMixtureOptions { Components = 2, Prior = MixturePrior.Dirichlet(), Scaling = scaling == Scaling.UnitLength ? Scaling.None : scaling, Restarts = 2 }),
        ];
        foreach (var model in models)
        {
            var json = ModelFile.ToJson(model);
            var back = ModelFile.FromJson(json);
            Assert.Equal(json, ModelFile.ToJson(back));
            Assert.Equal(model.Predict(data), back.Predict(data));
            Assert.Equal((model as StudentMixtureModel)?.LogDensities(data), (back as StudentMixtureModel)?.LogDensities(data));
        }

        Assert.Equal(((GaussianMixtureModel)models[^1]).LowerBound, ((GaussianMixtureModel)ModelFile.FromJson(ModelFile.ToJson(models[^1]))).LowerBound);
        Assert.Equal(((GaussianMixtureModel)models[1]).LogDensities(data), ((GaussianMixtureModel)ModelFile.FromJson(ModelFile.ToJson(models[1]))).LogDensities(data));
    }, iter: 60);

    [Theory]
    [MemberData(nameof(Broken))]
    public void An_inconsistent_file_says_what_is_wrong(string find, string replace, string says)
    {
        var json = ModelFile.ToJson(Model());
        Assert.Contains(find, json, StringComparison.Ordinal);
        var at = json.IndexOf(find, StringComparison.Ordinal);
        var broken = json[..at] + replace + json[(at + find.Length)..];
        var fault = Assert.Throws<MixturaException>(() => ModelFile.FromJson(broken));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var json = ModelFile.ToJson(Model());
        Gen.Int[0, json.Length - 1].Sample(length => Assert.Throws<MixturaException>(() => ModelFile.FromJson(json[..length])), iter: 300);
    }

    [Fact]
    public void A_file_that_cannot_be_written_leaves_the_old_one()
    {
        var path = Path.Combine(folder, "model.json");
        ModelFile.Write(Model(), path);
        var before = File.ReadAllBytes(path);
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write(path, temporary =>
        {
            File.WriteAllText(temporary, "half");
            throw new InvalidOperationException();
        }));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(folder));
        Assert.ThrowsAny<IOException>(() => ModelFile.Write(Model(), Path.Combine(folder, "no", "such", "folder.json")));
    }

    [Fact]
    public void Read_names_the_file()
    {
        var path = Path.Combine(folder, "broken.json");
        File.WriteAllText(path, "{");
        Assert.Contains(path, Assert.Throws<MixturaException>(() => ModelFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private static GaussianMixtureModel Model() =>
        GaussianMixture.Fit(SmallData.Clumps(60, 2, 1).Observe(), new GaussianMixtureOptions { Components = 2, Restarts = 1 });
}
