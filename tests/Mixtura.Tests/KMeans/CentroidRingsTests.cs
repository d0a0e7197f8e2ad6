using CsCheck;
using Mixtura.Kernels;

namespace Mixtura.Tests.Clusters;

public class CentroidRingsTests
{
    /// <summary>Rings of 1, 2, 4, ... hold each other centroid once; no ring begins before one within ends, nor is a centroid nearer than its ring says. Whole numbers give ties.</summary>
    [Fact]
    public void Rings_are_sorted_among_each_other() => Gen.Select(Gen.Int[1, 70], Gen.Int[1, 20], Gen.ULong).Sample((k, d, seed) =>
    {
        var means = SmallData.Clumps(k, d, seed).SelectMany(c => c.Select(x => seed % 2 == 0 ? x : Math.Round(x / 2))).ToArray();
        var model = new Centroids(means, d);
        var center = (int)(seed % (ulong)k);
        var rings = new CentroidRings(model, center);
        var byDistance = Enumerable.Range(0, k).Where(c => c != center).Select(c => Math.Sqrt(RowDistance.Between(model[center], model[c]))).Order().ToArray();
        var met = new List<int>();
        for (var ring = 0; met.Count < k - 1; ring++)
        {
            var distances = rings.Of(ring).ToArray().Select(c => Math.Sqrt(RowDistance.Between(model[center], model[c]))).Order();
            Assert.Equal(byDistance.Skip((1 << ring) - 1).Take(1 << ring), distances);
            Assert.InRange(rings.From(ring), distances.First() * (1 - 1e-13), distances.First());
            met.AddRange(rings.Of(ring).ToArray());
            Assert.Equal(met.Count == k - 1, double.IsPositiveInfinity(rings.From(ring + 1)));
        }

        Assert.Equal(Enumerable.Range(0, k).Where(c => c != center), met.Order());
    });
}
