using System.Globalization;

namespace Mixtura.Playground.Figures;

/// <summary>Round numbers on an axis.</summary>
internal static class Ticks
{
    /// <summary>At most so many multiples of 1, 2 or 5 times a power of ten, strictly between two numbers.</summary>
    public static IEnumerable<double> Of(double low, double high, int most)
    {
        var raw = (high - low) / most;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        var step = power * (raw / power <= 1 ? 1 : raw / power <= 2 ? 2 : raw / power <= 5 ? 5 : 10);
        for (var i = Math.Floor(low / step) + 1; i * step < high - (0.02 * (high - low)); i++)
        {
            if (i * step > low + (0.02 * (high - low)))
            {
                yield return i * step;
            }
        }
    }

    /// <summary>A number without needless digits.</summary>
    public static string Text(double value) => Math.Abs(value) is >= 1e5 or (> 0 and < 1e-3) ? value.ToString("0.#e0", CultureInfo.InvariantCulture) : Math.Round(value, 6).ToString("0.######", CultureInfo.InvariantCulture);
}
