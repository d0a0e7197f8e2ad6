using System.Collections.Immutable;
using System.Globalization;

namespace Mixtura.Selection;

/// <summary>From all that was tried to one recommendation, its reason and its warnings.</summary>
internal static class Recommendation
{
    /// <summary>Criteria that say one where components are not apart, be the cluster normal or not.</summary>
    private static readonly SelectionCriterion[] Separation = [SelectionCriterion.Icl, SelectionCriterion.Gap, SelectionCriterion.PredictionStrength];

    /// <summary>So many criteria of k-means that find the very number of BIC are no chance.</summary>
    private const int EnoughWitnesses = 2;

    /// <summary>Where there are no mixtures: which criterion of k-means decides, the most often right first.</summary>
    private static readonly SelectionCriterion[] Order =
    [
        SelectionCriterion.PredictionStrength, SelectionCriterion.GMeans, SelectionCriterion.Stability, SelectionCriterion.Gap, SelectionCriterion.Silhouette, SelectionCriterion.CalinskiHarabasz,
        SelectionCriterion.DaviesBouldin, SelectionCriterion.XMeans,
    ];

    /// <exception cref="MixturaException">There is no model at all.</exception>
    public static ModelSelectionResult Of(
        ImmutableArray<MixtureCell> mixtures, ImmutableArray<KMeansCell> partitions, ImmutableArray<OneClusterFit> oneCluster, ImmutableArray<CriterionChoice> choices, long comparedRows)
    {
        MixtureCell? mixture = null;
        KMeansCell? partition = null;
        SelectionCriterion? decider = SelectionCriterion.Bic;
        string reason;
        if (CriterionChoices.Best(mixtures, c => c.Bic) is { } likeliest)
        {
            (mixture, reason) = OfMixtures(likeliest, mixtures, oneCluster, choices);
        }
        else
        {
            (partition, decider, reason) = OfPartitions(mixtures, partitions, choices);
        }

        var clusters = mixture?.Components ?? partition!.Clusters;
        ClusteringModel best = mixture is null ? partition!.Model! : mixture.Model!;
        var agreeing = choices.Where(c => c.Clusters == clusters && c.Criterion != decider).Select(c => SelectionWords.Of(c.Criterion)).ToArray();
        return new()
        {
            Mixtures = mixtures, Partitions = partitions, OneCluster = oneCluster, Choices = choices, Clusters = clusters, Mixture = mixture, Partition = partition, Best = best,
            ComparedRows = comparedRows,
            Reason = agreeing.Length > 0 ? $"{reason} {Beginning(And(agreeing))} agree{(agreeing.Length == 1 ? "s" : "")}." : reason,
            Warnings = [.. Warnings(clusters, best, mixtures, choices)],
        };
    }

    /// <summary>BIC decides; but one cluster of another shape may be likelier than all mixtures, or nothing may set their components apart.</summary>
    private static (MixtureCell Cell, string Reason) OfMixtures(
        MixtureCell best, ImmutableArray<MixtureCell> mixtures, ImmutableArray<OneClusterFit> oneCluster, ImmutableArray<CriterionChoice> choices)
    {
        if (best.Components > 1 && CriterionChoices.Best([.. mixtures.Where(c => c.Components == 1)], c => c.Bic) is { } one)
        {
            var several = Sentence($"{best.Components} components with {SelectionWords.Of(best.Covariance)} covariances");
            if (oneCluster.MaxBy(f => f.Bic) is { } shape && shape.Bic >= best.Bic)
            {
                return (one, Sentence($"One cluster: {Words(shape.Shape)} has a better BIC ({shape.Bic:F1}) than any mixture of several normal distributions (the best, {several}, has {best.Bic:F1})."));
            }

            if (Separation.All(criterion => choices.Any(c => c.Criterion == criterion && c.Clusters == 1)) && Witnesses(best.Components, choices) < EnoughWitnesses)
            {
                return (one, Sentence($"One cluster: BIC would take {several} ({best.Bic:F1}), but nothing sets them apart: they are parts of one cluster that is not normal."));
            }
        }

        var next = CriterionChoices.Best([.. mixtures.Where(c => c.Components != best.Components)], c => c.Bic);
        var others = next is null ? string.Empty : Sentence($"; the best of another number, {next.Components}, is {best.Bic - next.Bic:F1} lower");
        return (best, best.Components == 1
            ? Sentence($"One cluster: one normal distribution with a {SelectionWords.Of(best.Covariance)} covariance has the best BIC ({best.Bic:F1}){others}.")
            : Sentence($"{best.Components} clusters: a mixture of {best.Components} components with {SelectionWords.Of(best.Covariance)} covariances has the best BIC ({best.Bic:F1}){others}."));
    }

