using System.Numerics;

namespace Mixtura.Measures;

/// <summary>The width of one row's silhouette (Rousseeuw 1987), and means of many.</summary>
internal static class SilhouetteWidth
{
    /// <summary>(b - a) / max(a, b) of the distances a to a row's own cluster and b to the next; 0 where both are 0.</summary>
    public static double Of(double own, double next)
    {
        var larger = Math.Max(own, next);
        return larger == 0 ? 0 : (next - own) / larger;
    }

    /// <summary>The weighted mean of the silhouettes of all rows, added up in order.</summary>
    public static double Mean<T>(Observations<T> rows, double[] silhouettes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double sum = 0;
        double weight = 0;
        for (var i = 0; i < silhouettes.Length; i++)
        {
            sum += rows.Weight(i) * silhouettes[i];
            weight += rows.Weight(i);
        }

        return sum / weight;
    }
}
