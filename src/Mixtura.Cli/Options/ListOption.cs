using System.CommandLine;
using System.Globalization;

namespace Mixtura.Cli.Options;

/// <summary>Reads one value of a list; false where the text is none.</summary>
internal delegate bool ReadValue<T>(string text, out T value);

/// <summary>An option that takes one value or several with commas between, each to be tried.</summary>
internal sealed class ListOption<T> : Option<string?>
{
    private readonly ReadValue<T> read;

    /// <param name="name">With its dashes.</param>
    /// <param name="description">What it decides.</param>
    /// <param name="values">How the help and a message name the values.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="byDefault">What is tried unless the option is given; null where that is left to others.</param>
    public ListOption(string name, string description, string values, ReadValue<T> read, string? byDefault = null)
        : base(name)
    {
        this.read = read;
        Description = description;
        HelpName = $"{values},...";
        if (byDefault is not null)
        {
            DefaultValueFactory = _ => byDefault;
        }

        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Array.Find(Parts(text), part => !read(part, out _)) is { } wrong)
            {
                result.AddError($"{name} takes {values} with commas between, not \"{wrong}\".");
            }

            return text;
        };
    }

    /// <summary>The values; null where none were given and there is no default.</summary>
    public IReadOnlyList<T>? Value(ParseResult parse) => parse.GetValue(this) is not { } text ? null : [.. Parts(text).Select(part =>
    {
        read(part, out var value);
        return value;
    })];

    private static string[] Parts(string text) => text.Split(',', StringSplitOptions.TrimEntries);
}

/// <summary>Lists of what options take one by one.</summary>
internal static class ListOption
{
    /// <summary>Words, each of which stands for a value.</summary>
    public static ListOption<T> Words<T>(string name, string description, IReadOnlyList<(string Word, T Value)> words, string? byDefault = null)
    {
        bool Read(string text, out T value)
        {
            var found = words.FirstOrDefault(w => string.Equals(w.Word, text, StringComparison.OrdinalIgnoreCase));
            value = found.Value;
            return found.Word is not null;
        }

        return new(name, description, string.Join('|', words.Select(w => w.Word)), Read, byDefault);
    }

    /// <summary>Whole numbers of at least a least one.</summary>
    public static ListOption<int> WholeNumbers(string name, string description, int least) => new(
        name, description, string.Create(CultureInfo.InvariantCulture, $"N from {least}"), (string text, out int value) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= least);

    /// <summary>Finite numbers of at least 0.</summary>
    public static ListOption<double> Numbers(string name, string description) => new(name, description, "R of at least 0", NumberOption.TryParse);
}
