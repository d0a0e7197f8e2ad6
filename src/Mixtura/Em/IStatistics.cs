using Mixtura.Kernels;

namespace Mixtura;

/// <summary>What an E-step adds up: a commutative monoid, so that blocks, threads and machines merge by the same addition.</summary>
internal interface IStatistics<TSelf> : IMergeable<TSelf>
    where TSelf : IStatistics<TSelf>
{
    /// <summary>The free energy of the rows seen, under the model they were seen with.</summary>
    double Energy { get; }

    /// <summary>Back to the sums of no rows.</summary>
    void Clear();
}
