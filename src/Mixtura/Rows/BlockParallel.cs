using Mixtura.Kernels;

namespace Mixtura;

/// <summary>Work on blocks that only writes what belongs to its own block: predictions, distances.</summary>
internal static class BlockParallel
{
    /// <summary>The number of threads that was asked for; 0 is all cores.</summary>
    public static int Threads(int asked) => asked > 0 ? asked : Environment.ProcessorCount;

    /// <summary>Runs <paramref name="work"/> on every block.</summary>
    public static void For<T>(IRowSource<T> source, int threads, BlockWork<T> work, CancellationToken cancellationToken = default)
        where T : unmanaged
    {
        var workers = Math.Min(Threads(threads), source.Blocks);
        if (workers <= 1)
        {
            using var workspace = new Workspace();
            for (var block = 0; block < source.Blocks; block++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                workspace.Reset();
                work(block, source.Read(block), workspace);
            }

            return;
        }

        var options = new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellationToken };
        Parallel.For(0, source.Blocks, options, () => new Workspace(), (block, _, workspace) =>
        {
            workspace.Reset();
            work(block, source.Read(block), workspace);
            return workspace;
        }, workspace => workspace.Dispose());
    }
}

/// <summary>What is done with one block.</summary>
internal delegate void BlockWork<T>(int index, RowBlock<T> block, Workspace workspace)
    where T : unmanaged;
