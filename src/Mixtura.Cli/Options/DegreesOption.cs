using System.CommandLine;

namespace Mixtura.Cli.Options;

/// <summary>--degrees-of-freedom estimate|shared|R: how heavy the tails of t components are.</summary>
internal sealed class DegreesOption : Option<string>
{
    private const string Estimated = "estimate";
    private const string Shared = "shared";

    public DegreesOption()
        : base("--degrees-of-freedom")
    {
        Description = "How heavy the tails are, 1 for those of a Cauchy distribution, 200 for hardly any: estimated for each component, one estimate shared by all, or a number above 0.";
        HelpName = "estimate|shared|R";
        DefaultValueFactory = _ => Estimated;
        CompletionSources.Add(Estimated, Shared);
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Is(text, Estimated) && !Is(text, Shared) && !(NumberOption.TryParse(text, out var degrees) && degrees > 0))
            {
                result.AddError($"--degrees-of-freedom takes estimate, shared or a finite number above 0, not \"{text}\".");
            }

            return text;
        };
    }

    public Tails Value(ParseResult parse)
    {
        var text = parse.GetValue(this)!;
        return Is(text, Shared) ? Tails.Shared : NumberOption.TryParse(text, out var degrees) ? Tails.Fixed(degrees) : Tails.Estimated;
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
