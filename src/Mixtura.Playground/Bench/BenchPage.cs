using System.Diagnostics;
using Mixtura.Playground.Errands;
using Mixtura.Playground.Figures;
using Mixtura.Playground.Link;

namespace Mixtura.Playground.Bench;

/// <summary>
/// The bench: any points, any model. What is shown is a function of the state in the address alone; long work is cut in slices between frames, and each later change of the state ends it.
/// </summary>
public sealed partial class BenchPage
{
    private const string Slug = "bench";

    /// <summary>Work between two frames, in milliseconds.</summary>
    private const double Slice = 9;

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
    private CancellationTokenSource? finding;
    private ErrandProgress? progress;
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
        _ = Settle(++version);
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            browser = await BenchBrowser.Open(Js);
            await browser.WatchUndo(again => again ? Redo() : Undo());
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        version++;
        CancelFinding();
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }
    }

    /// <summary>Other points, as something that can be undone.</summary>
    private Task Edit(Drawing next, bool nudge = false)
    {
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

    /// <summary>Another state.</summary>
    private async Task Change(BenchState next)
    {
        var own = ++version;
        running = false;
        CancelFinding();
        var same = ReferenceEquals(next.Drawing, state.Drawing) && next.Recipe == state.Recipe && next.Compare == state.Compare;
        var wasAtEnd = AtEnd && (state.Steps > 0 || state.Best);
        if (next.Recipe != state.Recipe && next.Steps == state.Steps && wasAtEnd)
        {
            next = next with { Steps = BenchState.MostSteps };
        }

        state = next;
        if (!same || (!next.Best && (sides.Any(s => s.Best is not null) || sides.Any(s => s.Walk?.Steps > next.Steps))))
        {
            Begin();
        }

        StateHasChanged();
        await Settle(own);
    }

    /// <summary>The points, and each model at its start.</summary>
    private void Begin()
    {
        rows = state.Drawing.Count > 0 ? state.Drawing.Rows : null;
        var before = sides;
        sides = [.. state.Recipes.Select((r, i) => state.Best && i < before.Length && before[i].Recipe == r && before[i].Best is { } best && rows is not null ? Side.Begin(r, rows) with { Best = best } : Side.Begin(r, rows))];
        scenes = [.. sides.Select((s, i) => (i < scenes.Length ? scenes[i] : new PlaneScene()) with { Area = state.Drawing.Area, Points = state.Drawing.Points, Labels = null, Ringed = [], Shade = null, Contours = [] })];
        ShowModels();
    }

    /// <summary>Goes to where the state says, dresses the figures and writes the address; ends early where a later change has begun.</summary>
    private async Task Settle(int own)
    {
        if (state.Best)
        {
            await Find(own);
        }
        else
        {
            await Reach(own);
        }

        if (own == version)
        {
            state = state with { Steps = sides.Max(s => s.Walk?.Steps ?? 0) };
            await Dress(own);
            await Write();
        }
    }

    private async Task Reach(int own)
    {
        var clock = Stopwatch.StartNew();
        while (own == version && sides.Any(s => !s.IsAtEnd && s.Walk!.Steps < state.Steps))
        {
            for (var i = 0; i < sides.Length && own == version; i++)
            {
                sides[i] = !sides[i].IsAtEnd && sides[i].Walk!.Steps < state.Steps ? sides[i].Next() : sides[i];
                if (clock.Elapsed.TotalMilliseconds > Slice)
                {
                    ShowModels();
                    await Page.NextFrame();
                    clock.Restart();
                }
            }
        }

        ShowModels();
    }

    /// <summary>The library's own best fit of each model, in the worker.</summary>
    private async Task Find(int own)
    {
        using var source = new CancellationTokenSource();
        (finding, progress) = (source, null);
        try
        {
            for (var i = 0; i < sides.Length && rows is not null && own == version; i++)
            {
                var side = sides[i];
                StateHasChanged();
                sides[i] = side with { Best = await Best(side, source.Token), Fault = null };
            }
        }
        catch (MixturaException)
        {
            // The walk's start has said it.
        }
        catch (OperationCanceledException) when (own == version)
        {
            state = state with { Best = false };
            Begin();
            await Reach(own);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        finally
        {
            finding = ReferenceEquals(finding, source) ? null : finding;
        }

        ShowModels();
    }

    private async Task<ClusteringModel> Best(Side side, CancellationToken token)
    {
        var recipe = side.Recipe with { Start = StartKind.Default, Steps = null };
        var errand = new FitErrand(state.Drawing.Values, recipe) { Names = [state.Drawing.Names.X, state.Drawing.Names.Y] };
        return await Background.Run(errand, p => { progress = p; StateHasChanged(); }, token);
    }

    private void CancelFinding()
    {
        finding?.Cancel();
        finding = null;
    }

    private void CancelBest() => finding?.Cancel();

    /// <summary>What costs more than centers, a part a frame.</summary>
    private async Task Dress(int own)
    {
        Func<int, PlaneScene>[] parts =
        [
            i => scenes[i].WithLabels(sides[i].Model, rows, state.Layers, state.Threshold, state.Drawing.Classes),
            i => scenes[i].WithShade(sides[i].Model, state.Layers),
            i => scenes[i].WithContours(sides[i].Model, state.Layers),
        ];
        foreach (var part in parts)
        {
            for (var i = 0; i < sides.Length; i++)
            {
                scenes[i] = part(i);
            }

            StateHasChanged();
            await Page.NextFrame();
            if (own != version)
            {
                return;
            }
        }
    }

    private async Task Write()
    {
        link = state.ToLink(Slug);
        await Write(link);
        StateHasChanged();
    }

    private async Task Repaint(StateChange next)
    {
        state = next.State;
        ShowModels();
        await Dress(version);
        await Write();
    }

    private Task Step() => Change(state with { Best = false, Steps = (state.Best ? 0 : state.Steps) + 1 });

    private async Task Run()
    {
        var stop = running;
        var own = ++version;
        if (stop || await Page.PrefersLessMotion())
        {
            running = false;
            await Change(state with { Best = false, Steps = stop ? state.Steps : BenchState.MostSteps });
            return;
        }

        (running, state) = (true, state with { Best = false });
        while (own == version && !AtEnd)
        {
            sides = [.. sides.Select(s => s.Next())];
            state = state with { Steps = sides.Max(s => s.Walk?.Steps ?? 0) };
            ShowModels();
            await Dress(own);
            await Task.Delay(120);
        }

        if (own == version)
        {
            running = false;
            await Write();
        }
    }
}
