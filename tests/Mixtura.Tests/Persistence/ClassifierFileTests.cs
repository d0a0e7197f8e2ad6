namespace Mixtura.Tests.Persistence;

public class ClassifierFileTests
{
    private static readonly int[] Labels = [.. Enumerable.Range(0, 60).Select(i => i % 2)];

    public static TheoryData<ClassifierKind, string, string, string> Broken => new()
    {
        { ClassifierKind.Edda, "\"kind\": \"edda\"", "\"kind\": \"lda\"", "kind is 'lda'" },
        { ClassifierKind.Edda, "\"kind\": \"edda\"", "\"kind\": \"mclustda\"", "mixtures are not those of its classes" },
        { ClassifierKind.MclustDa, "\"kind\": \"mclustda\"", "\"kind\": \"edda\"", "mixtures are not those of its classes" },
        { ClassifierKind.MclustDa, "\"prior\": 0.5", "\"prior\": 0.6", "priors do not add up" },
        { ClassifierKind.Edda, "\"weights\": [\n        0.5,\n        0.5", "\"weights\": [\n        0.25,\n        0.75", "mixtures are not those of its classes" },
        { ClassifierKind.Edda, "\"name\": \"1\"", "\"name\": \"0\"", "two have one name" },
        { ClassifierKind.Edda, "\"rows\": 30", "\"rows\": 31", "more rows than there are" },
        { ClassifierKind.Edda, "\"trainingError\": ", "\"trainingError\": 1", "no share" },
        { ClassifierKind.Edda, "\"name\": \"1\"", "\"name\": \"1\", \"extra\": 1", "classes[1].extra" },
        { ClassifierKind.MclustDa, "\"covariance\": \"full\"", "\"covariance\": \"full\", \"extra\": 1", "mixtures[0].extra" },
        { ClassifierKind.MclustDa, "\"covariance\": \"full\"", "\"covariance\": \"diag\"", "shape" },
        { ClassifierKind.Edda, "\"task\": \"classifier\"", "\"task\": \"mixture\"", "covariance is missing" },
    };

    [Theory]
    [InlineData(ClassifierKind.Edda, Scaling.None)]
    [InlineData(ClassifierKind.Edda, Scaling.ZScore)]
    [InlineData(ClassifierKind.MclustDa, Scaling.MinMax)]
    public void A_classifier_read_back_is_the_same_to_the_bit(ClassifierKind kind, Scaling scaling)
    {
        foreach (var structure in Enum.GetValues<CovarianceStructure>())
        {
            var rows = SmallData.Clumps(60, 3, 9).Observe();
            var model = MixtureClassifier.Fit(rows, Labels, new MixtureClassifierOptions { Kind = kind, Structures = [structure], Components = [2], Scaling = scaling, ClassNames = ["left", "right"] });
            var json = ModelFile.ToJson(model);
            var back = (MixtureClassifierModel)ModelFile.FromJson(json);
            Assert.Equal(json, ModelFile.ToJson(back));
            Assert.Equal(model.Probabilities(rows), back.Probabilities(rows));
            Assert.Equal((model.Bic, model.TrainingError, "right"), (back.Bic, back.TrainingError, back.Classes[1].Name));
        }
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void An_inconsistent_file_says_what_is_wrong(ClassifierKind kind, string find, string replace, string says)
    {
        var json = ModelFile.ToJson(MixtureClassifier.Fit(SmallData.Clumps(60, 2, 1).Observe(), Labels, new MixtureClassifierOptions { Kind = kind, Structures = [CovarianceStructure.Full], Components = [1, 2] }));
        var at = json.IndexOf(find, StringComparison.Ordinal);
        Assert.True(at >= 0, json);
        var fault = Assert.Throws<MixturaException>(() => ModelFile.FromJson(json[..at] + replace + json[(at + find.Length)..]));
        Assert.Contains(says, fault.Message, StringComparison.Ordinal);
    }
}
