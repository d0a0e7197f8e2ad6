using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Classification by densities: of rows whose class is known, each class becomes a Gaussian or a mixture, and a new row belongs to the class under which it is most probable, by Bayes' rule.
/// </summary>
/// <remarks>
/// <para>H. Bensmail and G. Celeux, "Regularized Gaussian discriminant analysis through eigenvalue decomposition", JASA 91 (1996): one Gaussian a class, the covariances of one structure.</para>
/// <para>C. Fraley and A. E. Raftery, "Model-based clustering, discriminant analysis and density estimation", JASA 97 (2002): a mixture a class.</para>
/// <para>The result depends on rows, labels, options and the seed alone; another order of the rows changes it by no more than rounding does.</para>
/// </remarks>
public static class MixtureClassifier
{
    /// <summary>
    /// Fits the densities of the classes. A pass over the rows for each structure, O(n G d^2); with mixtures a fit of <see cref="GaussianMixture"/> for each class, structure and number of
    /// components. Structures are left out which give a class a shape of its own where it has fewer than d + 2 rows, or which collapse.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d training rows.</param>
    /// <param name="labels">n classes, from 0; each of at least two rows.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the fit early, with nothing.</param>
    /// <returns>The classifier.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or labels or priors do not fit.</exception>
    /// <exception cref="MixturaException">There are fewer than two classes, a class has too few rows, or no structure to try gives it a density.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static MixtureClassifierModel Fit<T>(Observations<T> rows, IReadOnlyList<int> labels, MixtureClassifierOptions? options = null, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        options ??= new();
        options.Check();
        var clock = Stopwatch.StartNew();
        var classes = ClassSizes.Of(rows, labels, options.ClassNames);
        ImmutableArray<double> priors = [.. options.Priors.Of(classes.Weights)];
        var threads = BlockParallel.Threads(options.Threads);
        var summary = FeatureSummary.Of(rows, threads, cancellationToken);
        FitBorder.Rows(rows, summary, 1);
        var standardization = Standardization.Learn(options.Scaling, summary);
        var scaled = standardization.Apply(rows);
        var amount = options.Regularization.Value * (options.Regularization.IsRelative ? summary.Under(standardization).MeanVariance : 1);
        var problem = new ClassProblem<T>(scaled, [.. labels], classes, priors, amount, options, threads);
        var fit = options.Kind == ClassifierKind.Edda
            ? EddaFit.Of(problem, one => Bic(problem, one, summary.Weight, cancellationToken), CrossValidated(rows, labels, options, cancellationToken), cancellationToken)
            : ClassMixtureFit.Of(problem, cancellationToken);
        var seen = ClassPass.Of(MixtureClassifierModel.ClassesOf(options.Kind, fit.Mixtures, priors), scaled, threads, cancellationToken);
        var error = Enumerable.Range(0, labels.Count).Sum(i => seen.Labels[i] == labels[i] ? 0 : rows.Weight(i)) / summary.Weight;
        if (!ReferenceEquals(scaled, rows))
        {
            scaled.Dispose();
        }

        var limited = fit.Reports.Any(r => r.Reason == StopReason.IterationLimit);
        var report = new FitReport
        {
            Trace = [seen.Energy],
            Reason = limited ? StopReason.IterationLimit : StopReason.Converged,
            Restarts = fit.Reports,
            Seed = options.Seed,
            Seconds = clock.Elapsed.TotalSeconds,
            Warnings = limited ? [string.Create(CultureInfo.InvariantCulture, $"The density of a class did not converge in {options.MaxIterations} iterations: allow more, or a larger tolerance.")] : [],
        };
        return new(new(rows.Count, summary.Weight, rows.Features, standardization), report, options.Kind, classes.Names, priors, [.. classes.Rows], fit.Mixtures, -seen.Energy, error);
    }

    /// <summary>
    /// How well classifiers with these options predict rows that they have not seen: the rows are cut into folds, and each fold is predicted by a fit on all others, in which scaling,
    /// structures, numbers of components and priors are chosen anew (M. Stone 1974). The time of as many fits.
    /// </summary>
    /// <remarks>Folds are stratified: the rows of each class are ordered by random numbers that depend on the seed and a row's number alone, and dealt to the folds in turn, each class going on where the one before ended.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">n x d rows.</param>
    /// <param name="labels">n classes, from 0.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="folds">How many folds, from 2 to n.</param>
    /// <param name="seed">The seed of the folds.</param>
    /// <param name="cancellationToken">Ends it early, with nothing.</param>
    /// <returns>What was predicted, and how wrong it was.</returns>
    /// <exception cref="ArgumentException">An option is out of its range, or labels or priors do not fit.</exception>
    /// <exception cref="MixturaException">There are fewer than two classes, or a class has too few rows outside a fold.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ClassifierValidation CrossValidate<T>(
        Observations<T> rows, IReadOnlyList<int> labels, MixtureClassifierOptions? options = null, int folds = 10, ulong seed = 0, CancellationToken cancellationToken = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(labels);
        options ??= new();
        options.Check();
        var classes = ClassSizes.Of(rows, labels, options.ClassNames);
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(folds, rows.Count);
        var foldOf = StratifiedFolds.Of(labels, folds, seed);
        var probabilities = new double[labels.Count, classes.Count];
        var models = ImmutableArray.CreateBuilder<MixtureClassifierModel>();
        var named = options with { ClassNames = classes.Names };
        for (var fold = 0; fold < folds; fold++)
        {
            int[] outside = [.. Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] != fold)];
            int[] inside = [.. Enumerable.Range(0, foldOf.Length).Where(i => foldOf[i] == fold)];
            using var training = SelectedRows.Of(rows, outside);
            using var test = SelectedRows.Unweighted(rows, inside);
            try
            {
                var model = Fit(training, [.. outside.Select(i => labels[i])], named, cancellationToken);
                var shares = model.Probabilities(test, options.Threads);
                models.Add(model);
                for (var at = 0; at < shares.Length; at++)
                {
                    probabilities[inside[at / classes.Count], at % classes.Count] = shares[at / classes.Count, at % classes.Count];
                }
            }
            catch (MixturaException fault)
            {
                throw new MixturaException(string.Create(CultureInfo.InvariantCulture, $"Without fold {fold} of {folds}: {fault.Message}"), fault);
            }
        }

        return new([.. labels], [.. Enumerable.Range(0, labels.Count).Select(i => rows.Weight(i))], foldOf, models.ToImmutable(), probabilities);
    }

    private static double Bic<T>(ClassProblem<T> problem, GaussianComponents one, double weight, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (-2 * ClassPass.Of(one, problem.Rows, problem.Threads, cancellationToken).Energy) - (MixtureClassifierModel.ParametersOf(ClassifierKind.Edda, [one]) * ElementaryFunctions.Log(weight));

    /// <summary>The cross-validated error of a structure; null where BIC alone chooses.</summary>
    private static Func<CovarianceStructure, double>? CrossValidated<T>(Observations<T> rows, IReadOnlyList<int> labels, MixtureClassifierOptions options, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => options.SelectionFolds is not { } folds
            ? null
            : structure => CrossValidate(rows, labels, options with { Structures = [structure], SelectionFolds = null }, folds, options.Seed, cancellationToken).ErrorRate;
}
