using CsCheck;
using Mixtura.Datasets;

namespace Mixtura.Tests.Mixtures;

/// <summary>EM that leaps ahead: to the optimum of plain steps, by fewer passes, and never uphill.</summary>
public class AccelerationTests
{
    public static TheoryData<CovarianceStructure> Structures => [.. Enum.GetValues<CovarianceStructure>()];

    /// <summary>Whatever leaps are refused: the objective of each model on the way is no higher than the one before.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Objective_never_rises(CovarianceStructure structure) => Gen.ULong.Sample(seed =>
    {
        var rows = SmallData.Clumps(200, 3, seed);
        var options = Options(structure) with { Components = 4, Seed = seed, Restarts = 2, MaxIterations = 300 };
        if (Collapse.OrModel(() => GaussianMixture.Fit(rows.Observe(), options)) is { } model)
        {
            NeverRises(model.Report.Trace);
        }

        NeverRises(GaussianMixture.Fit(rows.Observe(), options with { MapPrior = new() }).Report.Trace);
    }, iter: 6);

    /// <summary>Two sets that overlap have one optimum: it is found by less than two thirds of the passes, to what rounding lets be told.</summary>
    [Theory]
    [MemberData(nameof(Structures))]
    public void Same_optimum_by_fewer_passes(CovarianceStructure structure)
    {
        var rows = Overlapping();
        var plain = GaussianMixture.Fit(rows, Options(structure) with { Acceleration = MixtureAcceleration.None });
        var leaping = GaussianMixture.Fit(rows, Options(structure));
        AssertClose.OfLargest(plain.Means.SelectMany(m => m), leaping.Means.SelectMany(m => m), 1e-3);
        AssertClose.Relative(plain.LogLikelihood, leaping.LogLikelihood, 1e-8);
        Assert.True(leaping.LogLikelihood >= plain.LogLikelihood - (1e-9 * Math.Abs(plain.LogLikelihood)), $"{leaping.LogLikelihood:r} against {plain.LogLikelihood:r}");
        Assert.True(leaping.Report.Iterations < plain.Report.Iterations * 2 / 3, $"{leaping.Report.Iterations} passes against {plain.Report.Iterations}");
    }

    /// <summary>At tolerance 0 a fit ends when a plain step changes nothing at all, as without leaps.</summary>
    [Theory]
    [InlineData(CovarianceStructure.Full)]
    [InlineData(CovarianceStructure.Tied)]
    [InlineData(CovarianceStructure.Diagonal)]
    [InlineData(CovarianceStructure.Spherical)]
    public void Tolerance_zero_ends(CovarianceStructure structure)
    {
        var plain = GaussianMixture.Fit(Overlapping(), Options(structure) with { Acceleration = MixtureAcceleration.None, Tolerance = 0, MaxIterations = 20_000 });
        var leaping = GaussianMixture.Fit(Overlapping(), Options(structure) with { Tolerance = 0, MaxIterations = 20_000 });
        Assert.True(leaping.Report.Converged || !plain.Report.Converged);
        AssertClose.Relative(plain.LogLikelihood, leaping.LogLikelihood, 1e-12);
        AssertClose.OfLargest(plain.Means.SelectMany(m => m), leaping.Means.SelectMany(m => m), 1e-7);
    }

    /// <summary>The model on the way is the report's: its likelihood is minus the last number of the trace.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(1000)]
    public void Trace_ends_in_the_energy_of_the_model(int most)
    {
        var model = GaussianMixture.Fit(Overlapping(), Options(CovarianceStructure.Full) with { MaxIterations = most });
        AssertClose.Relative(-model.LogLikelihood, model.Report.Trace[^1], 1e-12);
        Assert.True(model.Report.Iterations <= most);
        Assert.Equal(most == 1000, model.Report.Converged);
    }

    /// <summary>Beside known components, equal weights, a prior over them, and at other temperatures.</summary>
    [Fact]
    public void Goes_with_what_changes_the_steps()
    {
        var rows = Overlapping();
        var options = Options(CovarianceStructure.Full);
        GaussianMixtureOptions[] all =
        [
            options with { KnownComponents = [.. Enumerable.Range(0, 1000).Select(i => i % 10 == 0 ? i / 500 : -1)] },
            options with { EqualWeights = true },
            options with { Prior = MixturePrior.Dirichlet(), Covariance = CovarianceStructure.Tied },
            options with { Temperature = new Temperature(1.5) },
            options with { Temperature = Temperature.Zero },
        ];
        foreach (var each in all)
        {
            var plain = GaussianMixture.Fit(rows, each with { Acceleration = MixtureAcceleration.None });
            var leaping = GaussianMixture.Fit(rows, each);
            NeverRises(leaping.Report.Trace);
            Assert.True(leaping.Report.Trace[^1] <= plain.Report.Trace[^1] + (1e-8 * Math.Abs(plain.Report.Trace[^1])), $"{leaping.Report.Trace[^1]:r} against {plain.Report.Trace[^1]:r}");
        }
    }

    [Theory]
    [MemberData(nameof(Structures))]
    public void Threads_change_nothing(CovarianceStructure structure)
    {
        var rows = SmallData.Clumps(900, 3, 3).Observe();
        var fits = new[] { 1, 2, 7 }.Select(threads => GaussianMixture.Fit(rows, Options(structure) with { Components = 3, Threads = threads, Restarts = 2, Tolerance = 1e-7 })).ToArray();
        Assert.All(fits, fit => Assert.Equal(fits[0].Report.Trace, fit.Report.Trace));
        Assert.All(fits, fit => Assert.Equal(fits[0].CovarianceOf(1).Cast<double>(), fit.CovarianceOf(1).Cast<double>()));
    }

    /// <summary>Far from the origin and in other units the same leaps: sums are combined about the means of the model, in standard deviations of the rows.</summary>
    [Fact]
    public void Units_and_places_change_nothing()
    {
        var rows = SmallData.Clumps(300, 2, 5).Select(x => x.Select(v => Math.Round(v * 1048576) / 1048576).ToArray()).ToArray();
        var options = Options(CovarianceStructure.Full) with { Components = 3, Start = MixtureStart.FromLabels([.. rows.Select((_, i) => i % 3)]), MaxIterations = 40 };
        var here = GaussianMixture.Fit(rows.Observe(), options);
        var there = GaussianMixture.Fit(rows.Select(x => new[] { (1024 * x[0]) + 1e8, x[1] - 1e8 }).ToArray().Observe(), options);
        AssertClose.Relative(here.LogLikelihood, there.LogLikelihood + (300 * Math.Log(1024)), 1e-7);
    }

    private static Observations<double> Overlapping()
    {
        double[,] identity = { { 1, 0 }, { 0, 1 } };
        return Generate.Normals([new([0, 0], identity, 500), new([2.2, 0], identity, 500)], seed: 4).Rows;
    }

    private static void NeverRises(IReadOnlyList<double> trace) =>
        Assert.All(Enumerable.Range(1, trace.Count - 1), i => Assert.True(trace[i] <= trace[i - 1] + (1e-11 * Math.Abs(trace[0])), $"step {i}: {trace[i - 1]:r} to {trace[i]:r}"));

    private static GaussianMixtureOptions Options(CovarianceStructure structure) => new()
    {
        Components = 2, Covariance = structure, Restarts = 1, Acceleration = MixtureAcceleration.Squarem, Regularization = Regularization.None, Tolerance = 1e-9, MaxIterations = 5000, Threads = 2,
    };
}
