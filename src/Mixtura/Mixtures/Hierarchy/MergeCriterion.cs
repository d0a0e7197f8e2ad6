namespace Mixtura;

/// <summary>
/// What the merges of <see cref="MergeTree"/> keep small: each minimises the classification likelihood's loss under components of one kind (C. Fraley, "Algorithms for model-based Gaussian
/// hierarchical clustering", SIAM Journal on Scientific Computing 20, 1998). Here w_k is the weight of a cluster, W_k its scatter about its mean, d the features, S the covariance of all rows and
/// v their mean feature variance; each cluster's scatter counts with one more row's worth of S or of v I, as one row alone has no volume.
/// </summary>
public enum MergeCriterion
{
    /// <summary>One variance for all (mclust's EII): sum_k tr W_k, which is J. H. Ward's criterion (1963). O(n^2 d).</summary>
    TiedSpherical,

    /// <summary>Each cluster its own variance (mclust's VII): sum_k w_k d ln((tr W_k + d v) / w_k). O(n^2 d).</summary>
    Spherical,

    /// <summary>One matrix for all (mclust's EEE): ln |S + sum_k W_k|. The same in whatever units, and after any invertible linear map. O(n^3 + n^2 d^2).</summary>
    Tied,

    /// <summary>Each cluster its own matrix (mclust's VVV): sum_k w_k ln |(W_k + S) / w_k|. The same in whatever units, and after any invertible linear map. O(n^2 d^3).</summary>
    Full,
}
