using System.Collections.Concurrent;
using System.Numerics;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Passes over rows in memory by any number of threads. Threads take runs of a power of two of blocks; each run is a subtree of
/// the merge, so that neither their number nor their order can be seen in the result.
/// </summary>
internal sealed class InMemoryExecutor<TModel, TStatistics, T>(IRowSource<T> source, IExpectation<TModel, TStatistics, T> expectation, int threads)
    : IExecutor<TModel, TStatistics>, IDisposable
    where TStatistics : class, IStatistics<TStatistics>
    where T : unmanaged
{
    /// <summary>Runs for each thread, so that none waits long for the last.</summary>
    private const int RunsPerThread = 8;

    private readonly ConcurrentBag<TStatistics> spare = [];
    private readonly ConcurrentBag<Workspace> workspaces = [];
    private TStatistics? last;

    public TStatistics Pass(TModel model, CancellationToken cancellationToken)
    {
        if (last is not null)
        {
            spare.Add(last);
        }

        var pass = expectation.Under(model);
        var blocks = source.Blocks;
        var workers = Math.Min(threads, blocks);
        if (workers <= 1)
        {
            return last = Run(pass, 0, blocks, cancellationToken);
        }

        var length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, blocks / (workers * RunsPerThread)));
        var runs = new TStatistics[(blocks + length - 1) / length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        Parallel.For(0, runs.Length, options, r => runs[r] = Run(pass, r * length, Math.Min(blocks, (r + 1) * length), cancellationToken));
        var merge = new OrderedMerge<TStatistics>(spare.Add);
        foreach (var run in runs)
        {
            merge.Add(run);
        }

        return last = merge.Total();
    }

    public void Dispose()
    {
        while (workspaces.TryTake(out var workspace))
        {
            workspace.Dispose();
        }
    }

    private TStatistics Run(IBlockPass<TStatistics, T> pass, int begin, int end, CancellationToken cancellationToken)
    {
        var workspace = workspaces.TryTake(out var used) ? used : new Workspace();
        var merge = new OrderedMerge<TStatistics>(spare.Add);
        for (var block = begin; block < end; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sums = spare.TryTake(out var old) ? old : expectation.NewStatistics();
            sums.Clear();
            workspace.Reset();
            pass.Add(source.Read(block), sums, workspace);
            merge.Add(sums);
        }

        workspaces.Add(workspace);
        return merge.Total();
    }
}
