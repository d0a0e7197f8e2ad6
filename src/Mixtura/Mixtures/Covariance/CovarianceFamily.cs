namespace Mixtura;

/// <summary>
/// One structure of the K covariance matrices of a mixture: how much of the scatter its M-step needs, the M-step itself, and how distances
/// are measured under it. Covariances are kept in the structure's own shape.
/// </summary>
internal abstract class CovarianceFamily
{
    /// <summary>The sums that the M-step needs.</summary>
    public abstract SecondMoment SecondMoment { get; }

    /// <summary>The family of a structure.</summary>
    public static CovarianceFamily Of(CovarianceStructure structure) => structure switch
    {
        CovarianceStructure.Full => new FullCovariance(),
        CovarianceStructure.Tied => new TiedCovariance(),
        CovarianceStructure.Diagonal => new DiagonalCovariance(),
        CovarianceStructure.Spherical => new SphericalCovariance(),
        CovarianceStructure.TiedSpherical => new TiedSphericalCovariance(),
        CovarianceStructure.EEI => new EeiCovariance(),
        CovarianceStructure.VEI => new VeiCovariance(),
        CovarianceStructure.EVI => new EviCovariance(),
        CovarianceStructure.VEE => new VeeCovariance(),
        CovarianceStructure.EVE => new EveCovariance(),
        CovarianceStructure.VVE => new VveCovariance(),
        CovarianceStructure.EEV => new EevCovariance(),
        CovarianceStructure.VEV => new VevCovariance(),
        CovarianceStructure.EVV => new EvvCovariance(),
        _ => throw new ArgumentOutOfRangeException(nameof(structure), structure, "There is no such covariance structure."),
    };

    /// <summary>Whether the most likely covariances given the sums are not the only ones that no small step betters.</summary>
    public virtual bool HasManyOptima => false;

    /// <summary>Whether each component has a shape or an orientation of its own, for which it needs rows of its own.</summary>
    public virtual bool HasOwnShapes => false;

    /// <summary>The number of free parameters in K matrices.</summary>
    public abstract int Parameters(int components, int dimension);

    /// <summary>How many numbers K matrices are kept in.</summary>
    public abstract int Length(int components, int dimension);

    /// <summary>The most likely covariances given the sums, each scatter W_k with N_k x regularization added to its diagonal.</summary>
    /// <param name="moments">The sums.</param>
    /// <param name="regularization">In data^2.</param>
    /// <param name="before">The covariances of the model that the sums were taken under, where iterative steps go on from; null where there is none.</param>
    /// <exception cref="SingularCovarianceException">A component has no volume.</exception>
    public abstract double[] Minimize(Moments moments, double regularization, double[]? before);

    /// <summary>One element of one component's matrix.</summary>
    public abstract double Element(ReadOnlySpan<double> covariances, int dimension, int component, int row, int column);

    /// <summary>K times variance x identity.</summary>
    public virtual double[] Uniform(double variance, int components, int dimension)
    {
        var covariances = new double[Length(components, dimension)];
        for (var i = 0; i < covariances.Length; i++)
        {
            covariances[i] = IsOnDiagonal(i, dimension) ? variance : 0;
        }

        return covariances;
    }

    /// <summary>Readies the distances under given covariances.</summary>
    /// <exception cref="SingularCovarianceException">One of them has no inverse.</exception>
    public abstract IMahalanobis Factor(double[] covariances, double[] means, int dimension, double[] floor);

    /// <summary>Whether a kept number stands on the diagonal of its matrix.</summary>
    protected virtual bool IsOnDiagonal(int index, int dimension) => true;
}

/// <summary>(x - mu_k)' Sigma_k^-1 (x - mu_k) of the rows of a tile under K Gaussians.</summary>
internal interface IMahalanobis
{
    /// <summary>ln det Sigma_k.</summary>
    double LogDeterminant(int component);

    /// <summary>K factors that turn what <see cref="Distances"/> writes into the Mahalanobis distances.</summary>
    double Scale(int component);

    /// <summary>The least of what is left of a feature's variance in a component once the features before it are known, and that feature.</summary>
    (double Variance, int Feature) LeastVariance(int component);

    /// <summary>Writes K x width distances, to be scaled.</summary>
    void Distances(ReadOnlySpan<double> tile, int width, Span<double> distances, Span<double> scratch);

    /// <summary>How many numbers <see cref="Distances"/> needs to work in.</summary>
    int ScratchLength(int width);
}

/// <summary>A covariance matrix has no inverse: a feature is constant in it, or a linear combination of others.</summary>
internal sealed class SingularCovarianceException(int component, int feature, IReadOnlyList<int> regressors) : Exception
{
    public int Component { get; } = component;

    public int Feature { get; } = feature;

    /// <summary>The features that make it up; none where it is constant.</summary>
    public IReadOnlyList<int> Regressors { get; } = regressors;
}
