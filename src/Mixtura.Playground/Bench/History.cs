using System.Collections.Immutable;

namespace Mixtura.Playground.Bench;

/// <summary>What was, what is and what was taken back: one entry for each thing that the reader did.</summary>
/// <typeparam name="T">What has a history; immutable.</typeparam>
/// <param name="Past">The oldest first, at most <see cref="Most"/>.</param>
/// <param name="Present">What is.</param>
/// <param name="Future">What can be done again, the next first.</param>
internal sealed record History<T>(ImmutableList<T> Past, T Present, ImmutableStack<T> Future)
    where T : class
{
    /// <summary>How many steps back are kept.</summary>
    public const int Most = 200;

    /// <summary>A beginning.</summary>
    public static History<T> Of(T present) => new([], present, []);

    public bool CanUndo => !Past.IsEmpty;

    public bool CanRedo => !Future.IsEmpty;

    /// <summary>Something new; what was taken back cannot be done again then. The same again is nothing new.</summary>
    public History<T> Do(T next) => next.Equals(Present) ? this : new(Past.Add(Present).RemoveRange(0, Math.Max(0, Past.Count + 1 - Most)), next, []);

    /// <summary>One step back, where there is one.</summary>
    public History<T> Undo() => CanUndo ? new(Past.RemoveAt(Past.Count - 1), Past[^1], Future.Push(Present)) : this;

    /// <summary>One step forward again, where there is one.</summary>
    public History<T> Redo() => CanRedo ? new(Past.Add(Present), Future.Peek(), Future.Pop()) : this;
}
