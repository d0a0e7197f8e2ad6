using System.Numerics;

namespace Mixtura;

public static class GaussianMixture
{
    public static GaussianMixtureModel Fit<T>(Observations<T> rows, int components)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Fit(rows, new GaussianMixtureOptions { Components = components });

    public static GaussianMixtureModel Fit<T>(Observations<T> rows, GaussianMixtureOptions options, IProgress<FitProgress>? progress = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotImplementedException();
}
