namespace Mixtura;

/// <summary>Where the rows live decides how a pass over them runs; nothing else does.</summary>
internal interface IExecutor<TModel, TStatistics>
{
    /// <summary>The sums of all rows under a model; valid until the next pass.</summary>
    TStatistics Pass(TModel model, CancellationToken cancellationToken);
}
