namespace Mixtura.Playground.Errands;

/// <summary>The newest errand of a chapter: whatever it asked before is stopped, and no longer heard.</summary>
/// <param name="background">Where errands run.</param>
public sealed class Latest(Background background) : IDisposable
{
    private CancellationTokenSource? current;

    /// <summary>Runs an errand in place of the one before.</summary>
    /// <typeparam name="TAnswer">The type of its answer.</typeparam>
    /// <param name="errand">The errand.</param>
    /// <param name="progress">Told after steps, while it is the newest.</param>
    /// <returns>The answer, or the library's own sentence why there is none; null where another errand has taken its place.</returns>
    public async Task<Outcome<TAnswer>?> Run<TAnswer>(Errand<TAnswer> errand, Action<ErrandProgress>? progress = null)
        where TAnswer : class
    {
        Stop();
        using var own = current = new CancellationTokenSource();
        try
        {
            var answer = await background.Run(errand, p => Tell(own, progress, p), own.Token);
            return own == current ? new(answer, null) : null;
        }
        catch (MixturaException fault)
        {
            return own == current ? new(null, fault.Message) : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        finally
        {
            current = own == current ? null : current;
        }
    }

    /// <summary>Stops the errand that runs or waits, if there is one.</summary>
    public void Stop()
    {
        var before = current;
        current = null;
        before?.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    private void Tell(CancellationTokenSource own, Action<ErrandProgress>? progress, ErrandProgress told)
    {
        if (own == current)
        {
            progress?.Invoke(told);
        }
    }
}

/// <summary>What became of an errand.</summary>
/// <typeparam name="TAnswer">The type of its answer.</typeparam>
/// <param name="Answer">The answer; null where there is none.</param>
/// <param name="Fault">Why there is none, in a sentence; null where there is one.</param>
public sealed record Outcome<TAnswer>(TAnswer? Answer, string? Fault)
    where TAnswer : class;
