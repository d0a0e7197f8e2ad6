using System.CommandLine;
using System.Globalization;

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
            if (!TryParse(text, out _))
            {
                result.AddError($"--regularization takes auto, shrink or a finite number of at least 0, not \"{text}\".");
            }

            return text;
        };
    }

    /// <summary>auto, shrink, or a finite number of at least 0.</summary>
    public static bool TryParse(string text, out Regularization regularization)
    {
        var isNumber = NumberOption.TryParse(text, out var amount);
        regularization = Is(text, Shrinking) ? Regularization.Shrinkage() : isNumber ? Regularization.Absolute(amount) : Regularization.Relative(1e-6);
        return isNumber || Is(text, Shrinking) || Is(text, Automatic);
    }

    public Regularization Value(ParseResult parse) => TryParse(parse.GetValue(this)!, out var regularization) ? regularization : default;

    /// <summary>The word for it: what <see cref="TryParse"/> reads as the same.</summary>
    public static string NameOf(Regularization regularization) =>
        regularization.IsShrinkage ? Shrinking : regularization.IsRelative ? Automatic : regularization.Value.ToString("R", CultureInfo.InvariantCulture);

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);
}
