namespace Mixtura;

/// <summary>What the K covariance matrices (d x d) of a Gaussian mixture may differ in.</summary>
public enum CovarianceStructure
{
    /// <summary>Each component its own matrix (mclust VVV): K d (d + 1) / 2 parameters.</summary>
    Full,

    /// <summary>All components share one matrix (mclust EEE): d (d + 1) / 2 parameters.</summary>
    Tied,

    /// <summary>Each component its own variances along the axes (mclust VVI): K d parameters.</summary>
    Diagonal,

    /// <summary>Each component its own one variance (mclust VII): K parameters.</summary>
    Spherical,

    /// <summary>All components share one variance (mclust EII): 1 parameter. With equal weights, k-means is its limit.</summary>
    TiedSpherical,
}
