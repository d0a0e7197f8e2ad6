using System.Collections.Immutable;
using System.Numerics;

namespace Mixtura;

public sealed class GaussianMixtureModel : ClusteringModel
{
    internal GaussianMixtureModel(FittedOn fittedOn, FitReport report)
        : base(fittedOn, report) => throw new NotImplementedException();

    public override int Clusters => Weights.Length;

    public CovarianceStructure Covariance { get; }

    /// <summary>K weights with sum 1.</summary>
    public ImmutableArray<double> Weights { get; }

    /// <summary>K means of d values, in the units of the fit's rows.</summary>
    public ImmutableArray<ImmutableArray<double>> Means => throw new NotImplementedException();

    /// <summary>The d x d covariance matrix of one component, in the units of the fit's rows.</summary>
    public double[,] CovarianceOf(int component) => throw new NotImplementedException();

    /// <summary>Total (weighted) over the fit's rows.</summary>
    public double LogLikelihood { get; }

    public double MeanLogLikelihood => throw new NotImplementedException();

    /// <summary>Free parameters.</summary>
    public int Parameters => throw new NotImplementedException();

    /// <summary>2 logL - parameters ln n: larger is better.</summary>
    public double Bic => throw new NotImplementedException();

    /// <summary>2 logL - 2 parameters: larger is better.</summary>
    public double Aic => throw new NotImplementedException();

    /// <summary>BIC less twice the entropy of the responsibilities.</summary>
    public double Icl => throw new NotImplementedException();

    /// <summary>Rows by most probable component.</summary>
    public ImmutableArray<long> Sizes { get; }

    public override int[] Predict<T>(Observations<T> rows, int threads = 0) => throw new NotImplementedException();

    public double[] Responsibilities(ReadOnlySpan<double> row) => throw new NotImplementedException();

    /// <summary>n x K.</summary>
    public double[,] Responsibilities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();

    public double LogDensity(ReadOnlySpan<double> row) => throw new NotImplementedException();

    /// <summary>n values ln p(x), of rows in their own units.</summary>
    public double[] LogDensities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();

    public LabelledObservations Sample(int count, ulong seed = 0) => throw new NotImplementedException();

    /// <summary>The k-means model at the limit of small equal variances: the same means as centroids.</summary>
    public KMeansModel ToKMeans() => throw new NotImplementedException();
}
