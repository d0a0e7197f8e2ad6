namespace Mixtura;

/// <summary>How k-means finds the nearest centroid of each row; it never changes the result.</summary>
public enum KMeansAlgorithm
{
    /// <summary>Chosen by (n, d, K), and where rows are short by how many of them still move. At most 16 bytes a row, but for <see cref="Elkan"/>, of which it warns.</summary>
    Auto,

    /// <summary>Every row against every centroid in every pass (Lloyd 1982). O(n K d) a pass; 4 bytes a row.</summary>
    Lloyd,

    /// <summary>One bound on the own centroid and one on all others (Hamerly 2010); rows in doubt are scored against the centroids that moved far. 12 bytes a row.</summary>
    Hamerly,

    /// <summary>A tree of boxes through which centroids are filtered (Kanungo et al. 2002): for few features. About 16 bytes a row at d = 2.</summary>
    Filtering,

    /// <summary>Bounds from the leading directions of the rows, and Hamerly's: for many features and clusters. 12 bytes a row.</summary>
    Projected,

    /// <summary>
    /// A bound on every centroid (Elkan 2003, simplified), in a byte: the fewest distances. 12 + K bytes a row: chosen by itself, with a warning, only where K d is at least 200,000 and
    /// n K d at least 5 x 10^9, if the bounds take at most twice the bytes of the rows and 2 GiB.
    /// </summary>
    Elkan,

    /// <summary>A bound on every group of ten centroids (Ding et al. 2015). 12 + 0.4 K bytes a row: never chosen by itself.</summary>
    Yinyang,

    /// <summary>
    /// Hamerly's bounds, and of the other centroids only those in a ball around the own one (Newling and Fleuret 2016): for many clusters in few features. 12 bytes a row and
    /// 4 K^2 for all: chosen by itself only where K^2 is at most n.
    /// </summary>
    Exponion,

    /// <summary>As <see cref="Exponion"/>, in a smaller ball that the remembered second nearest centroid gives (Borgelt 2020). 16 bytes a row and 4 K^2 for all: never chosen by itself.</summary>
    Shallot,
}
