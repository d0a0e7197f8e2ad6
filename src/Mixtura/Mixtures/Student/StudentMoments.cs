namespace Mixtura;

/// <summary>
/// What the E-step of a t mixture adds up, with r the share of a row times its weight and u = (nu + d) / (nu + delta) what its distance leaves of that: moments of r u about the current
/// means, and of each component sum r and sum r ln(1 + delta / nu).
/// </summary>
internal sealed class StudentMoments(int components, int dimension, SecondMoment kind) : IStatistics<StudentMoments>
{
    /// <summary>Moments with the weights r u.</summary>
    public Moments Weighed { get; } = new(components, dimension, kind);

    /// <summary>K sums of r.</summary>
    public double[] Shares { get; } = new double[components];

    /// <summary>K sums of r ln(1 + delta / nu).</summary>
    public double[] Logs { get; } = new double[components];

    /// <inheritdoc/>
    public double Energy => Weighed.Energy;

    public void Merge(StudentMoments other)
    {
        Weighed.Merge(other.Weighed);
        for (var k = 0; k < Shares.Length; k++)
        {
            Shares[k] += other.Shares[k];
            Logs[k] += other.Logs[k];
        }
    }

    public void Clear()
    {
        Weighed.Clear();
        Array.Clear(Shares);
        Array.Clear(Logs);
    }
}
