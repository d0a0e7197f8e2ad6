using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using Mixtura.Playground.Figures;

namespace Mixtura.Playground;

/// <summary>What only the browser can do: pointers, frames, files, the theme. Nothing in page.js computes anything of the data.</summary>
/// <param name="js">The browser.</param>
public sealed class Page(IJSRuntime js)
{
    private Task<IJSObjectReference>? module;

    /// <summary>Tells of the pointer over an element, at most once a frame, in the units of its view box.</summary>
    public async Task<IAsyncDisposable> Watch(ElementReference svg, Func<PointerAct, double, double, Task> told)
    {
        var listener = DotNetObjectReference.Create(new PointerListener(told));
        var watch = await (await Module()).InvokeAsync<IJSObjectReference>("watch", svg, listener);
        return new Watching(watch, listener);
    }

    /// <summary>Until the browser has drawn what there is.</summary>
    public async Task NextFrame() => await (await Module()).InvokeVoidAsync("nextFrame");

    /// <summary>Whether the reader asked for less motion.</summary>
    public async Task<bool> PrefersLessMotion() => await (await Module()).InvokeAsync<bool>("prefersLessMotion");

    /// <summary>Light, dark, or what the system says (empty); remembered.</summary>
    public async Task SetTheme(string theme) => await (await Module()).InvokeVoidAsync("setTheme", theme);

    /// <summary>The theme that was chosen before.</summary>
    public async Task<string> Theme() => await (await Module()).InvokeAsync<string>("theme");

    /// <summary>Puts the keyboard's place at the beginning of a chapter.</summary>
    public async Task Focus(string id) => await (await Module()).InvokeVoidAsync("focus", id);

    /// <summary>Brings the present chapter in sight, where the chapters lie in a row.</summary>
    public async Task ShowPlace() => await (await Module()).InvokeVoidAsync("showPlace");

    /// <summary>Text as a file.</summary>
    public async Task Download(string name, string type, string text) => await (await Module()).InvokeVoidAsync("download", name, type, text);

    /// <summary>A figure as a file, .svg or .png by its name.</summary>
    public async Task DownloadFigure(string id, string name) => await (await Module()).InvokeVoidAsync("downloadFigure", id, name);

    /// <summary>Text to the clipboard; false where the browser does not let it.</summary>
    public async Task<bool> Copy(string text) => await (await Module()).InvokeAsync<bool>("copy", text);

    /// <summary>The module page.js, loaded once.</summary>
    public Task<IJSObjectReference> Module() => module ??= js.InvokeAsync<IJSObjectReference>("import", "./page.js").AsTask();

    private sealed class Watching(IJSObjectReference watch, DotNetObjectReference<PointerListener> listener) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await watch.InvokeVoidAsync("stop");
            await watch.DisposeAsync();
            listener.Dispose();
        }
    }
}

/// <summary>What page.js tells of a pointer.</summary>
/// <param name="told">Who wants to know.</param>
public sealed class PointerListener(Func<PointerAct, double, double, Task> told)
{
    /// <summary>One act of the pointer.</summary>
    /// <param name="act">The number of the act.</param>
    /// <param name="x">Across, in the units of the view box.</param>
    /// <param name="y">Down.</param>
    /// <returns>When the page knows.</returns>
    [JSInvokable]
    public Task Tell(int act, double x, double y) => told((PointerAct)act, x, y);
}
