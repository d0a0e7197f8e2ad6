using System.Globalization;

namespace Mixtura;

/// <summary>
/// Deterministic annealing (N. Ueda and R. Nakano, "Deterministic annealing EM algorithm", Neural Networks 11, 1998): EM first at a temperature at which components blur into each other and
/// have few optima, then at lower and lower ones, until the fit's own temperature is reached. Beside many starts it is one way down that depends little on where it began.
/// </summary>
public sealed record MixtureAnnealing
{
    /// <summary>The first temperature, finite and above that of the fit. Default: 2.</summary>
    public double StartTemperature { get; init; } = 2;

    /// <summary>What each temperature is of the one before: above 0 and below 1. Default: 0.9.</summary>
    public double Factor { get; init; } = 0.9;

    /// <summary>The most steps at each temperature above that of the fit, at least 1. Default: 20.</summary>
    public int StepsEach { get; init; } = 20;

    /// <summary>The temperatures on the way to that of a fit, which is not one of them.</summary>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    internal IReadOnlyList<Temperature> Schedule(Temperature end)
    {
        if (!(double.IsFinite(StartTemperature) && StartTemperature > end.Value && Factor > 0 && Factor < 1 && StepsEach >= 1))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"Annealing starts at a finite temperature above that of the fit ({end.Value}), falls by a factor above 0 and below 1, and takes at least one step at each temperature."));
        }

        var schedule = new List<Temperature>();
        for (var t = StartTemperature; t > end.Value && schedule.Count < MostTemperatures; t *= Factor)
        {
            schedule.Add(new(t));
        }

        return schedule;
    }

    /// <summary>Towards temperature 0 the way has no end of its own.</summary>
    private const int MostTemperatures = 100;
}
