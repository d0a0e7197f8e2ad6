using System.Collections.Immutable;
using Mixtura.Kernels;

namespace Mixtura.Measures;

/// <summary>
/// Which class each cluster stands for: the one-to-one matching that most rows agree with, by shortest augmenting paths
/// (R. Jonker and A. Volgenant, "A shortest augmenting path algorithm for dense and sparse linear assignment problems", 1987).
/// </summary>
public static class BestMatching
{
    /// <summary>The best matching. O(s^2 l) time and O(s l) memory for s the smaller and l the larger number of classes and clusters.</summary>
    /// <param name="table">Classes x clusters.</param>
    /// <returns>The class of each cluster, or -1 where clusters outnumber classes and this one is left over.</returns>
    /// <exception cref="MixturaException">There are more than 2^31 pairs of a class and a cluster.</exception>
    public static ImmutableArray<int> Of(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        int[] classes = [.. Occupied(table.ClassSizes)];
        int[] clusters = [.. Occupied(table.ClusterSizes)];
        var matching = new int[table.Clusters];
        Array.Fill(matching, -1);
        if (table.ClustersArePure && table.ClassesAreWhole)
        {
            foreach (var cell in table.Cells)
            {
                matching[cell.Cluster] = cell.Class;
            }

            return [.. matching];
        }

        var transposed = classes.Length > clusters.Length;
        var columnOf = AssignmentProblem.Solve(Costs(table, classes, clusters, transposed), Math.Min(classes.Length, clusters.Length));
        for (var row = 0; row < columnOf.Length; row++)
        {
            var (c, k) = transposed ? (columnOf[row], row) : (row, columnOf[row]);
            matching[clusters[k]] = classes[c];
        }

        return [.. matching];
    }

    private static IEnumerable<int> Occupied(ImmutableArray<long> sizes) => Enumerable.Range(0, sizes.Length).Where(i => sizes[i] > 0);

    /// <summary>Each row that agrees saves one: the smaller side down, the larger across.</summary>
    private static long[] Costs(ContingencyTable table, int[] classes, int[] clusters, bool transposed)
    {
        var size = (long)classes.Length * clusters.Length;
        if (size > Array.MaxLength)
        {
            throw new MixturaException($"{classes.Length} classes and {clusters.Length} clusters are too many to match one to one; the adjusted Rand index compares them without.");
        }

        var costs = new long[size];
        foreach (var (trueClass, cluster, count) in table.Cells)
        {
            var c = Array.BinarySearch(classes, trueClass);
            var k = Array.BinarySearch(clusters, cluster);
            costs[transposed ? (k * classes.Length) + c : (c * clusters.Length) + k] = -count;
        }

        return costs;
    }
}