    private static (KMeansCell Cell, SelectionCriterion? Decider, string Reason) OfPartitions(ImmutableArray<MixtureCell> mixtures, ImmutableArray<KMeansCell> partitions, ImmutableArray<CriterionChoice> choices)
    {
        // X-means and G-means may find a number that was not asked for.
        var fitted = partitions.Where(c => c.Model is not null).ToDictionary(c => c.Clusters);
        var choice = Order.Select(criterion => choices.FirstOrDefault(c => c.Criterion == criterion)).FirstOrDefault(c => c is not null && fitted.ContainsKey(c.Clusters));
        if (choice is not null)
        {
            return (fitted[choice.Clusters], choice.Criterion, Sentence($"{Counted(choice.Clusters)}, by the {SelectionWords.Of(choice.Criterion)} of k-means."));
        }

        var first = fitted.Values.FirstOrDefault() ?? throw new MixturaException(mixtures.IsEmpty ? "There are fewer different rows than clusters: try smaller numbers." : $"No mixture could be fitted. {mixtures[0].Fault}");
        return (first, null, Sentence($"{Counted(first.Clusters)}: no criterion had anything to choose from."));
    }

    /// <summary>How many criteria of k-means find a number.</summary>
    private static int Witnesses(int clusters, ImmutableArray<CriterionChoice> choices) => choices.Count(c => c.Clusters == clusters && c.Covariance is null);

    private static IEnumerable<string> Warnings(int clusters, ClusteringModel best, ImmutableArray<MixtureCell> mixtures, ImmutableArray<CriterionChoice> choices)
    {
        var bic = choices.FirstOrDefault(c => c.Criterion == SelectionCriterion.Bic);
        if (choices.FirstOrDefault(c => c.IsAtEdge && c.Clusters == clusters) is not null)
        {
            yield return Sentence($"{clusters} is the largest number that was tried: more may be better.");
        }

        if (CriterionChoices.Best(mixtures, c => c.Bic) is { } first && CriterionChoices.Best([.. mixtures.Where(c => c.Components != first.Components)], c => c.Bic) is { } second && first.Bic - second.Bic < BicEvidence.BareMention)
        {
            yield return Sentence($"{second.Components} components with {SelectionWords.Of(second.Covariance)} covariances are as good: their BIC is only {first.Bic - second.Bic:F1} lower.");
        }

        if (choices.FirstOrDefault(c => c.Criterion == SelectionCriterion.Icl) is { } icl && bic is not null && icl.Clusters < bic.Clusters)
        {
            yield return Sentence($"Some components overlap: ICL, which holds that against them, would take {icl.Clusters}. They may be parts of one cluster that is not normal.");
        }

        var others = choices.Where(c => c.Clusters != clusters && c.Criterion is not (SelectionCriterion.Bic or SelectionCriterion.Icl)).ToArray();
        if (2 * others.Length > choices.Length)
        {
            yield return $"The criteria disagree: {string.Join(", ", others.Select(c => string.Create(CultureInfo.InvariantCulture, $"{SelectionWords.Of(c.Criterion)} {c.Clusters}")))}.";
        }

        if (!best.Report.Converged)
        {
            yield return "The recommended model did not converge: allow more iterations.";
        }
    }

    /// <summary>The same as the beginning of a sentence.</summary>
    private static string Beginning(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Counted(int clusters) => clusters == 1 ? "One cluster" : Sentence($"{clusters} clusters");

    private static string And(string[] words) => words.Length == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    private static string Words(OneClusterShape shape) => shape switch
    {
        OneClusterShape.HeavyTails => "a t distribution, with heavy tails,",
        OneClusterShape.Box => "a uniform density in a box",
        OneClusterShape.TurnedBox => "a uniform density in a box along the principal axes",
        _ => "a uniform density in an ellipsoid",
    };

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
