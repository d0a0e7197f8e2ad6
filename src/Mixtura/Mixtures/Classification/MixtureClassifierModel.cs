using System.Collections.Immutable;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// G classes with a density each, fitted by <see cref="MixtureClassifier"/>: the probability of class g at x is prior_g f_g(x) / sum_h prior_h f_h(x). Immutable and safe to share.
/// </summary>
public sealed class MixtureClassifierModel : ClusteringModel
{
    /// <param name="fittedOn">The rows in short.</param>
    /// <param name="report">The fits' story.</param>
    /// <param name="kind">What a class is.</param>
    /// <param name="names">G names.</param>
    /// <param name="priors">G probabilities with sum 1.</param>
    /// <param name="classRows">G counts of training rows.</param>
    /// <param name="mixtures">Where densities are taken: one with a component for each class and the priors as weights, or one for each class.</param>
    /// <param name="scaledLogLikelihood">Of the scaled rows.</param>
    /// <param name="trainingError">The share of training rows that are predicted wrong.</param>
    internal MixtureClassifierModel(
        FittedOn fittedOn,
        FitReport report,
        ClassifierKind kind,
        ImmutableArray<string> names,
        ImmutableArray<double> priors,
        ImmutableArray<long> classRows,
        ImmutableArray<GaussianComponents> mixtures,
        double scaledLogLikelihood,
        double trainingError)
        : base(fittedOn, report)
    {
        Kind = kind;
        Mixtures = mixtures;
        ScaledLogLikelihood = scaledLogLikelihood;
        TrainingError = trainingError;
        Scaled = ClassesOf(kind, mixtures, priors);
        Classes = [.. names.Select((name, g) => new ClassDensity(name, priors[g], classRows[g], MixtureOf(g).Structure, DensityOf(g)))];
    }

    /// <summary>What a class is: one Gaussian, or a mixture of its own.</summary>
    public ClassifierKind Kind { get; }

    /// <summary>The G classes.</summary>
    public ImmutableArray<ClassDensity> Classes { get; }

    /// <summary>The number of classes G.</summary>
    public override int Clusters => Classes.Length;

    /// <summary>sum_i w_i ln sum_g prior_g f_g(x_i) over the training rows in their own units, as mclust has it: what the rows weigh under the mixture of the classes.</summary>
    public double LogLikelihood => ScaledLogLikelihood - (FittedOn.Weight * LogScale);

    /// <summary>Free parameters, as mclust counts them: of one Gaussian a class G d means and those of the structure; of mixtures all of theirs. The priors are not among them.</summary>
    public int Parameters => ParametersOf(Kind, Mixtures);

    /// <summary>The Bayesian information criterion as mclust has it, 2 logL - parameters ln n: larger is better (Schwarz 1978). n is the sum of weights.</summary>
    public double Bic => (2 * LogLikelihood) - (Parameters * ElementaryFunctions.Log(FittedOn.Weight));

    /// <summary>The share of training rows, by weight, that are predicted wrong; less than what new rows will show, which <see cref="MixtureClassifier.CrossValidate"/> estimates.</summary>
    public double TrainingError { get; }

    /// <summary>The components where densities are taken.</summary>
    internal ImmutableArray<GaussianComponents> Mixtures { get; }

    internal double ScaledLogLikelihood { get; }

    /// <summary>The classes, whose shares of a row are their probabilities.</summary>
    private IComponents Scaled { get; }

    private double LogScale => FittedOn.Standardization.IsIdentity ? 0 : FittedOn.Standardization.Scale.Sum(ElementaryFunctions.Log);

    /// <summary>The most probable class of each row, from 0; the first of equals. O(n K d^2) or O(n K d) for K components in all.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the training rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n places in <see cref="Classes"/>.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public override int[] Predict<T>(Observations<T> rows, int threads = 0)
    {
        var labels = new int[CheckedCount(rows)];
        OnTiles(Scaled, rows, Temperature.One, threads, (row, at, tiles) => labels[row] = tiles.Label(at));
        return labels;
    }

    /// <summary>How probable each class is for one row.</summary>
    /// <param name="row">d values in the units of the training rows.</param>
    /// <returns>G probabilities with sum 1; less than 2^-104 is 0.</returns>
    /// <exception cref="ArgumentException">The row has not d values.</exception>
    /// <exception cref="MixturaException">A value is not finite.</exception>
    public double[] Probabilities(ReadOnlySpan<double> row) => [.. Probabilities(OneRow(row), threads: 1).Cast<double>()];

    /// <summary>How probable each class is for each row: prior_g f_g(x_i) / p(x_i).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the training rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n x G probabilities, each row with sum 1.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[,] Probabilities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => SharesOf(Scaled, rows, Temperature.One, threads);

    /// <summary>ln p(x_i) of each row, p(x) = sum_g prior_g f_g(x), in the units of the training rows: small where a row is like no class.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows in the units of the training rows.</param>
    /// <param name="threads">How many threads may work; 0 is all cores. It never changes the result.</param>
    /// <returns>n log-densities.</returns>
    /// <exception cref="ArgumentException">The rows have not d features.</exception>
    public double[] LogDensities<T>(Observations<T> rows, int threads = 0)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var densities = new double[CheckedCount(rows)];
        var logScale = LogScale;
        OnTiles(Scaled, rows, Temperature.One, threads, (row, at, tiles) => densities[row] = -tiles.Free[at] - logScale);
        return densities;
    }

    /// <summary>The classes as components: one Gaussian each, or a mixture each.</summary>
    internal static IComponents ClassesOf(ClassifierKind kind, ImmutableArray<GaussianComponents> mixtures, ImmutableArray<double> priors) =>
        kind == ClassifierKind.Edda ? mixtures[0] : new ClassMixtures(mixtures, priors);

    /// <inheritdoc cref="Parameters"/>
    internal static int ParametersOf(ClassifierKind kind, ImmutableArray<GaussianComponents> mixtures) => mixtures.Sum(m =>
        (kind == ClassifierKind.Edda ? 0 : m.Count - 1) + (m.Count * m.Dimension) + CovarianceFamily.Of(m.Structure).Parameters(m.Count, m.Dimension));

    private GaussianComponents MixtureOf(int g) => Kind == ClassifierKind.Edda ? Mixtures[0] : Mixtures[g];

    private GaussianMixtureDensity DensityOf(int g)
    {
        var mixture = MixtureOf(g);
        int[] components = Kind == ClassifierKind.Edda ? [g] : [.. Enumerable.Range(0, mixture.Count)];
        var scale = FittedOn.Standardization.Scale;
        return new(
            Kind == ClassifierKind.Edda ? [1.0] : [.. mixture.Weights],
            [.. components.Select(k => FittedOn.Standardization.ToDataUnits(mixture.Mean(k)))],
            [.. components.Select(k => Enumerable.Range(0, Dimension * Dimension).Select(i => mixture.Covariance(k, i / Dimension, i % Dimension) * scale[i / Dimension] * scale[i % Dimension]).ToArray())],
            FittedOn.Features);
    }
}
