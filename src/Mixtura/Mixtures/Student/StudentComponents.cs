using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// K weighted t distributions: the energy of a row is E_k(x) = -ln pi_k t(x; mu_k, Sigma_k, nu_k), (nu_k + d) / 2 times the logarithm of 1 + delta / nu_k and a constant, delta the squared
/// Mahalanobis distance. Immutable.
/// </summary>
internal sealed class StudentComponents : IComponents
{
    private readonly double[] scale;
    private readonly double[] most;
    private readonly double[] power;
    private readonly double[] shift;

    /// <param name="centers">Weights, means and scale matrices, as those of Gaussians.</param>
    /// <param name="degrees">K degrees of freedom above 0.</param>
    public StudentComponents(GaussianComponents centers, double[] degrees)
    {
        Centers = centers;
        Degrees = degrees;
        scale = new double[Count];
        most = new double[Count];
        power = new double[Count];
        shift = new double[Count];
        for (var k = 0; k < Count; k++)
        {
            scale[k] = centers.DistanceScale(k) / degrees[k];
            most[k] = 1 + (Dimension / degrees[k]);
            power[k] = 0.5 * (degrees[k] + Dimension);
            shift[k] = centers.Constant(k) - GammaFunctions.LogRatio(0.5 * degrees[k], Dimension);
        }
    }

    /// <summary>Weights, means and scale matrices.</summary>
    public GaussianComponents Centers { get; }

    /// <summary>K degrees of freedom.</summary>
    public double[] Degrees { get; }

    public int Count => Centers.Count;

    public int Dimension => Centers.Dimension;

    public SecondMoment SecondMoment => Centers.SecondMoment;

    public ReadOnlySpan<double> Means => Centers.Means;

    /// <summary>Whether all parameters are the same, to the bit.</summary>
    public bool HasParametersOf(StudentComponents other) => Centers.HasParametersOf(other.Centers) && Degrees.AsSpan().SequenceEqual(other.Degrees);

    /// <summary>E ln tau + l of rows of component k: the part of the expected logarithm of a row's precision that does not depend on the row, psi((nu + d) / 2) - ln(nu / 2).</summary>
    public double LogPrecision(int component) => GammaFunctions.Digamma(power[component]) - ElementaryFunctions.Log(0.5 * Degrees[component]);

    public int ScratchLength(int width) => (2 * Count * width) + Centers.ScratchLength(width);

    /// <summary>After <see cref="Energies"/>, K x width logarithms l = ln(1 + delta / nu).</summary>
    public Span<double> Logs(Span<double> scratch, int width) => scratch[..(Count * width)];

    /// <summary>After <see cref="Energies"/>, K x width weights u = (nu + d) / (nu + delta).</summary>
    public Span<double> Factors(Span<double> scratch, int width) => scratch.Slice(Count * width, Count * width);

    public void Energies(ReadOnlySpan<double> tile, int width, Span<double> energies, Span<double> scratch)
    {
        Centers.Distances(tile, width, energies, scratch[(2 * Count * width)..]);
        StudentTerms.Run(energies, width, scale, most, power, shift, Logs(scratch, width), Factors(scratch, width));
    }
}
