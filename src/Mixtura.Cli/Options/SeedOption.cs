using System.CommandLine;
using System.Globalization;

namespace Mixtura.Cli.Options;

/// <summary>--seed: the same seed gives the same bits.</summary>
internal sealed class SeedOption : Option<ulong>
{
    public SeedOption()
        : base("--seed")
    {
        Description = "The seed of all random choices: the same seed gives the same result, bit for bit.";
        HelpName = "N";
        DefaultValueFactory = _ => 0;
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
            {
                return seed;
            }

            result.AddError($"--seed takes a whole number from 0 to {ulong.MaxValue}, not \"{text}\".");
            return 0;
        };
    }
}
