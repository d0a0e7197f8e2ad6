using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// ln(nu / 2) - psi(nu / 2) = spread, whose left side falls from infinity to 0 (D. Peel and G. J. McLachlan 2000, equation 31): by halving an interval, always in the same steps, so that
/// the root has the same bits everywhere.
/// </summary>
internal static class DegreesEquation
{
    /// <summary>Below it a t distribution has no mean, and its likelihood can grow without bound about a point.</summary>
    public const double Least = 1;

    /// <summary>Above it nobody can tell a t distribution from a normal one.</summary>
    public const double Most = 200;

    /// <summary>The root between <see cref="Least"/> and <see cref="Most"/>, or the nearer end.</summary>
    public static double Solve(double spread)
    {
        if (!(LeftSide(Most) < spread))
        {
            return Most;
        }

        if (LeftSide(Least) <= spread)
        {
            return Least;
        }

        var (low, high) = (Least, Most);
        while (true)
        {
            var middle = 0.5 * (low + high);
            if (middle <= low || middle >= high)
            {
                return low;
            }

            (low, high) = LeftSide(middle) > spread ? (middle, high) : (low, middle);
        }
    }

    private static double LeftSide(double degrees) => ElementaryFunctions.Log(0.5 * degrees) - GammaFunctions.Digamma(0.5 * degrees);
}
