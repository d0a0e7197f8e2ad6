using System.Collections.Immutable;
using System.Globalization;

namespace Mixtura.Playground.Link;

/// <summary>
/// What the address says of the page: which chapter, and its state as names and values, <c>#/starts?k=3&amp;seed=4</c>. It lies behind the #, so that any server of files will do and nothing of it is
/// sent anywhere.
/// </summary>
/// <param name="Chapter">The chapter; empty for the beginning.</param>
/// <param name="Values">The state; a value that is absent has its default.</param>
public sealed record PageLink(string Chapter, ImmutableSortedDictionary<string, string> Values)
{
    /// <summary>The beginning, as it was.</summary>
    public static PageLink Home { get; } = new("", ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    /// <summary>Reads the part of an address behind its #; whatever is no state of a page is left out.</summary>
    public static PageLink Of(string address)
    {
        var hash = address.IndexOf('#', StringComparison.Ordinal);
        if (hash < 0)
        {
            return Home;
        }

        var parts = address[(hash + 1)..].TrimStart('/').Split('?', 2);
        var values = Home.Values.ToBuilder();
        foreach (var pair in parts.Length > 1 ? parts[1].Split('&', StringSplitOptions.RemoveEmptyEntries) : [])
        {
            var at = pair.IndexOf('=', StringComparison.Ordinal);
            if (at > 0)
            {
                values[Uri.UnescapeDataString(pair[..at])] = Uri.UnescapeDataString(pair[(at + 1)..]);
            }
        }

        return new(parts[0], values.ToImmutable());
    }

    /// <summary>A whole number of the state, kept within bounds.</summary>
    public int Number(string name, int missing, int least, int most) =>
        Values.TryGetValue(name, out var text) && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? Math.Clamp(value, least, most) : missing;

    /// <summary>A real number of the state, kept within bounds.</summary>
    public double Real(string name, double missing, double least, double most) =>
        Values.TryGetValue(name, out var text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? Math.Clamp(value, least, most) : missing;

    /// <summary>A word of the state: one of those allowed, of which the first is the default.</summary>
    public string Word(string name, params IReadOnlyList<string> allowed) => Values.TryGetValue(name, out var text) && allowed.Contains(text, StringComparer.Ordinal) ? text : allowed[0];

    /// <summary>The same page with one value set; numbers are written so that they are read back to the bit.</summary>
    public PageLink With(string name, IFormattable value) => With(name, value.ToString(null, CultureInfo.InvariantCulture));

    /// <summary>The same page with one value set.</summary>
    public PageLink With(string name, string value) => this with { Values = Values.SetItem(name, value) };

    /// <summary>Two links are equal where they lead to the same.</summary>
    public bool Equals(PageLink? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The address behind the page's own: #/chapter?name=value&amp;...</summary>
    public override string ToString() =>
        $"#/{Chapter}{(Values.IsEmpty ? "" : "?")}{string.Join('&', Values.Select(v => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(v.Value)}"))}";
}
