using CsCheck;

namespace Mixtura.Tests.Measures;

/// <summary>Random classes and clusters of 1 to 12 rows, gaps and single parts included.</summary>
internal static class Labellings
{
    public static Gen<(int[] Classes, int[] Clusters)> Pairs { get; } =
        from n in Gen.Int[1, 12]
        from c in Gen.Int[0, 4]
        from k in Gen.Int[0, 4]
        from classes in Gen.Int[0, c].Array[n]
        from clusters in Gen.Int[0, k].Array[n]
        select (classes, clusters);
}
