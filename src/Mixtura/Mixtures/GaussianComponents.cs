using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// K weighted Gaussians: the energy of a row is E_k(x) = -ln pi_k N(x; mu_k, Sigma_k), half the Mahalanobis distance and a constant. Immutable.
/// </summary>
internal sealed class GaussianComponents : IComponents
{
    private const double LnTwoPi = 1.8378770664093454836;
    private readonly CovarianceFamily family;
    private readonly IMahalanobis mahalanobis;
    private readonly double[] scale;
    private readonly double[] shift;

    /// <param name="structure">What the covariances may differ in.</param>
    /// <param name="weights">K weights above 0, sum 1 without noise.</param>
    /// <param name="means">K x d.</param>
    /// <param name="covariances">In the structure's own shape.</param>
    /// <param name="dimension">d.</param>
    /// <param name="floor">d variances that are no more than rounding.</param>
    /// <param name="posterior">What is known of the parameters beside their expectation, where they have a distribution.</param>
    /// <param name="noise">A uniform component beside them, where there is one; the weights are 1 less its own.</param>
    /// <exception cref="SingularCovarianceException">A covariance has no inverse.</exception>
    public GaussianComponents(CovarianceStructure structure, double[] weights, double[] means, double[] covariances, int dimension, double[] floor, Posterior? posterior = null, NoiseBox? noise = null)
    {
        Structure = structure;
        Weights = weights;
        Means = means;
        Covariances = covariances;
        Dimension = dimension;
        Posterior = posterior;
        Noise = noise;
        NoiseEnergy = noise?.Energy;
        family = CovarianceFamily.Of(structure);
        mahalanobis = family.Factor(covariances, means, dimension, floor);
        scale = new double[Count];
        shift = new double[Count];
        var logWeights = posterior?.LogWeights(dimension) ?? [.. weights.Select(ElementaryFunctions.Log)];
        for (var k = 0; k < Count; k++)
        {
            scale[k] = 0.5 * mahalanobis.Scale(k);
            shift[k] = (0.5 * ((dimension * LnTwoPi) + mahalanobis.LogDeterminant(k))) - logWeights[k];
        }
    }

    public CovarianceStructure Structure { get; }

    /// <summary>The distribution of the parameters, where they have one: energies are expectations then.</summary>
    public Posterior? Posterior { get; }

    /// <summary>The uniform component beside the normal ones, where there is one.</summary>
    public NoiseBox? Noise { get; }

    public double? NoiseEnergy { get; }

    public double[] Weights { get; }

    /// <summary>K weights, and where there is noise its own.</summary>
    public double[] AllWeights => Noise is null ? Weights : [.. Weights, Noise.Weight];

    /// <summary>K x d.</summary>
    public double[] Means { get; }

    /// <summary>In the structure's own shape.</summary>
    public double[] Covariances { get; }

    public int Count => Weights.Length;

    public int Dimension { get; }

    public SecondMoment SecondMoment => family.SecondMoment;

    ReadOnlySpan<double> IComponents.Means => Means;

    public ReadOnlySpan<double> Mean(int component) => Means.AsSpan(component * Dimension, Dimension);

    /// <summary>One element of a covariance matrix.</summary>
    public double Covariance(int component, int row, int column) => family.Element(Covariances, Dimension, component, row, column);

    /// <summary>The least conditional variance in a component, and the feature it is of.</summary>
    public (double Variance, int Feature) LeastVariance(int component) => mahalanobis.LeastVariance(component);

    /// <summary>ln |Sigma_k|.</summary>
    public double LogDeterminant(int component) => mahalanobis.LogDeterminant(component);

    /// <summary>What an energy has beside half the Mahalanobis distance.</summary>
    public double Constant(int component) => shift[component];

    /// <summary>Whether all parameters are the same, to the bit.</summary>
    public bool HasParametersOf(GaussianComponents other) =>
        Weights.AsSpan().SequenceEqual(other.Weights) && Means.AsSpan().SequenceEqual(other.Means) && Covariances.AsSpan().SequenceEqual(other.Covariances)
        && Noise?.Weight == other.Noise?.Weight;

    /// <summary>The same components elsewhere.</summary>
    public GaussianComponents WithMeans(double[] means) => new(Structure, Weights, means, Covariances, Dimension, new double[Dimension], Posterior, Noise);

    public int ScratchLength(int width) => mahalanobis.ScratchLength(width);

    public void Energies(ReadOnlySpan<double> tile, int width, Span<double> energies, Span<double> scratch)
    {
        mahalanobis.Distances(tile, width, energies, scratch);
        ScaleAndShift.Run(energies, width, scale, shift);
    }
}
