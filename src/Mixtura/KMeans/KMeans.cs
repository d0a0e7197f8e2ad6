using System.Numerics;

namespace Mixtura;

public static class KMeans
{
    public static KMeansModel Fit<T>(Observations<T> rows, int clusters)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(rows, new KMeansOptions { Clusters = clusters });

    public static KMeansModel Fit<T>(Observations<T> rows, KMeansOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
}
