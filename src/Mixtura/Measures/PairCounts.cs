namespace Mixtura.Measures;

/// <summary>
/// The n (n - 1) ordered pairs of different rows, by whether classes and clusters keep them together. 128 bits: for n = 10^9 rows
/// there are 10^18 pairs, and more rows overflow 64.
/// </summary>
/// <param name="Both">Together in class and cluster.</param>
/// <param name="ClassOnly">Together in a class, apart in clusters.</param>
/// <param name="ClusterOnly">Together in a cluster, apart in classes.</param>
/// <param name="Neither">Apart in both.</param>
internal readonly record struct PairCounts(Int128 Both, Int128 ClassOnly, Int128 ClusterOnly, Int128 Neither)
{
    public static PairCounts Of(ContingencyTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var cellSquares = Int128.Zero;
        foreach (var cell in table.Cells)
        {
            cellSquares += Square(cell.Count);
        }

        var classSquares = table.ClassSizes.Aggregate(Int128.Zero, (sum, size) => sum + Square(size));
        var clusterSquares = table.ClusterSizes.Aggregate(Int128.Zero, (sum, size) => sum + Square(size));
        return new(
            Both: cellSquares - table.Count,
            ClassOnly: classSquares - cellSquares,
            ClusterOnly: clusterSquares - cellSquares,
            Neither: Square(table.Count) - classSquares - clusterSquares + cellSquares);
    }

    private static Int128 Square(long size) => (Int128)size * size;
}
