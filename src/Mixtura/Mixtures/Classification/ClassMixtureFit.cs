using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>
/// A mixture for each class by itself, its structure and its number of components those of the largest BIC among the rows of the class (C. Fraley and A. E. Raftery, "Model-based
/// clustering, discriminant analysis and density estimation", JASA 97, 2002).
/// </summary>
internal static class ClassMixtureFit
{
    /// <summary>The chosen mixtures: a fit for each class, structure and number of components.</summary>
    /// <exception cref="MixturaException">No mixture can be had for a class.</exception>
    public static ClassFit Of<T>(ClassProblem<T> problem, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var chosen = Enumerable.Range(0, problem.Classes.Count).Select(g => OfClass(problem, g, cancellationToken)).ToArray();
        return new(
            [.. chosen.Select(model => model.Scaled)],
            [.. chosen.Select(model => new RestartReport(model.Report.Trace[^1], model.Report.Iterations, model.Report.Reason))]);
    }

    private static GaussianMixtureModel OfClass<T>(ClassProblem<T> problem, int g, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rows = SelectedRows.Of(problem.Rows, [.. Enumerable.Range(0, problem.Labels.Length).Where(i => problem.Labels[i] == g && problem.Rows.Weight(i) > 0)]);
        (int Components, CovarianceStructure Structure)[] cells = [.. problem.Options.Components.Distinct().Order().SelectMany(k => problem.Structures(k).Select(s => (k, s)))];
        var threads = cells.Length < problem.Threads ? problem.Threads : 1;
        var tried = SideBySide.Run(cells.Length, problem.Threads, i => Try(problem, rows, cells[i].Components, cells[i].Structure, threads, cancellationToken), cancellationToken);
        var best = tried.Select(t => t.Model).OfType<GaussianMixtureModel>().MaxBy(model => model.Bic);
        return best ?? throw new MixturaException(string.Create(
            CultureInfo.InvariantCulture, $"Class {problem.Classes.Names[g]} of {rows.Count} rows has none of the {cells.Length} mixtures to try. {cells[0].Components} x {cells[0].Structure}: {tried[0].Fault}"));
    }

    private static (GaussianMixtureModel? Model, string Fault) Try<T>(
        ClassProblem<T> problem, Observations<T> rows, int components, CovarianceStructure structure, int threads, CancellationToken cancellationToken)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            var model = GaussianMixture.Fit(rows, problem.Mixture(structure, components, threads), null, cancellationToken);
            var refusal = problem.Refusal(model.Scaled, model.Sizes, k => string.Create(CultureInfo.InvariantCulture, $"component {k}"));
            return refusal is null ? (model, string.Empty) : (null, $"{refusal}.");
        }
        catch (MixturaException fault)
        {
            return (null, fault.Message);
        }
    }
}
