using System.Diagnostics;
using Microsoft.AspNetCore.Components.Web;
using Mixtura.Geometry;
using Mixtura.Playground.Figures;

namespace Mixtura.Playground.Bench;

/// <summary>What the reader's hand does on the figure.</summary>
public sealed partial class BenchPage
{
    /// <summary>How far an arrow moves a point, in units of the figure; with Shift so many times that.</summary>
    private const double Nudge = 2, FarNudge = 10;

    /// <summary>After so many steps of a stroke the shading follows.</summary>
    private const int ShadeBeat = 3;

    private Stroke? stroke;
    private bool strokeAtEnd;
    private int nudged = -1;

    private async Task Pointed(PlanePointer pointer)
    {
        var at = new PlaneFrame(state.Drawing.Area).Within(pointer.At);
        switch (pointer.Act)
        {
            case PointerAct.Down:
                if (Stroke.Begin(state.Drawing, tool, new(brushRadius, sprayed), at, pointer.Unit) is { } begun)
                {
                    Start(Follow(begun));
                }

                break;
            case PointerAct.Drag:
                stroke?.To(at, pointer.Unit);
                Say(at, stroke?.Moved ?? -1);
                break;
            case PointerAct.Up or PointerAct.Leave when stroke is not null:
                await End(stroke);
                break;
            case PointerAct.Hover:
                var point = state.Drawing.Nearest(at, 8 * pointer.Unit);
                Say(point >= 0 ? state.Drawing.Points[point] : at, point);
                break;
            case PointerAct.Leave:
                Say(null, -1);
                break;
            default:
                break;
        }
    }

    private void Say(PlanePoint? at, int point)
    {
        for (var i = 0; i < sides.Length; i++)
        {
            shares[i]?.Show(sides[i].Model, at, point);
        }
    }

    /// <summary>
    /// Follows a stroke until it ends, one kind of work a frame: each model takes a step onto the points as they lie now, and now and then a coarse shading follows it. What lies still keeps its path
    /// and its colours meanwhile. A fit that has not begun stays where it is.
    /// </summary>
    private async Task Follow(Stroke own)
    {
        version++;
        DropErrand();
        (stroke, strokeAtEnd, running, nudged) = (own, AtEnd && (state.Steps > 0 || state.Best), false, -1);
        var walks = state.Steps > 0 || state.Best;
        Drawing still = state.Drawing;
        var (seen, settled) = (0, true);
        for (var (sinceShade, free) = (0, 0); stroke == own; free--)
        {
            var began = Stopwatch.GetTimestamp();
            still = LieStill(own.Still, still);
            if (own.Revision != seen)
            {
                (seen, settled) = (own.Revision, false);
                rows = walks && own.Now is { Count: > 0 } now ? now.Rows : null;
            }

            if (free <= 0 && sinceShade >= ShadeBeat && state.Layers.HasFlag(Layers.Shade))
            {
                scenes = [.. scenes.Select((s, i) => s.WithShade(sides[i].Model, state.Layers, isCoarse: true))];
                sinceShade = 0;
            }
            else if (free <= 0 && walks && !settled)
            {
                sides = [.. sides.Select(s => s.Onto(rows))];
                settled = AtEnd;
                sinceShade++;
            }

            ShowStroke(own);

            // What takes longer than a frame is followed by frames that are the pointer's alone.
            free = free > 0 ? free : (int)(Stopwatch.GetElapsedTime(began).TotalMilliseconds / Slice);
            await Page.NextFrame();
        }
    }

    /// <summary>Draws what lies still, where it is not what lay still before.</summary>
    private Drawing LieStill(Drawing now, Drawing before)
    {
        if (!ReferenceEquals(now, before))
        {
            Lay(now);
        }

        return now;
    }

    /// <summary>Other points in the figures, in the colours of the models as they are.</summary>
    private void Lay(Drawing drawing)
    {
        var lying = drawing.Count > 0 ? drawing.Rows : null;
        scenes = [.. scenes.Select((s, i) => (s with { Area = drawing.Area, Points = drawing.Points, Labels = null, Ringed = [] }).WithLabels(sides[i].Model, lying, state.Layers & ~Layers.Rings, state.Threshold, drawing.Classes))];
    }

    private void ShowStroke(Stroke own)
    {
        for (var i = 0; i < sides.Length; i++)
        {
            scenes[i] = scenes[i].WithModel(sides[i].Model, state.Layers);
            var label = own.Moved >= 0 && sides[i].Model is { } model ? model.Predict([own.Moving[0].X, own.Moving[0].Y]) : -1;
            figures[i]?.Show(scenes[i], own.Moving, label);
        }
    }

    private void ShowModels()
    {
        for (var i = 0; i < sides.Length; i++)
        {
            scenes[i] = scenes[i].WithModel(sides[i].Model, state.Layers);
            figures[i]?.Show(scenes[i], [], -1);
        }
    }

    /// <summary>The stroke becomes a step of the history, and the fit begins again on what it left, so that address and code say what is shown.</summary>
    private Task End(Stroke own)
    {
        stroke = null;
        if (own.Revision == 0)
        {
            Lay(state.Drawing);
            return Settle(++version);
        }

        history = history.Do(own.Now);
        return Put(history.Present, strokeAtEnd);
    }

    private Task Key(KeyboardEventArgs e)
    {
        var count = state.Drawing.Count;
        if (count == 0 || e.CtrlKey || e.MetaKey)
        {
            return Task.CompletedTask;
        }

        var unit = state.Drawing.Area.Width / PlaneFrame.Width * Nudge * (e.ShiftKey ? FarNudge : 1);
        return e.Key switch
        {
            "PageDown" => Select((selected + 1) % count),
            "PageUp" => Select((Math.Max(selected, 0) + count - 1) % count),
            "Delete" or "Backspace" => EraseSelected(),
            "ArrowLeft" => MoveSelected(-unit, 0),
            "ArrowRight" => MoveSelected(unit, 0),
            "ArrowUp" => MoveSelected(0, unit),
            "ArrowDown" => MoveSelected(0, -unit),
            _ => Task.CompletedTask,
        };
    }

    private Task Select(int point)
    {
        selected = point;
        Say(state.Drawing.Points[point], point);
        return Task.CompletedTask;
    }

    /// <summary>One arrow after the other on the same point is one step of the history.</summary>
    private Task MoveSelected(double across, double up)
    {
        if (selected < 0)
        {
            return Select(0);
        }

        var before = state.Drawing.Points[selected];
        var to = new PlaneFrame(state.Drawing.Area).Within(new(before.X + across, before.Y + up));
        var again = nudged == selected;
        nudged = selected;
        Say(to, selected);
        return Edit(state.Drawing.Move(selected, to), again);
    }

    private Task EraseSelected()
    {
        if (selected < 0)
        {
            return Task.CompletedTask;
        }

        nudged = -1;
        return Edit(state.Drawing.Erase(new HashSet<int> { selected }));
    }
}
