namespace Mixtura;

/// <summary>How k-means finds the nearest centroid of each row; it never changes the result.</summary>
public enum KMeansAlgorithm
{
    /// <summary>Chosen by (n, d, K).</summary>
    Auto,

    /// <summary>Every row against every centroid in every pass (Lloyd 1982). O(n K d) a pass; 4 bytes a row.</summary>
    Lloyd,

    /// <summary>One bound on the own centroid and one on all others (Hamerly 2010). 12 bytes a row.</summary>
    Hamerly,

    /// <summary>A tree of boxes through which centroids are filtered (Kanungo et al. 2002): for few features. About 16 bytes a row at d = 2.</summary>
    Filtering,

    /// <summary>Bounds from the leading directions of the rows, and Hamerly's: for many features and clusters. 12 bytes a row.</summary>
    Projected,
}
