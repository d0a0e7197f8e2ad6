using Mixtura.IO;

namespace Mixtura.Cli.Verbs;

/// <summary>Where a fit was told to start: at points, at a partition, or at neither.</summary>
/// <param name="Points">K points of d values, in the order of the rows' features.</param>
/// <param name="Labels">n labels 0 .. K-1.</param>
internal sealed record GivenStart(IReadOnlyList<double[]>? Points, int[]? Labels)
{
    /// <summary>Reads the points, or takes the partition that came with the rows.</summary>
    public static GivenStart Read(string? file, Table table, int clusters, Session session)
    {
        if (table.StartLabels is { } partition)
        {
            return partition.Values.Count == clusters
                ? new(null, partition.Codes)
                : throw new MixturaException($"Column {partition.Name} holds {partition.Values.Count} different values where {clusters} clusters are asked for: the starting partition needs one value a cluster.");
        }

        if (file is null)
        {
            return new(null, null);
        }

        var points = GivenPoints.Read(file, table, session);
        return points.Length == clusters
            ? new(points, null)
            : throw new MixturaException($"{file} holds {points.Length} rows where {clusters} clusters are asked for: the start needs one row a cluster.");
    }
}
