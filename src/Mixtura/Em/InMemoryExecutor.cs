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

    private readonly ConcurrentStack<TStatistics> spare = [];
    private readonly ConcurrentStack<Worker> workers = [];
    private TStatistics? last;

    public TStatistics Pass(TModel model, CancellationToken cancellationToken)
    {
        if (last is not null)
        {
            spare.Push(last);
        }

        var pass = expectation.Under(model);
        var blocks = source.Blocks;
        var width = Math.Min(threads, blocks);
        if (width <= 1)
        {
            return last = Run(pass, 0, blocks, cancellationToken);
        }

        var length = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, blocks / (width * RunsPerThread)));
        var runs = new TStatistics[(blocks + length - 1) / length];
        var options = new ParallelOptions { MaxDegreeOfParallelism = width, CancellationToken = cancellationToken };
        Parallel.For(0, runs.Length, options, r => runs[r] = Run(pass, r * length, Math.Min(blocks, (r + 1) * length), cancellationToken));
        var merge = new OrderedMerge<TStatistics>(spare.Push);
        foreach (var run in runs)
        {
            merge.Add(run);
        }

        return last = merge.Total();
    }

    public void Dispose()
    {
        while (workers.TryPop(out var worker))
        {
            worker.Workspace.Dispose();
        }
    }

    private TStatistics Run(IBlockPass<TStatistics, T> pass, int begin, int end, CancellationToken cancellationToken)
    {
        var worker = workers.TryPop(out var idle) ? idle : new Worker();
        var merge = new OrderedMerge<TStatistics>(worker.Spare.Push);
        for (var block = begin; block < end; block++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var sums = NewSums(worker);
            worker.Workspace.Reset();
            pass.Add(source.Read(block), sums, worker.Workspace);
            merge.Add(sums);
        }

        workers.Push(worker);
        return merge.Total();
    }

    /// <summary>Sums of no rows, in memory that was used before where there is some.</summary>
    private TStatistics NewSums(Worker worker)
    {
        if (!worker.Spare.TryPop(out var sums) && !spare.TryPop(out sums))
        {
            return expectation.NewStatistics();
        }

        sums.Clear();
        return sums;
    }

    /// <summary>What one thread at a time works with, so that threads wait for each other once a run and not once a block.</summary>
    private sealed class Worker
    {
        public Workspace Workspace { get; } = new();

        public Stack<TStatistics> Spare { get; } = new();
    }
}
