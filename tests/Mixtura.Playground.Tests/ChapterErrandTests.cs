using System.Text.Json;
using Mixtura.Playground.Data;
using Mixtura.Playground.Errands;
using Mixtura.Selection;

namespace Mixtura.Playground.Tests;

/// <summary>Errands travel as text, and their answers are the library's own, to the bit.</summary>
public class ChapterErrandTests
{
    private static readonly PointSet Points = Preset.Named("unequal-spread")!.Points(5, 90);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void A_structure_is_the_fit_of_its_options()
    {
        var errand = new StructureErrand(Points.Values, 3, CovarianceStructure.VEI);
        var own = GaussianMixture.Fit(Points.Rows, errand.Options, cancellationToken: Stop);
        var told = Answer(errand);
        Assert.Equal((own.LogLikelihood, own.Bic, own.Parameters), (told.LogLikelihood, told.Bic, told.Parameters));
        Assert.Equal(CovarianceStructure.VEI, told.Covariance);
    }

    [Fact]
    public void A_comparison_is_the_librarys()
    {
        var own = ModelComparison.Run(Points.Rows, CompareErrand.Options(3), cancellationToken: Stop);
        var told = Answer(new CompareErrand(Points.Values, 3));
        Assert.Equal((own.Bic, own.RoundBic, own.KMeansIsEnough, own.Reason), (told.Bic, told.RoundBic, told.KMeansIsEnough, told.Reason));
        Assert.Equal(((KMeansModel)ModelFile.FromJson(told.KMeans)).Inertia, own.KMeans.Inertia);
        Assert.Equal(((GaussianMixtureModel)ModelFile.FromJson(told.Mixture)).LogLikelihood, own.Mixture.LogLikelihood);
    }

    [Fact]
    public void Components_are_put_together_as_the_library_does()
    {
        var own = GaussianMixture.Fit(Points.Rows, 4);
        var told = Answer(new MergeErrand(Points.Values, 4, 2));
        Assert.Equal(ComponentMerging.ByEntropy(own, Points.Rows).Clusters(2), told.ClusterOf);
        Assert.Equal(own.LogLikelihood, ((GaussianMixtureModel)ModelFile.FromJson(told.Model)).LogLikelihood);
    }

    [Fact]
    public void Tuning_is_the_librarys()
    {
        int[] classes = [.. Points.Classes!.Value];
        var own = Tuning.Run(Points.Rows, classes, TuneErrand.Options(5, 3), cancellationToken: Stop);
        var told = Answer(new TuneErrand(Points.Values, classes, 5, 3));
        Assert.Equal(5 * 4, told.Table.Length);
        Assert.Equal(own.Table.Select(c => c.Validation!.Value.Score), told.Table.Select(r => r.Validation!.Score));
        Assert.Equal(own.Validation.Score, told.Table[told.Best].Validation!.Score);
        Assert.Equal((own.Test.Score, own.Test.StandardError, own.BeatsBaseline), (told.Test.Score, told.Test.Error, told.BeatsBaseline));
        Assert.Equal((own.Baseline!.Value.Score, own.Gain!.Value.Score), (told.Baseline!.Score, told.Gain!.Score));
        Assert.Equal(own.TestRows, told.TestRows);
        Assert.Equal(own.ValidationRows, told.ValidationRows);
        foreach (var (row, cell) in told.Table.Zip(own.Table))
        {
            Assert.Equal((cell.Candidate.Clusters, cell.Candidate.KMeans!.Tolerance, cell.Candidate.KMeans.Seeding == Seeding.PlusPlus), (row.Clusters, row.Tolerance, row.Spread));
        }
    }

    [Fact]
    public void A_selection_is_the_librarys()
    {
        CovarianceStructure[] structures = [CovarianceStructure.TiedSpherical, CovarianceStructure.Full];
        var own = ModelSelection.Run(Points.Rows, SelectErrand.Options(4, structures), cancellationToken: Stop);
        var told = Answer(new SelectErrand(Points.Values, 4, structures));
        Assert.Equal(own.Mixtures.Select(c => (c.Components, c.Covariance, c.Bic, c.Icl, c.Aic)), told.Cells.Select(c => (c.Components, c.Covariance, c.Bic, c.Icl, c.Aic)));
        Assert.Equal((own.Clusters, own.Reason), (told.Clusters, told.Reason));
        Assert.Equal(own.Warnings, told.Warnings);
        Assert.Equal(own.Choices.Select(c => (c.Criterion, c.Clusters)), told.Choices.Select(c => (c.Criterion, c.Clusters)));
    }

    /// <summary>There and back as text, as a worker has it.</summary>
    private static TAnswer Answer<TAnswer>(Errand<TAnswer> errand)
    {
        var text = JsonSerializer.Serialize(errand, ErrandJson.Default.Errand);
        return errand.Read(JsonSerializer.Deserialize(text, ErrandJson.Default.Errand)!.Run(null));
    }
}
