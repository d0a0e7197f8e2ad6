using System.Collections.Immutable;

namespace Mixtura.Cli.Output;

/// <summary>What Gaussian and t mixtures alike say of themselves and of rows.</summary>
internal sealed record MixtureFacts
{
    public required CovarianceStructure Structure { get; init; }

    public required ImmutableArray<double> Weights { get; init; }

    public required ImmutableArray<ImmutableArray<double>> Means { get; init; }

    public required ImmutableArray<long> Sizes { get; init; }

    public required double LogLikelihood { get; init; }

    public required double MeanLogLikelihood { get; init; }

    public required int Parameters { get; init; }

    public required (double Bic, double Aic, double Icl) Criteria { get; init; }

    /// <summary>The covariance matrix of a component, or the scale matrix of a t distribution.</summary>
    public required Func<int, double[,]> MatrixOf { get; init; }

    public required Func<Observations<double>, int, double[,]> Responsibilities { get; init; }

    public required Func<Observations<double>, int, double[]> LogDensities { get; init; }

    public required Func<Observations<double>, int, double[]> Uncertainties { get; init; }

    public required Func<Observations<double>, double, int, double> LogDensityQuantile { get; init; }

    /// <summary>The facts of a mixture; null for other models.</summary>
    public static MixtureFacts? Of(ClusteringModel model) => model switch
    {
        GaussianMixtureModel gaussian => new()
        {
            Structure = gaussian.Covariance, Weights = gaussian.Weights, Means = gaussian.Means, Sizes = gaussian.Sizes, LogLikelihood = gaussian.LogLikelihood,
            MeanLogLikelihood = gaussian.MeanLogLikelihood, Parameters = gaussian.Parameters, Criteria = (gaussian.Bic, gaussian.Aic, gaussian.Icl), MatrixOf = gaussian.CovarianceOf,
            Responsibilities = gaussian.Responsibilities, LogDensities = gaussian.LogDensities, Uncertainties = gaussian.Uncertainties, LogDensityQuantile = gaussian.LogDensityQuantile,
        },
        StudentMixtureModel student => new()
        {
            Structure = student.Covariance, Weights = student.Weights, Means = student.Means, Sizes = student.Sizes, LogLikelihood = student.LogLikelihood,
            MeanLogLikelihood = student.MeanLogLikelihood, Parameters = student.Parameters, Criteria = (student.Bic, student.Aic, student.Icl), MatrixOf = student.ScaleMatrixOf,
            Responsibilities = student.Responsibilities, LogDensities = student.LogDensities, Uncertainties = student.Uncertainties, LogDensityQuantile = student.LogDensityQuantile,
        },
        _ => null,
    };
}
