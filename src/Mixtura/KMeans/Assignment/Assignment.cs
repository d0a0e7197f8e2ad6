using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// The E-step of one run of k-means, hard or soft, in units of work that may run side by side and in any order. It may remember what it learned in earlier
/// passes: a cache, which changes the work and never the result.
/// </summary>
internal abstract class Assignment
{
    /// <summary>How many units a pass has.</summary>
    public abstract int Units { get; }

    /// <summary>Whether <see cref="Run"/> adds only what changed since the pass before, to sums that are kept.</summary>
    public abstract bool IsIncremental { get; }

    /// <summary>Begins a pass under a model.</summary>
    public abstract void Begin(Centroids model);

    /// <summary>One unit of the pass: adds its rows, or those that moved.</summary>
    public abstract void Run(int unit, ExactSums sums, Workspace workspace);

    /// <summary>The free energy of all rows under the model, once all units have run.</summary>
    public abstract double Energy(ExactSums sums, Centroids model, int threads);
}
