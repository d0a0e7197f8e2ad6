using System.Globalization;

namespace Mixtura.Selection;

/// <summary>What is checked of each list of a grid.</summary>
internal static class GridBorder
{
    /// <summary>A list, where it is given, has a value, and each can be tried.</summary>
    /// <exception cref="ArgumentException">It is empty, or a value is not within its range.</exception>
    public static void Check<TValue>(IReadOnlyList<TValue>? values, string name, Func<TValue, bool> fits)
    {
        if (values is { Count: 0 })
        {
            throw new ArgumentException($"{name} holds no value to try: give at least one.");
        }

        if (values is not null && !values.All(fits))
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} cannot hold {values.First(v => !fits(v))}: see its documentation."));
        }
    }
}
