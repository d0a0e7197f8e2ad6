using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Hard assignment in blocks of rows: it keeps each row's label from pass to pass, and moves the rows whose label changed between the sums. How the
/// nearest centroid is found is each algorithm's own. 4 bytes a row.
/// </summary>
internal abstract class BlockAssignment<T> : HardAssignment
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private int[] labels;
    private bool areKnown;

    /// <param name="rows">n x d rows.</param>
    /// <param name="clusters">K.</param>
    /// <param name="summary">Their moments.</param>
    protected BlockAssignment(Observations<T> rows, int clusters, FeatureSummary summary)
        : base(clusters, summary)
    {
        Source = new(rows, statisticsSize: 0);
        labels = GC.AllocateUninitializedArray<int>(checked((int)rows.Count));
    }

    /// <summary>n labels, which say something after the first pass.</summary>
    public sealed override int[] Labels(int threads) => labels;

    public override int Units => Source.Blocks;

    protected RowBlocks<T> Source { get; }

    /// <summary>Takes over the labels of another algorithm, before the first pass of this one.</summary>
    public void GoOnFrom(int[] known) => (labels, areKnown) = (known, true);

    public override void Run(int unit, ExactSums sums, Workspace workspace)
    {
        var block = Source.Read(unit);
        var before = labels.AsSpan((int)block.First, block.Count);
        if (IsFirstPass && !areKnown)
        {
            before.Fill(-1);
        }

        var next = workspace.Take<int>(block.Count);
        Assign(unit, block, before, next, workspace);
        Move(block, before, next, sums, workspace);
    }

    /// <summary>Writes the nearest centroid of each row of a block.</summary>
    /// <param name="unit">The block's number.</param>
    /// <param name="block">The rows.</param>
    /// <param name="labels">Their labels of the pass before.</param>
    /// <param name="next">Their labels of this pass.</param>
    /// <param name="workspace">Gives memory.</param>
    protected abstract void Assign(int unit, RowBlock<T> block, ReadOnlySpan<int> labels, Span<int> next, Workspace workspace);

    /// <summary>Moves the rows whose labels changed, and keeps the new ones.</summary>
    private static void Move(RowBlock<T> block, Span<int> labels, Span<int> next, ExactSums sums, Workspace workspace)
    {
        var belongNowhere = labels[0] < 0;
        if (belongNowhere && block.Weights.IsEmpty && ExactTotals<T>.Suits(sums.Dimension, sums.Clusters))
        {
            next.CopyTo(labels);
            ExactTotals<T>.Add(block.Values, next, sums, workspace);
            return;
        }

        var rows = workspace.Take<int>(block.Count);
        var from = workspace.Take<int>(block.Count);
        var to = workspace.Take<int>(block.Count);
        var moved = Differences.Take(labels, next, rows, from, to);
        if (moved == 0)
        {
            return;
        }

        var weights = block.Weights;
        if (!weights.IsEmpty)
        {
            var own = workspace.Take<double>(moved);
            for (var m = 0; m < moved; m++)
            {
                own[m] = weights[rows[m]];
            }

            weights = own;
        }

        sums.Moved += moved;
        ExactScatter<T>.Run(block.Values, new(rows[..moved], from[..moved], to[..moved], weights), sums);
    }
}
