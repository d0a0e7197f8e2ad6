using System.Diagnostics;
using Mixtura.Playground.Errands;
using Mixtura.Playground.Figures;
using Mixtura.Playground.Fits;

namespace Mixtura.Playground.Bench;

/// <summary>How the models of the bench come to where its state says: in slices between frames, or in the worker.</summary>
public sealed partial class BenchPage
{
    /// <summary>Work between two frames, in milliseconds.</summary>
    private const double Slice = 9;

    /// <summary>Work that is done between frames before the worker is asked, in milliseconds.</summary>
    private const double Patience = 150;

    /// <summary>From how many seconds on an errand that nobody waits for is stopped.</summary>
    private const double LongErrand = 2;

    private CancellationTokenSource? errand;
    private long errandBegan;
    private bool finding, following;
    private string? fault;
    private ErrandProgress? progress;

    /// <summary>The points, and each model at its start.</summary>
    private void Begin()
    {
        rows = state.Drawing.Count > 0 ? state.Drawing.Rows : null;
        sides = [.. state.Recipes.Select(r => Side.Begin(r, rows))];
        scenes = [.. sides.Select((s, i) => (i < scenes.Length ? scenes[i] : new PlaneScene()) with { Area = state.Drawing.Area, Points = state.Drawing.Points, Labels = null, Ringed = [], Shade = null, Contours = [] })];
        ShowModels();
    }

    /// <summary>Goes to where the state says, dresses the figures and writes the address; ends early where a later change has begun.</summary>
    private async Task Settle(int own)
    {
        try
        {
            if (rows is not null)
            {
                var arrived = state.Best ? await Find(own) : await Reach(own);
                if (own != version)
                {
                    return;
                }

                sides = arrived;
            }
        }
        catch (OperationCanceledException)
        {
            if (own != version)
            {
                return;
            }

            state = state with { Best = false, Steps = 0 };
            Begin();
        }

        following = false;
        state = state with { Steps = sides.Max(s => s.Steps) };
        ShowModels();
        await Dress(own);
        if (own == version)
        {
            await Write();
        }
    }

    /// <summary>The models after the steps of the state: at once between frames where that is quick, in the worker where it is not. Both give the same bits.</summary>
    private async Task<Side[]> Reach(int own)
    {
        var (target, clock) = (state.Steps, Stopwatch.StartNew());
        Side[] ahead = [.. state.Recipes.Select((r, i) => !following && sides[i].Recipe == r && sides[i].Best is null && sides[i].Steps <= target ? sides[i] : Side.Begin(r, rows))];
        double frames = 0;
        bool Goes(Side side) => !side.IsAtEnd && side.Steps < target;
        while (own == version && ahead.Any(Goes) && frames < Patience)
        {
            ahead = [.. ahead.Select(s => Goes(s) ? s.Next() : s)];
            if (clock.Elapsed.TotalMilliseconds > Slice)
            {
                frames += clock.Elapsed.TotalMilliseconds;
                await Page.NextFrame();
                clock.Restart();
            }
        }

        for (var i = 0; i < ahead.Length && own == version; i++)
        {
            ahead[i] = Goes(ahead[i]) ? ahead[i].Arrived(await InWorker(ahead[i].Recipe with { Steps = Math.Min(target, ahead[i].Recipe.MostSteps) }), rows!) : ahead[i];
        }

        return ahead;
    }

    /// <summary>The library's own best fit of each model, in the worker.</summary>
    private async Task<Side[]> Find(int own)
    {
        (finding, progress) = (true, null);
        StateHasChanged();
        try
        {
            Side[] found = [.. state.Recipes.Select(r => new Side(r))];
            for (var i = 0; i < found.Length && own == version; i++)
            {
                found[i] = found[i] with { Best = await InWorker(found[i].Recipe with { Start = StartKind.Default, Steps = null }) };
            }

            return found;
        }
        finally
        {
            finding = false;
        }
    }

    private async Task<ClusteringModel> InWorker(Recipe recipe)
    {
        using var source = new CancellationTokenSource();
        (errand, errandBegan) = (source, Stopwatch.GetTimestamp());
        try
        {
            var own = new FitErrand(state.Drawing.Values, recipe) { Names = [state.Drawing.Names.X, state.Drawing.Names.Y] };
            return await Background.Run(own, Told, source.Token);
        }
        catch (MixturaException e)
        {
            fault = e.Message;
            throw new OperationCanceledException(e.Message, e);
        }
        finally
        {
            errand = ReferenceEquals(errand, source) ? null : errand;
        }
    }

    private void Told(ErrandProgress told)
    {
        progress = told;
        if (finding)
        {
            StateHasChanged();
        }
    }

    /// <summary>Nobody waits for the errand any more: a short one may end, as a new worker takes longer to begin; a long one is stopped.</summary>
    private void DropErrand()
    {
        if (errand is not null && Stopwatch.GetElapsedTime(errandBegan).TotalSeconds > LongErrand)
        {
            errand.Cancel();
        }

        errand = null;
    }

    private void CancelBest() => errand?.Cancel();

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
            state = state with { Steps = sides.Max(s => s.Steps) };
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
