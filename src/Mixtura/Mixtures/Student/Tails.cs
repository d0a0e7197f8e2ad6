namespace Mixtura;

/// <summary>
/// How heavy the tails of t components are: the degrees of freedom nu. Few make heavy tails, at 1 those of a Cauchy distribution; from about 200 on a component can hardly be told from a
/// Gaussian. A closed set: the members of this record.
/// </summary>
public sealed record Tails
{
    private Tails(TailKind kind, double? degreesOfFreedom = null)
    {
        Kind = kind;
        DegreesOfFreedom = degreesOfFreedom;
    }

    /// <summary>Each component has degrees of freedom of its own, from 1 to 200, and they are estimated: K parameters.</summary>
    public static Tails Estimated { get; } = new(TailKind.Estimated);

    /// <summary>All components have the same degrees of freedom, from 1 to 200, and these are estimated: 1 parameter.</summary>
    public static Tails Shared { get; } = new(TailKind.Shared);

    /// <summary>The degrees of freedom that are given; null where they are estimated.</summary>
    public double? DegreesOfFreedom { get; }

    internal TailKind Kind { get; }

    /// <summary>All components have given degrees of freedom: no parameter.</summary>
    /// <param name="degreesOfFreedom">nu, finite and above 0.</param>
    /// <returns>The tails.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    public static Tails Fixed(double degreesOfFreedom) => double.IsFinite(degreesOfFreedom) && degreesOfFreedom > 0
        ? new(TailKind.Fixed, degreesOfFreedom)
        : throw new ArgumentOutOfRangeException(nameof(degreesOfFreedom), degreesOfFreedom, "Degrees of freedom are finite and above 0.");

    /// <summary>The free parameters in the degrees of freedom of K components.</summary>
    internal int Parameters(int components) => Kind switch
    {
        TailKind.Estimated => components,
        TailKind.Shared => 1,
        _ => 0,
    };
}

/// <summary>Where degrees of freedom come from.</summary>
internal enum TailKind
{
    Estimated,
    Shared,
    Fixed,
}
