using System.Numerics;

namespace Mixtura;

/// <summary>
/// One Gaussian for each class, of one structure: the M-step of the labels, once for each structure to try, and then the structure of the largest BIC or of the least cross-validated error
/// (H. Bensmail and G. Celeux, "Regularized Gaussian discriminant analysis through eigenvalue decomposition", 1996).
/// </summary>
internal static class EddaFit
{
    /// <summary>Gains below this, a row, are no reason for another turn of orientations.</summary>
    private const double Settled = 1e-10;

    /// <summary>The chosen one. A pass over the rows for each structure; some more for those whose M-step has many optima.</summary>
    /// <param name="problem">The rows.</param>
    /// <param name="bic">BIC of class densities.</param>
    /// <param name="error">The cross-validated error of a structure; null where BIC chooses.</param>
    /// <param name="cancellationToken">Ends it all.</param>
    /// <exception cref="MixturaException">No structure gives densities.</exception>
    public static ClassFit Of<T>(ClassProblem<T> problem, Func<GaussianComponents, double> bic, Func<CovarianceStructure, double>? error, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var structures = problem.Structures(problem.Classes.Count).ToArray();
        var threads = structures.Length < problem.Threads ? problem.Threads : 1;
        var tried = SideBySide.Run(structures.Length, problem.Threads, i => Try(problem, structures[i], threads, cancellationToken), cancellationToken);
        var possible = tried.Where(t => t.Fit is not null).Select(t => t.Fit!).ToArray();
        if (possible.Length == 0)
        {
            throw new MixturaException($"None of the covariance structures to try gives a density to each class. {structures[0]}: {tried[0].Fault} Components are the classes {string.Join(", ", problem.Classes.Names)}.");
        }

        var errors = Errors(possible, error);
        var chosen = Enumerable.Range(0, possible.Length).Where(i => errors[i].Equals(errors.Min())).MaxBy(i => bic(possible[i].Mixtures[0]));
        return possible[chosen];
    }

    /// <summary>The cross-validated errors; infinite where a structure cannot be had without one of the folds.</summary>
    /// <exception cref="MixturaException">None can.</exception>
    private static double[] Errors(ClassFit[] possible, Func<CovarianceStructure, double>? error)
    {
        var errors = new double[possible.Length];
        MixturaException? first = null;
        for (var i = 0; error is not null && i < possible.Length; i++)
        {
            try
            {
                errors[i] = error(possible[i].Mixtures[0].Structure);
            }
            catch (MixturaException fault)
            {
                errors[i] = double.PositiveInfinity;
                first ??= fault;
            }
        }

        return first is not null && errors.Min() > 1 ? throw new MixturaException($"No structure can be cross-validated. {first.Message}", first) : errors;
    }

    private static (ClassFit? Fit, string Fault) Try<T>(ClassProblem<T> problem, CovarianceStructure structure, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Where the M-step goes on from the orientation before, EM repeats it: all rows are known, so that only the covariances move.
        var family = CovarianceFamily.Of(structure);
        var options = problem.Mixture(structure, problem.Classes.Count, threads) with
        {
            Start = MixtureStart.FromLabels(problem.Labels),
            KnownComponents = problem.Labels,
            Restarts = 1,
            MaxIterations = family.HasManyOptima ? problem.Options.MaxIterations : 0,
            Tolerance = Settled,
        };
        try
        {
            var fit = GaussianMixture.Fit(problem.Rows, options, null, cancellationToken);
            var of = fit.Scaled;
            var components = new GaussianComponents(structure, [.. problem.Priors], of.Means, of.Covariances, of.Dimension, new double[of.Dimension]);
            var refusal = problem.Refusal(components, problem.Classes.Rows, g => $"class {problem.Classes.Names[g]}");
            return refusal is null
                ? (new([components], [new(fit.Report.Trace[^1], fit.Report.Iterations, family.HasManyOptima ? fit.Report.Reason : StopReason.Converged)]), string.Empty)
                : (null, $"{refusal}.");
        }
        catch (MixturaException fault)
        {
            return (null, fault.Message);
        }
    }
}
