using System.Globalization;

namespace Mixtura.Playground.Figures;

/// <summary>How a cluster is shown: a colour that colour-blind eyes tell from the others (Okabe and Ito 2008), a shape and a letter. The colours of pages are in figure.css under the same numbers.</summary>
internal static class ClusterLook
{
    private static readonly (byte Red, byte Green, byte Blue)[] Colours = [(0, 114, 178), (213, 94, 0), (0, 158, 115), (204, 121, 167), (230, 159, 0), (86, 180, 233), (127, 95, 63), (120, 120, 120)];

    /// <summary>How many looks there are before they come again.</summary>
    public static int Count => Colours.Length;

    /// <summary>The class of style sheets.</summary>
    public static string Class(int cluster) => cluster < 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"k{cluster % Colours.Length}");

    /// <summary>A, B, ...: what a cluster is called.</summary>
    public static string Letter(int cluster) => cluster < 0 ? "noise" : cluster < 26 ? ((char)('A' + cluster)).ToString() : string.Create(CultureInfo.InvariantCulture, $"{cluster + 1}");

    /// <summary>The colour where a style sheet cannot reach.</summary>
    public static (byte Red, byte Green, byte Blue) Rgb(int cluster) => Colours[cluster % Colours.Length];
}
