using System.Text.Json;
using Mixtura.Selection;

namespace Mixtura.Playground.Errands;

/// <summary>Mixtures of some structures and k-means, for each number of clusters from 1 on, judged by the library's criteria.</summary>
/// <param name="Values">n x 2 values, row after row.</param>
/// <param name="Most">The largest number of clusters.</param>
/// <param name="Structures">The structures.</param>
public sealed record SelectErrand(double[] Values, int Most, CovarianceStructure[] Structures) : Errand<SelectAnswer>
{
    /// <summary>What is tried: all numbers of clusters of all structures, that curves have no gaps; no random starts, few halvings and the tolerance of a single fit, as a reader waits.</summary>
    internal static ModelSelectionOptions Options(int most, IReadOnlyList<CovarianceStructure> structures) => new()
    {
        Counts = [.. Enumerable.Range(1, most)],
        Structures = structures,
        Criteria = [SelectionCriterion.Silhouette, SelectionCriterion.CalinskiHarabasz, SelectionCriterion.DaviesBouldin, SelectionCriterion.PredictionStrength],
        Restarts = 0,
        Halvings = 3,
        Tolerance = 1e-5,
        StopsEarly = false,
    };

    internal override string Run(IProgress<FitProgress>? progress)
    {
        var result = ModelSelection.Run(Observations.From(Values, 2), Options(Most, Structures), progress);
        var answer = new SelectAnswer
        {
            Cells = [.. result.Mixtures.Select(c => new SelectCell(c.Components, c.Covariance, c.Bic, c.Icl, c.Aic, c.Fault))],
            Choices = [.. result.Choices.Select(c => new SelectChoice(c.Criterion, c.Clusters, c.Covariance))],
            Clusters = result.Clusters,
            Reason = result.Reason,
            Warnings = [.. result.Warnings],
            Best = ModelFile.ToJson(result.Best),
        };
        return JsonSerializer.Serialize(answer, ErrandJson.Default.SelectAnswer);
    }

    internal override SelectAnswer Read(string answer) => JsonSerializer.Deserialize(answer, ErrandJson.Default.SelectAnswer)!;
}

/// <summary>What a selection found.</summary>
public sealed record SelectAnswer
{
    /// <summary>The mixtures that were tried.</summary>
    public required SelectCell[] Cells { get; init; }

    /// <summary>What each criterion would take.</summary>
    public required SelectChoice[] Choices { get; init; }

    /// <summary>The number of clusters that is recommended.</summary>
    public required int Clusters { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Reason { get; init; }

    /// <summary>What a reader should know besides.</summary>
    public required string[] Warnings { get; init; }

    /// <summary>The recommended model, as the text of its file.</summary>
    public required string Best { get; init; }
}

/// <summary>One mixture; of each criterion more is better, and null says that there is no model to choose.</summary>
/// <param name="Components">Its number of components.</param>
/// <param name="Covariance">Their structure.</param>
/// <param name="Bic">The Bayesian information criterion.</param>
/// <param name="Icl">The same less what overlap costs.</param>
/// <param name="Aic">Akaike's information criterion.</param>
/// <param name="Fault">Why there is no model to choose.</param>
public sealed record SelectCell(int Components, CovarianceStructure Covariance, double? Bic, double? Icl, double? Aic, string? Fault);

/// <summary>What one criterion would take.</summary>
/// <param name="Criterion">The criterion.</param>
/// <param name="Clusters">The number of clusters.</param>
/// <param name="Covariance">The structure, where the criterion is of mixtures.</param>
public sealed record SelectChoice(SelectionCriterion Criterion, int Clusters, CovarianceStructure? Covariance);
