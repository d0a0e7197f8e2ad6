using CsCheck;

namespace Mixtura.Geometry.Tests;

public class ContourTests
{
    private static readonly PlaneArea Area = new(-2, 2, -1.5, 1.5);

    private static double[,] Heights(int rows, int columns, Func<double, double, double> of)
    {
        var heights = new double[rows, columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                heights[r, c] = of(Area.Left + (Area.Width * c / (columns - 1)), Area.Bottom + (Area.Height * r / (rows - 1)));
            }
        }

        return heights;
    }

    private static double Length(PlanePoint[] line) => line.Zip(line.Skip(1), (a, b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2))).Sum();

    /// <summary>
    /// The circle of radius r is where x^2 + y^2 = r^2: one closed line. A cut lies between two nodes of distance h, where the parabola is at most h^2 / 4 below its chord: so far is x^2 + y^2 from r^2.
    /// </summary>
    [Fact]
    public void A_paraboloid_has_circles() => Gen.Double[0.2, 1.4].Sample(radius =>
    {
        var line = Assert.Single(ContourLines.Of(Area, Heights(61, 81, (x, y) => (x * x) + (y * y)), radius * radius));
        Assert.Equal(line[0], line[^1]);
        Assert.All(line, p => Assert.Equal(radius * radius, (p.X * p.X) + (p.Y * p.Y), 0.05 * 0.05 / 4));
        Assert.Equal(2 * Math.PI * radius, Length(line), 0.02);
    });

    /// <summary>A plane is its own interpolation: the line is exact, and runs from edge to edge.</summary>
    [Fact]
    public void A_plane_has_straight_lines() => Gen.Select(Gen.Double[-1, 1], Gen.Double[-0.9, 0.9]).Sample((slope, level) =>
    {
        var line = Assert.Single(ContourLines.Of(Area, Heights(13, 17, (x, y) => y - (slope * x * 0.3)), level));
        Assert.All(line, p => Assert.Equal(level, p.Y - (slope * p.X * 0.3), 1e-12));
        Assert.Equal([-2.0, 2.0], new[] { line[0].X, line[^1].X }.Order());
    });

    /// <summary>At a saddle (x y = 0 in the middle of a cell) two lines pass each other and do not meet.</summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(-0.01)]
    public void A_saddle_has_two_lines(double level)
    {
        var lines = ContourLines.Of(Area, Heights(10, 10, (x, y) => x * y), level);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.All(line, p => Assert.True(Math.Sign(p.X * line[1].X) >= 0)));
    }

    /// <summary>Two hills are two closed lines, and one around both further down.</summary>
    [Fact]
    public void Two_hills_have_a_line_each()
    {
        var heights = Heights(61, 81, (x, y) => Math.Exp(-8 * (((x - 0.8) * (x - 0.8)) + (y * y))) + Math.Exp(-8 * (((x + 0.8) * (x + 0.8)) + (y * y))));
        Assert.Equal(2, ContourLines.Of(Area, heights, 0.5).Length);
        Assert.Single(ContourLines.Of(Area, heights, 0.005));
        Assert.Empty(ContourLines.Of(Area, heights, 2));
    }
}
