namespace Mixtura;

/// <summary>
/// What the K covariance matrices (d x d) of a Gaussian mixture may differ in: in Sigma_k = lambda_k D_k A_k D_k' the volume lambda_k, the shape A_k (diagonal, |A_k| = 1) and the
/// orientation D_k (J. D. Banfield and A. E. Raftery 1993; G. Celeux and G. Govaert 1995). mclust's three letters say of these in that order whether they are equal (E), vary (V) or
/// are the identity (I). In one dimension its E is <see cref="TiedSpherical"/> and its V <see cref="Spherical"/>.
/// </summary>
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

    /// <summary>All components share one diagonal matrix (mclust's name): d parameters.</summary>
    EEI,

    /// <summary>Diagonal matrices of one shape, each component its own volume: K + d - 1 parameters.</summary>
    VEI,

    /// <summary>Diagonal matrices of one volume, each component its own shape: 1 + K (d - 1) parameters.</summary>
    EVI,

    /// <summary>Matrices of one shape and orientation, each component its own volume: K + d - 1 + d (d - 1) / 2 parameters.</summary>
    VEE,

    /// <summary>Matrices of one volume and orientation, each component its own shape: 1 + K (d - 1) + d (d - 1) / 2 parameters.</summary>
    EVE,

    /// <summary>Matrices of one orientation, each component its own volume and shape: K d + d (d - 1) / 2 parameters.</summary>
    VVE,

    /// <summary>Matrices of one volume and shape, each component its own orientation: d + K d (d - 1) / 2 parameters.</summary>
    EEV,

    /// <summary>Matrices of one shape, each component its own volume and orientation: K + d - 1 + K d (d - 1) / 2 parameters.</summary>
    VEV,

    /// <summary>Matrices of one volume, each component its own shape and orientation: 1 + K (d - 1) + K d (d - 1) / 2 parameters.</summary>
    EVV,
}
