using SkiaSharp;

namespace Mixtura.Tutorial;

/// <summary>
/// A photograph that nobody took: a sunset over the sea, with clouds, ripples, hills and a little grain. Each pixel is computed by additions,
/// multiplications, divisions and square roots alone, so that it is the same on every machine.
/// </summary>
public static class Photograph
{
    /// <summary>Pixels across.</summary>
    public const int Width = 320;

    /// <summary>Pixels down.</summary>
    public const int Height = 200;

    private const double Horizon = 0.6, SunX = 0.62, SunY = 0.47, SunRadius = 0.055;

    /// <summary>The pixels, row by row from the upper left: n x 3, red, green and blue from 0 to 255.</summary>
    public static Observations<double> Take()
    {
        var values = new double[Width * Height * 3];
        for (var i = 0; i < Width * Height; i++)
        {
            // x and y from 0 to 1, y downwards; 1.6 is the width over the height.
            var (x, y) = ((i % Width + 0.5) / Width, (i / Width + 0.5) / Height);
            var color = y < Horizon ? Sky(x, y) : Sea(x, y);
            color = Over(color, new(38, 28, 44), Smooth(-0.006, 0.006, y - Ridge(x, 3, 0.56, 0.16)) * Smooth(0.02, -0.01, y - Horizon));
            color = Over(color, new(17, 14, 24), Smooth(-0.006, 0.006, y - Ridge(x, 7, 1.02, 0.22)));
            var grain = 7 * (Hash(i % Width, i / Width, 99) - 0.5);
            (values[3 * i], values[(3 * i) + 1], values[(3 * i) + 2]) = (Byte(color.R + grain), Byte(color.G + grain), Byte(color.B + grain));
        }

        return Observations.From(values, dimension: 3).Named("red", "green", "blue");
    }

    /// <summary>Writes pixels as PNG.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="colorOf">Red, green and blue of pixel i, from 0 to 255.</param>
    public static void Save(string path, Func<int, IReadOnlyList<double>> colorOf)
    {
        using var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        for (var i = 0; i < Width * Height; i++)
        {
            var color = colorOf(i);
            bitmap.SetPixel(i % Width, i / Width, new SKColor(Byte(color[0]), Byte(color[1]), Byte(color[2])));
        }

        using var file = File.Create(path);
        bitmap.Encode(file, SKEncodedImageFormat.Png, 100);
    }

    private static Color Sky(double x, double y)
    {
        var height = y / Horizon;
        var color = Over(new(34, 48, 98), new(150, 92, 122), Smooth(0, 0.6, height));
        color = Over(color, new(244, 150, 84), Smooth(0.5, 1.05, height));
        var clouds = Smooth(0.48, 0.75, Noise(x * 5, y * 17, 5)) * Smooth(0.02, 0.3, height);
        color = Over(color, Over(new(206, 120, 124), new(255, 190, 120), height), 0.7 * clouds);
        var away = Math.Sqrt(((x - SunX) * 1.6 * (x - SunX) * 1.6) + ((y - SunY) * (y - SunY)));
        color = Over(color, new(255, 206, 120), 0.75 / (1 + (90 * away * away)));
        return Over(color, new(255, 246, 214), Smooth(SunRadius + 0.006, SunRadius - 0.006, away));
    }

    private static Color Sea(double x, double y)
    {
        var depth = (y - Horizon) / (1 - Horizon);
        var color = Over(new(196, 118, 96), new(28, 44, 78), Smooth(0, 0.75, depth));
        var ripples = Noise(x * (30 - (18 * depth)), depth * 40 / (0.3 + depth), 11);
        color = Over(color, new(240, 160, 110), 0.45 * Smooth(0.5, 0.8, ripples) * (1 - (0.6 * depth)));
        var aside = Math.Abs(x - SunX) / (0.03 + (0.16 * depth));
        return Over(color, new(255, 224, 160), Smooth(1, 0.1, aside) * Smooth(0.35, 0.65, ripples));
    }

    private static double Ridge(double x, int seed, double level, double rise) => level - (rise * Noise(x * 4, 0.5, seed) * Smooth(0.75, 0.1, x));

    /// <summary>Smooth noise from 0 to 1: four layers of random values on ever finer lattices.</summary>
    private static double Noise(double x, double y, int seed)
    {
        double sum = 0, share = 0.5;
        for (var layer = 0; layer < 4; layer++)
        {
            var (left, top) = (Math.Floor(x), Math.Floor(y));
            var (u, v) = (Smooth(0, 1, x - left), Smooth(0, 1, y - top));
            double At(int dx, int dy) => Hash((int)left + dx, (int)top + dy, seed + layer);
            sum += share * (((1 - v) * (((1 - u) * At(0, 0)) + (u * At(1, 0)))) + (v * (((1 - u) * At(0, 1)) + (u * At(1, 1)))));
            (x, y, share) = (2 * x, 2 * y, share / 2);
        }

        return sum / (15.0 / 16);
    }

    /// <summary>A number from 0 to 1 that looks random, and is a function of a place.</summary>
    private static double Hash(int x, int y, int seed)
    {
        var h = unchecked(((uint)x * 374761393u) + ((uint)y * 668265263u) + ((uint)seed * 2246822519u));
        h = unchecked((h ^ (h >> 15)) * 2246822519u);
        h = unchecked((h ^ (h >> 13)) * 3266489917u);
        return (h ^ (h >> 16)) / (double)uint.MaxValue;
    }

    /// <summary>From 0 at one border to 1 at the other, without a corner.</summary>
    private static double Smooth(double from, double to, double value)
    {
        var t = Math.Clamp((value - from) / (to - from), 0, 1);
        return t * t * (3 - (2 * t));
    }

    private static Color Over(Color under, Color over, double share) =>
        new(under.R + (share * (over.R - under.R)), under.G + (share * (over.G - under.G)), under.B + (share * (over.B - under.B)));

    private static byte Byte(double value) => (byte)Math.Round(Math.Clamp(value, 0, 255));

    private readonly record struct Color(double R, double G, double B);
}
