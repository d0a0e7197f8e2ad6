using System.Collections.Immutable;
using System.Numerics;

namespace Mixtura;

public sealed class KMeansModel : ClusteringModel
{
    internal KMeansModel(FittedOn fittedOn, FitReport report, double[] centroids, Temperature temperature, double inertia, ImmutableArray<long> sizes)
        : base(fittedOn, report) => throw new NotImplementedException();

    public override int Clusters => Sizes.Length;

    /// <summary>K centroids of d values, in the units of the fit's rows.</summary>
    public ImmutableArray<ImmutableArray<double>> Centroids => throw new NotImplementedException();

    /// <summary>sum_i w_i |x_i - nearest centroid|^2, in the scaled units where the fit scaled.</summary>
    public double Inertia { get; }

    /// <summary>Rows nearest to each centroid.</summary>
    public ImmutableArray<long> Sizes { get; }

    public Temperature Temperature { get; }

    /// <summary>n labels.</summary>
    public override int[] Predict<T>(Observations<T> rows, int threads = 0) => throw new NotImplementedException();

    /// <summary>Euclidean distances to the K centroids, n x K.</summary>
    public double[,] Distances<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();

    public double[] Distances(ReadOnlySpan<double> row) => throw new NotImplementedException();

    /// <summary>Soft assignment at a temperature: n x K, softmin of squared distances.</summary>
    public double[,] Responsibilities<T>(Observations<T> rows, Temperature temperature, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();

    /// <summary>The mixture this is a limit of: spherical tied variance inertia / (n d), equal weights.</summary>
    public GaussianMixtureModel ToMixture() => throw new NotImplementedException();
}
