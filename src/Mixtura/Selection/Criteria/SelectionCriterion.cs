namespace Mixtura.Selection;

/// <summary>What chooses a number of clusters.</summary>
public enum SelectionCriterion
{
    /// <summary>The Bayesian information criterion of a mixture: larger is better.</summary>
    Bic,

    /// <summary>The integrated completed likelihood of a mixture: BIC that holds overlap against it. Larger is better.</summary>
    Icl,

    /// <summary>Akaike's information criterion of a mixture, which likes many components. Larger is better.</summary>
    Aic,

    /// <summary>The mean silhouette of k-means: larger is better; of two clusters or more.</summary>
    Silhouette,

    /// <summary>The variance ratio of k-means: larger is better; of two clusters or more.</summary>
    CalinskiHarabasz,

    /// <summary>The mean likeness of a cluster to the one most like it: smaller is better; of two clusters or more.</summary>
    DaviesBouldin,

    /// <summary>How much smaller the inertia of k-means is than that of rows without structure; <see cref="GapStatistic"/>.</summary>
    Gap,

    /// <summary>How well one half of the rows predicts which rows of the other half belong together; <see cref="Selection.PredictionStrength"/>.</summary>
    PredictionStrength,

    /// <summary>How well each cluster of k-means is found again in resamples; the least stable one counts. See <see cref="ClusterStability"/>.</summary>
    Stability,

    /// <summary>Clusters are split in two as long as BIC says so; <see cref="Selection.XMeans"/>.</summary>
    XMeans,

    /// <summary>Clusters are split in two until each looks normal; <see cref="Selection.GMeans"/>.</summary>
    GMeans,
}
