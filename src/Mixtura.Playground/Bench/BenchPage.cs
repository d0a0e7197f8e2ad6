using Microsoft.JSInterop;
using Mixtura.Playground.Figures;
using Mixtura.Playground.Fits;
using Mixtura.Playground.Link;

namespace Mixtura.Playground.Bench;

/// <summary>
/// The bench: any points, any model. What is shown is a function of the state in the address alone; long work is cut in slices between frames, and each later change of the state ends it.
/// </summary>
public sealed partial class BenchPage
{
    private const string Slug = "bench";

    private static readonly (Tool Tool, string Words)[] Tools = [(Tool.Look, "look"), (Tool.Draw, "draw"), (Tool.Move, "move"), (Tool.Erase, "erase")];

    private BenchState state = null!;
    private History<Drawing> history = null!;
    private Observations<double>? rows;
    private Side[] sides = [];
    private PlaneScene[] scenes = [];
    private readonly BenchFigure?[] figures = new BenchFigure?[2];
    private readonly HoverShares?[] shares = new HoverShares?[2];
    private PageLink link = PageLink.Home;
    private BenchBrowser? browser;
    private Tool tool = Tool.Move;
    private string? about;
    private int version, selected = -1, sprayed = 1, brushRadius = 30;
    private bool running;

    private bool AtEnd => sides.All(s => s.IsAtEnd);

    private double BrushRadius => tool == Tool.Draw && sprayed == 1 ? 0 : brushRadius;

    private PresetChoice Chosen => state.Drawing.Preset ?? new(Data.Preset.All[0].Key, Math.Clamp(state.Drawing.Count, BenchState.FewestRows, BenchState.MostRows), 1);

    /// <inheritdoc/>
    protected override void Read(PageLink link)
    {
        var next = BenchState.Of(link);
        history = history is null ? History<Drawing>.Of(next.Drawing) : history.Do(next.Drawing);
        (state, this.link, selected, about) = (next, link, -1, null);
        Begin();
        Start(Settle(++version));
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            browser = await BenchBrowser.Open(Js);
            await browser.WatchUndo(again => again ? Redo() : Undo());
            await (await Page.Module()).InvokeVoidAsync("prepareWorker");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        version++;
        DropErrand();
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
    }

    /// <summary>Other points, as something that can be undone.</summary>
    private Task Edit(Drawing next, bool nudge = false)
    {
        about = next.Preset is null && next.Count > 0 ? about : null;
        history = nudge ? history with { Present = next } : history.Do(next);
        return Put(history.Present);
    }

    private Task Undo() => Go(history.Undo());

    private Task Redo() => Go(history.Redo());

    private Task Go(History<Drawing> next)
    {
        history = next;
        selected = -1;
        return Put(next.Present);
    }

    /// <summary>The drawing of the history on the bench: a fit that was at its end goes to its end again, another to as many steps as before.</summary>
    private Task Put(Drawing drawing, bool? toEnd = null)
    {
        selected = selected < drawing.Count ? selected : -1;
        return Change(state with { Drawing = drawing, PointsMissing = false, Steps = toEnd ?? (AtEnd && state.Steps > 0) ? BenchState.MostSteps : state.Steps });
    }

    /// <summary>Another state. What is shown stays until the fit has arrived at what the state says.</summary>
    private async Task Change(BenchState next)
    {
        var own = ++version;
        running = false;
        DropErrand();
        if (next.Recipe != state.Recipe && next.Steps == state.Steps && AtEnd && state.Steps > 0)
        {
            next = next with { Steps = BenchState.MostSteps };
        }

        var (samePoints, sameKinds) = (ReferenceEquals(next.Drawing, state.Drawing), next.Recipes.Select(r => r.Kind).SequenceEqual(state.Recipes.Select(r => r.Kind)));
        (state, fault) = (next, null);
        if (!samePoints)
        {
            rows = state.Drawing.Count > 0 ? state.Drawing.Rows : null;
        }

        if (!sameKinds || rows is null || sides.Any(s => s.Model is null))
        {
            Begin();
        }
        else if (!samePoints)
        {
            following = true;
            Lay(state.Drawing);
            ShowModels();
        }

        StateHasChanged();
        await Settle(own);
    }
}
