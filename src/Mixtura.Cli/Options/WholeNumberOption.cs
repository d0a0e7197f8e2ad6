using System.CommandLine;
using System.Globalization;

namespace Mixtura.Cli.Options;

/// <summary>An option that takes a whole number from a least one to a most one.</summary>
internal sealed class WholeNumberOption : Option<int?>
{
    public WholeNumberOption(string name, string description, int least, int? byDefault = null, int most = int.MaxValue)
        : base(name)
    {
        Description = description;
        HelpName = "N";
        if (byDefault is not null)
        {
            DefaultValueFactory = _ => byDefault;
        }

        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError($"{name} takes a whole number from {least} to {most}, not \"{text}\".");
            return null;
        };
    }

    public int? Value(ParseResult parse) => parse.GetValue(this);
}
