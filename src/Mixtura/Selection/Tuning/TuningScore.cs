namespace Mixtura.Selection;

/// <summary>What <see cref="Tuning"/> calls good, always on rows that a fit has not seen.</summary>
public enum TuningScore
{
    /// <summary>The share of rows, by weight, whose class is the one that <see cref="ClusterClassifier"/> predicts: 0 to 1, larger is better.</summary>
    Accuracy,

    /// <summary><see cref="Measures.AdjustedRand"/> of clusters and classes: 0 for chance, 1 for the same partition.</summary>
    AdjustedRand,

    /// <summary><see cref="Measures.VMeasure"/> of clusters and classes: 0 to 1, larger is better.</summary>
    VMeasure,

    /// <summary>The mean, by weight, of -ln p(class | row) in nats, p from <see cref="ClusterClassifier"/>: smaller is better; ln G for G classes of which nothing is known.</summary>
    LogLoss,
}

/// <summary>Which way a score is good.</summary>
internal static class TuningScores
{
    /// <summary>The score, turned so that larger is better.</summary>
    public static double Merit(this TuningScore score, double value) => score == TuningScore.LogLoss ? -value : value;
}
