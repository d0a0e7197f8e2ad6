using System.Collections.Concurrent;
using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Work on numbered runs, again and again, by threads that keep their scratch memory.</summary>
internal sealed class RunParallel(int runs, int threads, CancellationToken cancellationToken) : IDisposable
{
    private readonly ConcurrentStack<Workspace> idle = [];

    /// <summary>Runs <paramref name="work"/> on every run.</summary>
    public void For(Action<int, Workspace> work)
    {
        if (Math.Min(threads, runs) == 1)
        {
            var workspace = Idle();
            for (var run = 0; run < runs; run++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                work(run, workspace);
            }

            idle.Push(workspace);
            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        Parallel.For(0, runs, options, Idle, (run, _, workspace) =>
        {
            work(run, workspace);
            return workspace;
        }, idle.Push);
    }

    public void Dispose()
    {
        while (idle.TryPop(out var workspace))
        {
            workspace.Dispose();
        }
    }

    private Workspace Idle() => idle.TryPop(out var workspace) ? workspace : new();
}
