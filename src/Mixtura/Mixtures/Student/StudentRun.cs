using System.Numerics;

namespace Mixtura;

/// <summary>One fit of a t mixture on checked and scaled rows: each start begins as Gaussians, which become t distributions.</summary>
internal sealed class StudentRun<T>(
    Observations<T> rows, StudentMixtureOptions options, MixtureRun<T> gaussian, double weight, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Where estimated degrees of freedom begin: tails heavy enough that a component of a first model that reached for outliers lets go of them. From 30, starts ended lower more often.</summary>
    private const double FirstDegrees = 4;

    private readonly GaussianMinimizer plain = new(options.Covariance, options.EqualWeights, gaussian.Regularization, gaussian.Floor, rows.Features, weight);

    /// <summary>One start, from its first model to its end.</summary>
    /// <exception cref="DiscardedStartException">A component collapsed or lost its rows.</exception>
    public Fit<StudentComponents> From(int start)
    {
        var begin = gaussian.First(start);
        var first = new StudentComponents(begin, [.. Enumerable.Repeat(options.Tails.DegreesOfFreedom ?? FirstDegrees, begin.Count)]);
        var expectation = new StudentExpectation<T>(options.Components, rows.Dimension, plain.Family.SecondMoment, options.Temperature);
        using var executor = new InMemoryExecutor<StudentComponents, StudentMoments, T>(gaussian.Passes.Source, expectation, gaussian.ThreadsOfStart);
        return EmLoop.Run(
            first,
            executor,
            new StudentMinimizer(options.Covariance, options.Tails, options.EqualWeights, gaussian.Regularization, plain),
            new StudentStop(options.Tolerance, weight),
            options.MaxIterations,
            (iteration, energy) => progress?.Report(new(start, gaussian.Starts, iteration, options.MaxIterations, energy)),
            cancellationToken);
    }
}
