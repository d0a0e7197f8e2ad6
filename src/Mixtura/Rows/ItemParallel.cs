namespace Mixtura;

/// <summary>Work for each of some clusters, pairs or other items that does not touch the others', by several threads where it is enough to be worth it.</summary>
internal static class ItemParallel
{
    /// <summary>Fewer numbers than this are done sooner than threads are woken.</summary>
    private const long LeastNumbers = 20_000;

    /// <param name="count">How many items.</param>
    /// <param name="numbers">How many numbers each of them has to do with.</param>
    /// <param name="threads">How many threads may work.</param>
    /// <param name="body">The work for one of them.</param>
    public static void For(int count, long numbers, int threads, Action<int> body)
    {
        if (threads > 1 && count * numbers >= LeastNumbers)
        {
            Parallel.For(0, count, new() { MaxDegreeOfParallelism = threads }, body);
            return;
        }

        for (var k = 0; k < count; k++)
        {
            body(k);
        }
    }
}
