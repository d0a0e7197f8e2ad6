using Mixtura.Kernels;

namespace Mixtura;

/// <summary>One E-step: every row under the model, and the sums that the M-step needs.</summary>
internal interface IExpectation<TModel, TStatistics, T>
    where TStatistics : IStatistics<TStatistics>
    where T : unmanaged
{
    /// <summary>The sums of no rows.</summary>
    TStatistics NewStatistics();

    /// <summary>Readies a pass under a model; the pass may run on many blocks at once.</summary>
    IBlockPass<TStatistics, T> Under(TModel model);
}

/// <summary>A pass under one model: a pure function of the block, so that it may run anywhere and again.</summary>
internal interface IBlockPass<TStatistics, T>
    where T : unmanaged
{
    /// <summary>Adds the sums of one block, rows in order.</summary>
    void Add(RowBlock<T> block, TStatistics into, Workspace workspace);
}
