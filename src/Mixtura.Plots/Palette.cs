using ScottPlot;

namespace Mixtura.Plots;

/// <summary>
/// Colours that stay apart for colour-blind eyes (Okabe and Ito 2008), without the two that vanish on white and against text; from the eighth cluster on
/// lighter and darker ones of the same.
/// </summary>
internal static class Palette
{
    private static readonly Color[] Basic = Color.FromHex(["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7F5F3F"]);

    public static Color Ink { get; } = Color.FromHex("#222222");

    public static Color Faint { get; } = Color.FromHex("#777777");

    public static Color Of(int cluster)
    {
        var colour = Basic[cluster % Basic.Length];
        return (cluster / Basic.Length % 3) switch
        {
            0 => colour,
            1 => Mixed(colour, 255, 0.45),
            _ => Mixed(colour, 0, 0.45),
        };
    }

    /// <summary>A colour on its way to a shade of grey.</summary>
    public static Color Mixed(Color colour, byte grey, double share)
    {
        byte Channel(byte c) => (byte)Math.Round(c + (share * (grey - c)));
        return new Color(Channel(colour.R), Channel(colour.G), Channel(colour.B));
    }
}
