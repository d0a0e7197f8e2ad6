using CsCheck;
using Mixtura.Playground.Bench;

namespace Mixtura.Playground.Tests;

public class HistoryTests
{
    /// <summary>The plain twin: a list of all that was, and a place in it.</summary>
    [Fact]
    public void A_history_is_a_list_with_a_place() => Gen.Int[-2, 5].Array[0, 100].Sample(acts =>
    {
        var history = History<string>.Of("0");
        var (list, place) = (new List<string> { "0" }, 0);
        foreach (var act in acts)
        {
            var next = act.ToString();
            (history, place) = act switch
            {
                -2 => (history.Undo(), Math.Max(0, place - 1)),
                -1 => (history.Redo(), Math.Min(list.Count - 1, place + 1)),
                _ => (history.Do(next), Done(list, place, next)),
            };
            Assert.Equal(list[place], history.Present);
            Assert.Equal((place > 0, place < list.Count - 1), (history.CanUndo, history.CanRedo));
        }
    });

    [Fact]
    public void A_history_forgets_its_oldest()
    {
        var history = Enumerable.Range(1, 500).Aggregate(History<string>.Of("0"), (h, i) => h.Do(i.ToString()));
        Assert.Equal(History<string>.Most, history.Past.Count);
        var back = Enumerable.Range(0, 500).Aggregate(history, (h, _) => h.Undo());
        Assert.Equal((500 - History<string>.Most).ToString(), back.Present);
        Assert.Equal("500", Enumerable.Range(0, 500).Aggregate(back, (h, _) => h.Redo()).Present);
    }

    /// <summary>Undo after any edit gives the very drawing before, a preset as a preset again.</summary>
    [Fact]
    public void An_edit_can_be_taken_back() => Gen.Select(Drawings.Presets, Gen.Int[0, 3], Gen.Int[0, 49]).Sample((drawing, act, at) =>
    {
        var edited = act switch
        {
            0 => drawing.Add([new(1, 2)]),
            1 => drawing.Move(at, new(3, 4)),
            2 => drawing.Erase(new HashSet<int> { at }),
            _ => drawing.Cleared(),
        };
        Assert.Null(edited.Preset);
        Assert.Same(drawing, History<Drawing>.Of(drawing).Do(edited).Undo().Present);
        Assert.Equal(act switch { 0 => drawing.Count + 1, 1 => drawing.Count, 2 => drawing.Count - 1, _ => 0 }, edited.Count);
        Assert.Equal(act == 3 ? 0 : edited.Count, edited.Classes.Length);
    });

    /// <summary>While a point moves, what lies still is one object, without that point; at the end it is where the pointer was.</summary>
    [Fact]
    public void A_stroke_moves_one_point() => Gen.Select(Drawings.Presets, Gen.Int[0, 49]).Sample((drawing, at) =>
    {
        var from = drawing.Points[at];
        var stroke = Stroke.Begin(drawing, Tool.Move, new(10, 1), from, drawing.Area.Width / 640)!;
        Assert.Equal(0, stroke.Revision);
        var still = stroke.Still;
        stroke.To(new(from.X + 1, from.Y), 1);
        stroke.To(new(from.X + 2, from.Y), 1);
        Assert.Same(still, stroke.Still);
        Assert.Equal(drawing.Count - 1, still.Count);
        Assert.Equal(drawing.Grid.Near(from.X + 2), stroke.Now.Points[stroke.Moved].X);
        Assert.Equal(drawing.Count, stroke.Now.Count);
    });

    [Fact]
    public void A_stroke_draws_and_erases()
    {
        var empty = Drawing.Of(new("one", 50, 1)).Cleared();
        var unit = empty.Area.Width / 640;
        var middle = new Mixtura.Geometry.PlanePoint((empty.Area.Left + empty.Area.Right) / 2, (empty.Area.Bottom + empty.Area.Top) / 2);
        var drawn = Stroke.Begin(empty, Tool.Draw, new(30, 20), middle, unit)!;
        drawn.To(middle, unit);
        Assert.Equal(40, drawn.Now.Count);
        Assert.Null(Stroke.Begin(empty, Tool.Move, new(30, 20), middle, unit));
        Assert.Null(Stroke.Begin(drawn.Now, Tool.Look, new(30, 20), middle, unit));
        var erased = Stroke.Begin(drawn.Now, Tool.Erase, new(30, 20), middle, unit)!;
        Assert.All(erased.Now.Points, p => Assert.True(Math.Sqrt(Math.Pow(p.X - middle.X, 2) + Math.Pow(p.Y - middle.Y, 2)) > 30 * unit));
        Assert.InRange(erased.Now.Count, 0, 15);
    }

    private static int Done(List<string> list, int place, string next)
    {
        if (list[place] == next)
        {
            return place;
        }

        list.RemoveRange(place + 1, list.Count - place - 1);
        list.Add(next);
        return place + 1;
    }
}
