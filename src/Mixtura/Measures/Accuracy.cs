namespace Mixtura.Measures;

/// <summary>
/// The share of rows whose cluster stands for their class, under the one-to-one matching of clusters and classes that makes it
/// largest (H. W. Kuhn, "The Hungarian method for the assignment problem", 1955).
/// </summary>
public static class Accuracy
{
    /// <summary>The accuracy under the best matching. O(s^2 l) for s the smaller and l the larger number of classes and clusters.</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>0 to 1; 1 where there is no row.</returns>
    /// <exception cref="MixturaException">There are too many classes and clusters to match.</exception>
    public static double Of(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var classOf = BestMatching.Of(table);
        long matched = 0;
        foreach (var cell in table.Cells)
        {
            matched += classOf[cell.Cluster] == cell.Class ? cell.Count : 0;
        }

        return table.Count == 0 ? 1 : (double)matched / table.Count;
    }
}
