using Mixtura.Kernels;

namespace Mixtura.Tests.Clusters;

/// <summary>Going over from brute force to bounds in the middle of a run.</summary>
public class PatientAssignmentTests
{
    private const int Clusters = 40;
    private const int Dimension = 8;

    [Fact]
    public void Bounds_begin_once_and_leave_no_trace()
    {
        using var rows = Observations.From(SmallData.Clumps(4000, Dimension, 5).SelectMany(row => row.Select(x => (float)x)).ToArray(), Dimension);
        var summary = FeatureSummary.Of(rows, 1, CancellationToken.None);
        var radius = RowRadius.Of(rows, summary, 1, CancellationToken.None);
        var begun = 0;
        var patient = Fit(rows, summary, new PatientAssignment<float>(rows, Clusters, summary, () =>
        {
            begun++;
            return new ExponionAssignment<float>(rows, Clusters, summary, radius);
        }));
        var brute = Fit(rows, summary, new LloydAssignment<float>(rows, Clusters, summary));

        Assert.Equal(1, begun);
        Assert.Equal(brute.Trace, patient.Trace);
        Assert.Equal(brute.Model.Means, patient.Model.Means);
    }

    private static Fit<Centroids> Fit(Observations<float> rows, FeatureSummary summary, HardAssignment assignment)
    {
        var start = new Centroids([.. rows.Rows(0, Clusters).ToArray().Select(x => (double)x)], Dimension);
        var grid = new ExactGrid([.. summary.Most.Select((most, j) => Math.Max(Math.Abs(most), Math.Abs(summary.Least[j]))), 1]);
        using var executor = new CentroidExecutor(assignment, Clusters, grid, 2);
        return EmLoop.Run(start, executor, new CentroidMinimizer<float>(rows, _ => assignment.Labels(threads: 1), 1), new KMeansStop(0, summary.MeanVariance, isHard: true), 200, null, CancellationToken.None);
    }
}
