using System.CommandLine;
using System.Globalization;

namespace Mixtura.Cli.Options;

/// <summary>An option that takes a finite number of at least 0.</summary>
internal sealed class NumberOption : Option<double?>
{
    public NumberOption(string name, string helpName, string description, double? byDefault = null)
        : base(name)
    {
        Description = description;
        HelpName = helpName;
        if (byDefault is not null)
        {
            DefaultValueFactory = _ => byDefault;
        }

        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (TryParse(text, out var number))
            {
                return number;
            }

            result.AddError($"{name} takes a finite number of at least 0, not \"{text}\".");
            return null;
        };
    }

    /// <summary>A finite number of at least 0, with a point for the decimals.</summary>
    public static bool TryParse(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && number >= 0;

    public double Value(ParseResult parse) => parse.GetValue(this)!.Value;
}
