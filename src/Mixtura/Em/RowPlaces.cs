namespace Mixtura;

/// <summary>Where each of n rows lies among the clusters of a model.</summary>
/// <param name="labels">n clusters.</param>
internal sealed class RowPlaces(int[] labels)
{
    /// <summary>n clusters, as the model predicts them.</summary>
    public int[] Labels { get; } = labels;

    /// <summary>n clusters that come next; -1 where there is no other.</summary>
    public int[] Next { get; } = new int[labels.Length];

    /// <summary>n numbers from 0, where the next cluster is as good, to 1, where there is no doubt.</summary>
    public double[] Margins { get; } = new double[labels.Length];

    /// <summary>n numbers that compare the rows of one cluster: the larger, the nearer its middle.</summary>
    public double[] Typicality { get; } = new double[labels.Length];
}
