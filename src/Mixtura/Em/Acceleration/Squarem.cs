namespace Mixtura;

/// <summary>
/// Squared extrapolation (R. Varadhan and C. Roland, "Simple and globally convergent methods for accelerating the convergence of any EM algorithm", Scandinavian Journal of Statistics 35,
/// 2008, scheme S3): of a step r = G(s) - s and the next, r + v, the leap s - 2 a r + a^2 v with a = -|r| / |v|, no longer than a bound that grows where it holds leaps back and shrinks where
/// one is refused. The pass that judges a leap is the first of the next two steps, so that every second pass is a leap.
/// </summary>
internal sealed class Squarem
{
    /// <summary>By which the bound grows and shrinks.</summary>
    private const double Growth = 4;

    private EmStep? first;
    private EmStep? second;
    private double bound = 1;
    private double length = 1;

    /// <summary>Takes a step that was taken, and whether it began at a point that this proposed.</summary>
    public void Took(EmStep step, bool isLeap)
    {
        if (isLeap && length == bound)
        {
            bound *= Growth;
        }

        (first, second) = (isLeap ? null : second, step);
    }

    /// <summary>Hears that a proposal was not taken.</summary>
    public void Refused() => bound = length == bound ? Math.Max(1, bound / Growth) : bound;

    /// <summary>A point ahead, about the means of the last step's model; null where a plain step comes first.</summary>
    public double[]? Propose(MomentSpace space)
    {
        if (first is null || second is null)
        {
            return null;
        }

        var start = first.From.AsSpan().ToArray();
        var middle = first.To.AsSpan().ToArray();
        space.Move(start, first.FromMeans, second.Means);
        space.Move(middle, first.Means, second.Means);
        var r = MomentSpace.Difference(middle, start);
        var v = MomentSpace.Difference(MomentSpace.Difference(second.To, middle), r);
        length = Math.Clamp(Math.Sqrt(space.Product(r, r) / space.Product(v, v)), 1, bound);
        if (!(length > 1))
        {
            // A leap of length 1 is the plain step.
            bound *= length == bound ? Growth : 1;
            return null;
        }

        MomentSpace.Add(start, 2 * length, r);
        MomentSpace.Add(start, length * length, v);
        return start;
    }
}

/// <summary>One step of EM on sums: a model made of sums s, and the sums G(s) under it.</summary>
/// <param name="From">s, about <paramref name="FromMeans"/>.</param>
/// <param name="FromMeans">K x d.</param>
/// <param name="To">G(s), about <paramref name="Means"/>.</param>
/// <param name="Means">K x d means of the model.</param>
internal sealed record EmStep(double[] From, double[] FromMeans, double[] To, double[] Means);
