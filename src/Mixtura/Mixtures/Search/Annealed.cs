using Mixtura.Kernels;

namespace Mixtura;

/// <summary>The way from a first model down the temperatures of deterministic annealing (Ueda and Nakano 1998).</summary>
internal static class Annealed
{
    /// <summary>Of a standard deviation: at a high temperature components become equal, and equal ones would stay so at every lower one.</summary>
    private const double Nudge = 1e-3;

    /// <summary>The model that the last temperature ends with. O(n K d^2) a step, as EM.</summary>
    /// <param name="first">Where it begins.</param>
    /// <param name="schedule">Falling temperatures.</param>
    /// <param name="deviations">d standard deviations of the rows.</param>
    /// <param name="random">What nudges the means.</param>
    /// <param name="steps">EM at a temperature, from a model.</param>
    public static GaussianComponents Model(
        GaussianComponents first, IReadOnlyList<Temperature> schedule, double[] deviations, RandomStream random, Func<Temperature, GaussianComponents, GaussianComponents> steps)
    {
        var model = first;
        foreach (var temperature in schedule)
        {
            var d = model.Dimension;
            double[] means = [.. model.Means.Select((mean, i) => mean + (Nudge * deviations[i % d] * random.NextNormal()))];
            model = steps(temperature, model.WithMeans(means));
        }

        return model;
    }
}
