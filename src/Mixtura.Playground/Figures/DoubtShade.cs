using System.Buffers.Binary;
using Mixtura.Geometry;

namespace Mixtura.Playground.Figures;

/// <summary>Where a model is how sure, as a small picture that a browser enlarges: the colour of the most probable component, as strong as it is more probable than even chances.</summary>
/// <param name="Area">What of the plane the picture shows.</param>
/// <param name="Image">The picture, as the address of an image.</param>
internal sealed record DoubtShade(PlaneArea Area, string Image)
{
    /// <summary>The size of the picture, and of a coarse one that is made while something moves.</summary>
    private static readonly (int Columns, int Rows) Fine = (80, 60), Coarse = (32, 24);

    private const byte Strongest = 90;
    private const int HeaderSize = 14 + 108;

    /// <summary>The shade of shares: rows of a grid over the area to K shares each. O(4,800 K) beside the shares, a sixth of it where it is coarse.</summary>
    public static DoubtShade Of(PlaneArea area, Func<Observations<double>, double[,]> shares, bool isCoarse = false)
    {
        var (columns, rows) = isCoarse ? Coarse : Fine;
        var grid = new double[columns * rows * 2];
        for (var i = 0; i < columns * rows; i++)
        {
            // A bitmap begins at the lower left.
            grid[2 * i] = area.Left + (area.Width * ((i % columns) + 0.5) / columns);
            grid[(2 * i) + 1] = area.Bottom + (area.Height * ((i / columns) + 0.5) / rows);
        }

        var probabilities = shares(Observations.From(grid, 2));
        var bytes = Header(columns, rows);
        for (var i = 0; i < columns * rows; i++)
        {
            var (best, share) = Best(probabilities, i);
            var sure = probabilities.GetLength(1) == 1 ? 1 : Math.Clamp((2 * share) - 1, 0, 1);
            var (red, green, blue) = ClusterLook.Rgb(best);
            (bytes[HeaderSize + (4 * i)], bytes[HeaderSize + (4 * i) + 1], bytes[HeaderSize + (4 * i) + 2], bytes[HeaderSize + (4 * i) + 3]) = (blue, green, red, (byte)Math.Round(Strongest * sure));
        }

        return new(area, "data:image/bmp;base64," + Convert.ToBase64String(bytes));
    }

    private static (int Best, double Share) Best(double[,] shares, int row)
    {
        var best = 0;
        for (var k = 1; k < shares.GetLength(1); k++)
        {
            best = shares[row, k] > shares[row, best] ? k : best;
        }

        return (best, shares[row, best]);
    }

    /// <summary>A bitmap of blue, green, red and opacity (BITMAPV4HEADER), with room for its pixels.</summary>
    private static byte[] Header(int columns, int rows)
    {
        var bytes = new byte[HeaderSize + (4 * columns * rows)];
        void Put(int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
        (bytes[0], bytes[1]) = ((byte)'B', (byte)'M');
        Put(2, bytes.Length);
        Put(10, HeaderSize);
        Put(14, 108);
        Put(18, columns);
        Put(22, rows);
        Put(26, 1 | (32 << 16));
        Put(30, 3);
        Put(34, 4 * columns * rows);
        Put(54, 0x00FF0000);
        Put(58, 0x0000FF00);
        Put(62, 0x000000FF);
        Put(66, unchecked((int)0xFF000000));
        Put(70, 0x73524742);
        return bytes;
    }
}
