using System.CommandLine;
using System.Globalization;

namespace Mixtura.Cli.Options;

/// <summary>An option that takes numbers of components to try: 3, or 1,2,4, or 1..5.</summary>
internal sealed class CountsOption : Option<string?>
{
    /// <summary>More are a slip of the keyboard.</summary>
    private const int Most = 1000;

    public CountsOption(string name, string description, string? byDefault)
        : base(name)
    {
        Description = description;
        HelpName = "N|N,N|N..N";
        if (byDefault is not null)
        {
            DefaultValueFactory = _ => byDefault;
        }

        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Parsed(text) is null)
            {
                result.AddError($"{name} takes whole numbers from 1 to {Most}, as 3 or 1,2,4 or 1..5, not \"{text}\".");
            }

            return text;
        };
    }

    public IReadOnlyList<int> Value(ParseResult parse) => ValueOrNull(parse)!;

    /// <summary>The numbers; null where none were given and there is no default.</summary>
    public IReadOnlyList<int>? ValueOrNull(ParseResult parse) => parse.GetValue(this) is { } text ? Parsed(text) : null;

    private static int[]? Parsed(string text)
    {
        int?[] ends = [.. text.Split("..").Select(Number)];
        if (ends.Length == 2)
        {
            return ends is [{ } first, { } last] && first <= last ? [.. Enumerable.Range(first, last - first + 1)] : null;
        }

        int?[] listed = [.. text.Split(',').Select(Number)];
        return listed.All(n => n is not null) ? [.. listed.Select(n => n!.Value)] : null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= Most ? n : null;
}
