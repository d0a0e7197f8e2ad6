using Mixtura.Selection;

namespace Mixtura.Tests.Selection;

public class OneClusterTests
{
    /// <summary>Corners of a rectangle and of a square turned: -n ln(area) in closed form, 2 d parameters and the angle.</summary>
    [Fact]
    public void A_box_has_the_density_of_its_volume()
    {
        var corners = Enumerable.Range(0, 40).Select(i => new[] { i % 2 * 6.0, i / 2 % 2 * 2.0 + (0.001 * (i / 4)) }).ToArray().Observe();
        var fits = OneCluster.Fits(corners, 0, 1, CancellationToken.None);
        var box = fits.Single(f => f.Shape == OneClusterShape.Box);
        Assert.Equal(-40 * Math.Log(6 * 2.009), box.LogLikelihood, 1e-9);
        Assert.Equal(4, box.Parameters);
        Assert.Equal((2 * box.LogLikelihood) - (4 * Math.Log(40)), box.Bic, 1e-9);
        Assert.Equal(5, fits.Single(f => f.Shape == OneClusterShape.TurnedBox).Parameters);
    }

    /// <summary>Points on a circle: the ellipsoid of their covariance through the farthest of them is the disc.</summary>
    [Fact]
    public void An_ellipsoid_has_the_density_of_its_volume()
    {
        var circle = Enumerable.Range(0, 360).Select(i => new[] { 3 * Math.Cos(i * Math.PI / 180), 3 * Math.Sin(i * Math.PI / 180) }).ToArray().Observe();
        var ellipsoid = OneCluster.Fits(circle, 0, 1, CancellationToken.None).Single(f => f.Shape == OneClusterShape.Ellipsoid);
        Assert.Equal(-360 * Math.Log(Math.PI * 9), ellipsoid.LogLikelihood, 1e-6);
    }

    /// <summary>The tails are those of the best t distribution of one component.</summary>
    [Fact]
    public void Tails_are_a_t_distribution()
    {
        var rows = SmallData.Clumps(100, 3, 4).Observe();
        var best = new[] { CovarianceStructure.Spherical, CovarianceStructure.Diagonal, CovarianceStructure.Full }
            .Max(s => StudentMixture.Fit(rows, new StudentMixtureOptions { Components = 1, Covariance = s, Regularization = Regularization.None }).Bic);
        Assert.Equal(best, OneCluster.Fits(rows, 0, 2, CancellationToken.None).Single(f => f.Shape == OneClusterShape.HeavyTails).Bic);
    }

    [Fact]
    public void Without_volume_there_is_none() => Assert.Empty(OneCluster.Fits(new double[][] { [1, 2], [2, 4], [3, 6], [4, 8] }.Observe(), 0, 1, CancellationToken.None));
}
