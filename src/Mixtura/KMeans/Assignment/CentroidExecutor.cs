using System.Collections.Concurrent;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>
/// Passes of k-means over rows in memory by any number of threads. The sums are exact, so that threads take units as they come, each adds to sums of its own, and
/// neither their number nor their order can be seen in the result.
/// </summary>
internal sealed class CentroidExecutor(Assignment assignment, int clusters, ExactGrid grid, int threads) : IExecutor<Centroids, ExactSums>, IDisposable
{
    private readonly ConcurrentStack<Worker> workers = [];
    private readonly ExactSums total = new(clusters, grid);
    private Worker? alone;

    public ExactSums Pass(Centroids model, CancellationToken cancellationToken)
    {
        if (assignment.IsIncremental)
        {
            total.Settle();
        }
        else
        {
            total.Clear();
        }

        assignment.Begin(model);
        var width = Math.Min(threads, assignment.Units);
        if (width <= 1)
        {
            alone ??= new(total);
            for (var unit = 0; unit < assignment.Units; unit++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                alone.Run(assignment, unit);
            }

            total.Carry();
        }
        else
        {
            SideBySide(width, cancellationToken);
        }

        total.Energy = assignment.Energy(total, model, threads);
        return total;
    }

    public void Dispose()
    {
        alone?.Dispose();
        while (workers.TryPop(out var worker))
        {
            worker.Dispose();
        }
    }

    private void SideBySide(int width, CancellationToken cancellationToken)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = width, CancellationToken = cancellationToken };
        Parallel.For(
            0,
            assignment.Units,
            options,
            () => workers.TryPop(out var idle) ? idle : new(new(clusters, grid)),
            (unit, _, worker) =>
            {
                worker.Run(assignment, unit);
                return worker;
            },
            worker =>
            {
                lock (total)
                {
                    total.Merge(worker.Sums);
                }

                worker.Sums.Clear();
                workers.Push(worker);
            });
    }

    /// <summary>What one thread at a time works with.</summary>
    private sealed class Worker(ExactSums sums) : IDisposable
    {
        private readonly Workspace workspace = new();

        public ExactSums Sums { get; } = sums;

        public void Run(Assignment assignment, int unit)
        {
            workspace.Reset();
            assignment.Run(unit, Sums, workspace);
        }

        public void Dispose() => workspace.Dispose();
    }
}
