namespace Mixtura.Selection;

/// <summary>Counts the fits of a selection and tells of them as they end, in whatever order.</summary>
internal sealed class SelectionSteps(int total, IProgress<FitProgress>? progress, CancellationToken cancellationToken)
{
    private int done;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>One more fit has ended, with an objective.</summary>
    public void Done(double objective)
    {
        cancellationToken.ThrowIfCancellationRequested();
        progress?.Report(new(Interlocked.Increment(ref done) - 1, total, 0, 0, objective));
    }
}
