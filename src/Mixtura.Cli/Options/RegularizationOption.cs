using System.CommandLine;

namespace Mixtura.Cli.Options;

/// <summary>--regularization auto|R|shrink: what is added to the covariance diagonals, or that they are drawn towards round ones.</summary>
internal sealed class RegularizationOption : Option<string>
{
    private const string Automatic = "auto";
    private const string Shrinking = "shrink";

    public RegularizationOption(string byDefault = Automatic)
        : base("--regularization")
    {
        Description = "Added to the covariance diagonals, in data^2; auto is 1e-6 times the mean feature variance, 0 is nothing. shrink draws full, tied and diagonal covariances towards round ones, the more the fewer rows there are (not for student and classes).";
        HelpName = "auto|R|shrink";
        DefaultValueFactory = _ => byDefault;
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!Is(text, Automatic) && !Is(text, Shrinking) && !NumberOption.TryParse(text, out _))
            {
                result.AddError($"--regularization takes auto, shrink or a finite number of at least 0, not \"{text}\".");
            }

            return text;
        };
    }

    public Regularization Value(ParseResult parse)
    {
        var text = parse.GetValue(this)!;
        return Is(text, Shrinking) ? Regularization.Shrinkage() : NumberOption.TryParse(text, out var amount) ? Regularization.Absolute(amount) : Regularization.Relative(1e-6);
    }

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
