using System.Numerics;

namespace Mixtura;

/// <summary>What algorithms know of the rows before the first pass, made when it is first asked for, and shared by all runs on these rows.</summary>
/// <param name="rows">n x d rows.</param>
/// <param name="summary">Their moments.</param>
/// <param name="threads">How many threads may work.</param>
/// <param name="cancellationToken">Ends it.</param>
internal sealed class RowGeometry<T>(Observations<T> rows, FeatureSummary summary, int threads, CancellationToken cancellationToken)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Lazy<RowRadius> radius = new(() => RowRadius.Of(rows, summary, threads, cancellationToken));
    private readonly Lazy<RowTree<T>> tree = new(() => new(rows, summary, threads));
    private readonly Lazy<LeadingDirections<T>> directions = new(() => LeadingDirections<T>.Of(rows, summary.Mean, ProjectedAssignment<T>.Directions(rows.Dimension)));

    /// <summary>The ball that holds all rows. O(n d).</summary>
    public RowRadius Radius => radius.Value;

    /// <summary>Boxes over them. O(n d).</summary>
    public RowTree<T> Tree => tree.Value;

    /// <summary>Along which they spread most. O(d) for each of them and each direction of a sample.</summary>
    public LeadingDirections<T> Directions => directions.Value;
}
