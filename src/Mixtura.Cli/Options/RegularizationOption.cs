using System.CommandLine;

namespace Mixtura.Cli.Options;

/// <summary>--regularization auto|R: what is added to the covariance diagonals.</summary>
internal sealed class RegularizationOption : Option<string>
{
    private const string Automatic = "auto";

    public RegularizationOption(string byDefault = Automatic)
        : base("--regularization")
    {
        Description = "Added to the covariance diagonals, in data^2; auto is 1e-6 times the mean feature variance, 0 is nothing.";
        HelpName = "auto|R";
        DefaultValueFactory = _ => byDefault;
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (!IsAutomatic(text) && !NumberOption.TryParse(text, out _))
            {
                result.AddError($"--regularization takes auto or a finite number of at least 0, not \"{text}\".");
            }

            return text;
        };
    }

    public Regularization Value(ParseResult parse)
    {
        var text = parse.GetValue(this)!;
        return !IsAutomatic(text) && NumberOption.TryParse(text, out var amount) ? Regularization.Absolute(amount) : Regularization.Relative(1e-6);
    }

    private static bool IsAutomatic(string text) => string.Equals(text, Automatic, StringComparison.OrdinalIgnoreCase);
}
