namespace Mixtura;

/// <summary>One M-step: the model that minimises the free energy at the given responsibilities.</summary>
internal interface IMinimizer<TModel, TStatistics>
{
    TModel Minimize(TModel model, TStatistics statistics);
}

/// <summary>When a fit has settled.</summary>
internal interface IStopRule<TModel, TStatistics>
{
    /// <summary>Whether the step from <paramref name="previous"/> to <paramref name="model"/> was small enough.</summary>
    bool Settled(TModel previous, double previousEnergy, TModel model, TStatistics statistics);
}
