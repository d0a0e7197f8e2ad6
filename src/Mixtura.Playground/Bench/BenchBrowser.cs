using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Mixtura.Playground.Bench;

/// <summary>What only the browser can do for the bench: keys that belong to it, and files that are given to it.</summary>
internal sealed class BenchBrowser : IAsyncDisposable
{
    private readonly List<IJSObjectReference> watches = [];
    private readonly List<IDisposable> listeners = [];
    private readonly IJSObjectReference module;

    private BenchBrowser(IJSObjectReference module)
    {
        this.module = module;
    }

    public static async Task<BenchBrowser> Open(IJSRuntime js) => new(await js.InvokeAsync<IJSObjectReference>("import", "./bench.js"));

    /// <summary>Tells of Ctrl+Z (false) and Ctrl+Shift+Z (true).</summary>
    public Task WatchUndo(Func<bool, Task> told) => Watch("keys", new UndoListener(told));

    /// <summary>Tells of a table that is chosen, dropped or pasted: its name and its text.</summary>
    public Task WatchFiles(ElementReference element, ElementReference input, Func<string, string, Task> told, Func<string, int, Task> tooLarge) =>
        Watch("files", new FileListener(told, tooLarge), element, input);

    /// <summary>Keeps the page from scrolling under an element's own keys.</summary>
    public async Task KeepKeys(ElementReference element) => await module.InvokeVoidAsync("keepKeys", element);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var watch in watches)
        {
            await watch.InvokeVoidAsync("stop");
            await watch.DisposeAsync();
        }

        listeners.ForEach(l => l.Dispose());
        await module.DisposeAsync();
    }

    private async Task Watch<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicMethods)] TListener>(string name, TListener listener, params object[] arguments)
        where TListener : class
    {
        var reference = DotNetObjectReference.Create(listener);
        listeners.Add(reference);
        watches.Add(await module.InvokeAsync<IJSObjectReference>(name, [.. arguments, reference]));
    }
}

/// <summary>What bench.js tells of keys.</summary>
/// <param name="told">Who wants to know.</param>
public sealed class UndoListener(Func<bool, Task> told)
{
    /// <summary>Undo, or redo.</summary>
    /// <param name="again">Whether it is redo.</param>
    /// <returns>When it is done.</returns>
    [JSInvokable]
    public Task Undo(bool again) => told(again);
}

/// <summary>What bench.js tells of files.</summary>
/// <param name="told">Who wants to know of the text.</param>
/// <param name="tooLarge">Who wants to know of a file that is not read.</param>
public sealed class FileListener(Func<string, string, Task> told, Func<string, int, Task> tooLarge)
{
    /// <summary>A table.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="text">What it holds.</param>
    /// <returns>When it is taken.</returns>
    [JSInvokable]
    public Task Take(string name, string text) => told(name, text);

    /// <summary>A file that is too large to be read.</summary>
    /// <param name="name">The name of the file.</param>
    /// <param name="megabytes">Its size.</param>
    /// <returns>When it is said.</returns>
    [JSInvokable]
    public Task TooLarge(string name, int megabytes) => tooLarge(name, megabytes);
}
