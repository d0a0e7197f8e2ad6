using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Mixtura;

/// <summary>Labelled rows, checked and scaled, and all that the fit of a class must know.</summary>
/// <param name="Rows">n x d scaled rows.</param>
/// <param name="Labels">n classes.</param>
/// <param name="Classes">Their names and sizes.</param>
/// <param name="Priors">G probabilities with sum 1.</param>
/// <param name="Regularization">What is added to the diagonals, in the unit of the scaled rows squared.</param>
/// <param name="Options">How.</param>
/// <param name="Threads">How many threads may work.</param>
internal sealed record ClassProblem<T>(
    Observations<T> Rows, int[] Labels, ClassSizes Classes, ImmutableArray<double> Priors, double Regularization, MixtureClassifierOptions Options, int Threads)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What all fits of this problem have in common.</summary>
    public GaussianMixtureOptions Mixture(CovarianceStructure structure, int components, int threads) => new()
    {
        Components = components,
        Covariance = structure,
        Regularization = Mixtura.Regularization.Absolute(Regularization),
        Restarts = components == 1 ? 1 : Options.Restarts,
        MaxIterations = Options.MaxIterations,
        Tolerance = Options.Tolerance,
        Seed = Options.Seed,
        Threads = threads,
    };

    /// <summary>The structures to try, each once: with one component or one feature several are the same, and the first of them is meant.</summary>
    public IEnumerable<CovarianceStructure> Structures(int components)
    {
        var asked = Options.Structures.Distinct();
        return components == 1 || Rows.Dimension == 1 ? asked.DistinctBy(s => CovarianceFamily.Of(s).Parameters(components, Rows.Dimension)) : asked;
    }

    /// <summary>Why a model is none to choose, although it was fitted: its likelihood says nothing, as a component has too few rows for its shape, or no volume. Null where it may be chosen.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sizes">The rows of each component.</param>
    /// <param name="name">What a message calls a component.</param>
    public string? Refusal(GaussianComponents model, IReadOnlyList<long> sizes, Func<int, string> name)
    {
        var needed = Rows.Dimension + 2;
        for (var k = 0; k < model.Count; k++)
        {
            if (CovarianceFamily.Of(model.Structure).HasOwnShapes && sizes[k] < needed)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{name(k)} has {sizes[k]} rows, and a shape of its own needs {needed} of {Rows.Dimension} features");
            }

            var (variance, feature) = model.LeastVariance(k);
            if (Regularization > 0 && variance <= 2 * Regularization)
            {
                return string.Create(
                    CultureInfo.InvariantCulture, $"{name(k)} has collapsed along feature {Rows.Features[feature]}, where only the regularization ({Regularization:g3}) keeps its variance above 0");
            }
        }

        return null;
    }
}

/// <summary>The densities of all classes, and how their fits went.</summary>
/// <param name="Mixtures">One with a component for each class, or one for each class.</param>
/// <param name="Reports">How the fits ended.</param>
internal sealed record ClassFit(ImmutableArray<GaussianComponents> Mixtures, ImmutableArray<RestartReport> Reports);
