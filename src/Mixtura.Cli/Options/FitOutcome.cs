namespace Mixtura.Cli.Options;

/// <summary>What a fit gave.</summary>
/// <param name="Model">The model.</param>
/// <param name="Labels">n labels, where they are not the model's predictions: those of limits on sizes.</param>
internal sealed record FitOutcome(ClusteringModel Model, int[]? Labels = null);
