using System.Globalization;

namespace Mixtura;

/// <summary>What a reader of a fitted mixture should know of its components.</summary>
internal static class MixtureWarnings
{
    /// <summary>Says which components have hardly more rows than their shape has directions.</summary>
    /// <param name="model">The components.</param>
    /// <param name="sizes">Rows by most probable component.</param>
    public static IEnumerable<string> Starved(GaussianComponents model, IReadOnlyList<long> sizes) => Enumerable.Range(0, model.Count)
        .Where(k => sizes[k] < model.Dimension + 2 && CovarianceFamily.Of(model.Structure).HasOwnShapes && model.Count > 1)
        .Select(k => string.Create(
            CultureInfo.InvariantCulture,
            $"Component {k} has {sizes[k]} rows, too few for a shape of its own in {model.Dimension} features: do not trust its covariance; ask for fewer components or a simpler one."));

    /// <summary>Says of which components the regularization alone holds the variance up.</summary>
    /// <param name="model">The components.</param>
    /// <param name="regularization">What is added to the diagonals.</param>
    /// <param name="features">d names.</param>
    public static IEnumerable<string> Collapsed(GaussianComponents model, double regularization, IReadOnlyList<string> features)
    {
        for (var k = 0; k < model.Count; k++)
        {
            var (variance, feature) = model.LeastVariance(k);
            if (regularization > 0 && variance <= 2 * regularization)
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Component {k} has collapsed along feature {features[feature]}: only the regularization ({regularization:g3}) keeps its variance above 0, so do not trust its likelihood.");
            }
        }
    }
}
