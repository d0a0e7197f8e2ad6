using System.Text.Json;
using Microsoft.JSInterop;

namespace Mixtura.Playground.Errands;

/// <summary>Where errands run: in a worker of the browser, so that the page never stands still; one after the other.</summary>
/// <param name="page">The browser.</param>
public sealed class Background(Page page) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1, 1);

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Runs an errand.</summary>
    /// <typeparam name="TAnswer">The type of its answer.</typeparam>
    /// <param name="errand">The errand.</param>
    /// <param name="progress">Told after steps, at most once a frame.</param>
    /// <param name="cancellationToken">Stops the worker; the next errand has a new one.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="MixturaException">The library says why it cannot be done.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public async Task<TAnswer> Run<TAnswer>(Errand<TAnswer> errand, Action<ErrandProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var module = await page.Module();
            using var listener = DotNetObjectReference.Create(new ProgressListener(progress));
            await using var stop = cancellationToken.Register(() => _ = module.InvokeVoidAsync("stopErrand").AsTask());
            string[] answer;
            try
            {
                answer = await module.InvokeAsync<string[]>("runErrand", JsonSerializer.Serialize(errand, ErrandJson.Default.Errand), listener);
            }
            catch (JSException)
            {
                // A browser without such workers: the page does it itself, and stands still meanwhile.
                return errand.Read(errand.Run(progress: null));
            }

            cancellationToken.ThrowIfCancellationRequested();
            return answer[0].Length == 0 ? errand.Read(answer[1]) : throw new MixturaException(answer[0]);
        }
        finally
        {
            turn.Release();
        }
    }
}

/// <summary>How far an errand is.</summary>
/// <param name="Restart">The start that is running, from 0.</param>
/// <param name="Restarts">How many there are.</param>
/// <param name="Iteration">Its step.</param>
/// <param name="Objective">What it has reached.</param>
public sealed record ErrandProgress(int Restart, int Restarts, int Iteration, double Objective);

/// <summary>What page.js tells of an errand.</summary>
/// <param name="told">Who wants to know.</param>
public sealed class ProgressListener(Action<ErrandProgress>? told)
{
    /// <summary>One step.</summary>
    /// <param name="restart">The start, from 0.</param>
    /// <param name="restarts">How many there are.</param>
    /// <param name="iteration">The step.</param>
    /// <param name="objective">What it has reached.</param>
    [JSInvokable]
    public void Tell(int restart, int restarts, int iteration, double objective) => told?.Invoke(new(restart, restarts, iteration, objective));
}
