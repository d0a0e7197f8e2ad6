using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>Finds the first value that is not finite, and says where it stands.</summary>
internal static class FiniteCheck
{
    public static void Values<T>(Observations<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var run = Math.Max(1, (1 << 16) / rows.Dimension);
        for (long first = 0; first < rows.Count; first += run)
        {
            var count = (int)Math.Min(run, rows.Count - first);
            var bad = FirstNotFinite(rows.Rows(first, count));
            if (bad >= 0)
            {
                var value = rows.Rows(first, count)[bad];
                throw new MixturaException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Row {first + (bad / rows.Dimension)}, column {rows.Features[bad % rows.Dimension]}: {value} is not a finite number; drop such rows or fill the cell (--missing drop|mean), or give a mixture incomplete rows (Observations.FromIncomplete, --missing em)."));
            }
        }
    }

    public static void Weights(ReadOnlySpan<double> weights)
    {
        double total = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (!double.IsFinite(weights[i]) || weights[i] < 0)
            {
                throw new MixturaException(string.Create(CultureInfo.InvariantCulture, $"Row {i} has weight {weights[i]}: weights are finite and not negative."));
            }

            total += weights[i];
        }

        if (total == 0 || !double.IsFinite(total))
        {
            throw new MixturaException("The weights must have a finite sum above 0.");
        }
    }

    /// <summary>The index of the first NaN or infinity, or -1. x - x is 0 for finite values and NaN for the others.</summary>
    public static int FirstNotFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var width = Vector<T>.Count;
        var i = 0;
        for (; i <= values.Length - width; i += width)
        {
            var x = new Vector<T>(values[i..]);
            if (!Vector.EqualsAll(x - x, Vector<T>.Zero))
            {
                break;
            }
        }

        for (; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
