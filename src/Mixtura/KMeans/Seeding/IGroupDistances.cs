using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Squared distances of the rows of a group to a few points, where they matter.</summary>
internal interface IGroupDistances
{
    /// <summary>Readies a look at points, L x d; it may run on many groups at once.</summary>
    IGroupLook To(double[] points);

    /// <summary>Told of a new centroid, before the rows that are nearer to it.</summary>
    void Take(double[] centroid);

    /// <summary>Told that a row is nearer to the new centroid than to those before.</summary>
    /// <param name="place">The row's place in the order of the groups.</param>
    /// <param name="square">Its squared distance.</param>
    void Lowered(int place, double square);
}

/// <summary>A look at a few points.</summary>
internal interface IGroupLook
{
    /// <summary>
    /// Squared distances to the points whose bits are set, in the order of the group's rows: exact where they lie below the row's own, elsewhere
    /// at least that.
    /// </summary>
    /// <param name="begin">The place of the group's first row.</param>
    /// <param name="kept">The rows' squared distances so far, filled up with 0 to a multiple of 32.</param>
    /// <param name="count">How many of them are rows.</param>
    /// <param name="points">A bit for each point that may be nearer to a row.</param>
    /// <param name="squares">L x kept.Length; only lines of points in the result are filled.</param>
    /// <param name="workspace">Memory to work in.</param>
    /// <returns>The bits of points that may still be nearer to a row.</returns>
    uint Squares(int begin, ReadOnlySpan<double> kept, int count, uint points, Span<double> squares, Workspace workspace);
}
