using ScottPlot;
using SkiaSharp;

namespace Mixtura.Plots;

/// <summary>The one font of all figures, which travels with this library: text looks the same everywhere, and machines without fonts have it.</summary>
internal sealed class EmbeddedFont : IFontResolver
{
    public const string Name = "Mixtura";

    private static readonly Lazy<SKTypeface> Typeface = new(Load);

    private EmbeddedFont()
    {
    }

    /// <summary>The font itself.</summary>
    public static SKTypeface Face => Typeface.Value;

    /// <summary>Makes the font known; as often as one likes.</summary>
    public static void Register()
    {
        lock (Fonts.FontResolvers)
        {
            if (!Fonts.FontResolvers.Any(r => r is EmbeddedFont))
            {
                Fonts.FontResolvers.Add(new EmbeddedFont());
            }
        }
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        string.Equals(fontName, Name, StringComparison.Ordinal) ? Typeface.Value : null;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) => CreateTypeface(fontName, FontWeight.Normal, FontSlant.Upright, FontSpacing.Normal);

    private static SKTypeface Load()
    {
        using var stream = typeof(EmbeddedFont).Assembly.GetManifestResourceStream("DejaVuSans.ttf")!;
        return SKTypeface.FromStream(stream);
    }
}
