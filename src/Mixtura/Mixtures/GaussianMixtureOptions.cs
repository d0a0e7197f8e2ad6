namespace Mixtura;

/// <summary>How <see cref="GaussianMixture"/> fits; checked once, when a fit begins.</summary>
public sealed record GaussianMixtureOptions
{
    /// <summary>The number of components K, at least 1. Required.</summary>
    public required int Components { get; init; }

    /// <summary>What the covariance matrices may differ in. Default: full.</summary>
    public CovarianceStructure Covariance { get; init; } = CovarianceStructure.Full;

    /// <summary>Where each start begins. Default: auto, the best of five short runs from k-means++; with a prior the partition of a k-means fit.</summary>
    public MixtureStart Start { get; init; } = MixtureStart.Auto;

    /// <summary>How many starts are run, the best kept. Default: 10, or 1 when the start is given or hierarchical.</summary>
    public int? Restarts { get; init; }

    /// <summary>The most steps from one start. Default: 1000.</summary>
    public int MaxIterations { get; init; } = 1000;

    /// <summary>Stop when one step gains at most this in mean log-likelihood per row; 0 means until a step changes nothing. Default: 1e-5.</summary>
    public double Tolerance { get; init; } = 1e-5;

    /// <summary>What is added to the covariance diagonals. Default: relative, 1e-6 times the mean feature variance.</summary>
    public Regularization Regularization { get; init; } = Regularization.Relative(1e-6);

    /// <summary>
    /// The component that each row is known to come from, 0 .. K-1, or -1 where it is not known (semi-supervised); null where no row's is. Known rows have no share of another component.
    /// Unless a start is given, the first model is what the known rows say, so that each component needs one. Default: null.
    /// </summary>
    public IReadOnlyList<int>? KnownComponents { get; init; }

    /// <summary>Parameters that stay what they are in the model that a fit starts from; null where all are estimated. Default: null.</summary>
    public FrozenParameters? Frozen { get; init; }

    /// <summary>A uniform component for rows that belong nowhere, beside the K; null for none. With it -1 in a given partition means that a row begins as noise. Default: null.</summary>
    public UniformNoise? Noise { get; init; }

    /// <summary>What is believed before rows are seen; null for the most likely parameters. With it K is the most components there may be. Default: null.</summary>
    public MixturePrior? Prior { get; init; }

    /// <summary>
    /// What is believed of means and covariances, for the most probable parameters and no longer the most likely ones; null for no such prior, and <c>new()</c> for mclust's. The regularization
    /// is then added to its scale, once for each row that it counts as. Not beside <see cref="Prior"/>. Default: null.
    /// </summary>
    public ConjugatePrior? MapPrior { get; init; }

    /// <summary>The temperature, without unit: 1 is EM, 0 classification EM. Default: 1.</summary>
    public Temperature Temperature { get; init; } = Temperature.One;

    /// <summary>Temperatures on the way to <see cref="Temperature"/>, from each start; null for none. Not with <see cref="Prior"/>. Default: null.</summary>
    public MixtureAnnealing? Annealing { get; init; }

    /// <summary>What goes on from the best start to a better optimum. At temperature 1, without <see cref="Prior"/> and <see cref="KnownComponents"/>. Default: nothing.</summary>
    public MixtureSearch Search { get; init; } = MixtureSearch.None;

    /// <summary>How EM leaps ahead of its own steps; each pass over the rows counts as an iteration. At temperature 0, where steps end by themselves, it does not. Default: it does not.</summary>
    public MixtureAcceleration Acceleration { get; init; } = MixtureAcceleration.None;

    /// <summary>Whether the weights of the components stay equal, 1 / K. Default: they are estimated.</summary>
    public bool EqualWeights { get; init; }

    /// <summary>How features are brought to one scale; costs a copy of the rows. Default: none.</summary>
    public Scaling Scaling { get; init; } = Scaling.None;

    /// <summary>The seed of all random choices. Default: 0.</summary>
    public ulong Seed { get; init; }

    /// <summary>How many threads may work; never changes the result. Default: 0, all cores.</summary>
    public int Threads { get; init; }
}

/// <summary>What is added to the diagonal of every covariance matrix, so that none becomes singular.</summary>
public readonly record struct Regularization
{
    private Regularization(double value, bool isRelative)
    {
        if (!double.IsFinite(value) || value < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A regularization is finite and not negative.");
        }

        Value = value;
        IsRelative = isRelative;
    }

    /// <summary>The amount: in data^2, or as a share of the mean feature variance.</summary>
    public double Value { get; }

    /// <summary>Whether the amount is a share of the mean feature variance.</summary>
    public bool IsRelative { get; }

    /// <summary>Nothing is added: maximum likelihood.</summary>
    public static Regularization None => default;

    /// <summary>A fixed amount, in data^2 (scikit-learn's reg_covar).</summary>
    /// <param name="amount">Finite and not negative.</param>
    public static Regularization Absolute(double amount) => new(amount, false);

    /// <summary>A share of the mean feature variance: the same for data in metres and in millimetres.</summary>
    /// <param name="share">Finite and not negative.</param>
    public static Regularization Relative(double share) => new(share, true);
}
