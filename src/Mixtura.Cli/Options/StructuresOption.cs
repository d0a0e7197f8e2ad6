using System.CommandLine;

namespace Mixtura.Cli.Options;

/// <summary>--covariance all|NAME,...: the structures to try.</summary>
internal sealed class StructuresOption : Option<string>
{
    private const string All = "all";

    /// <param name="byDefault">What is tried unless the option is given.</param>
    public StructuresOption(string byDefault = All)
        : base("--covariance")
    {
        Description = "The structures to try: all, or names with commas between, full, tied, diag, spherical or mclust's EII...VVV.";
        HelpName = "all|NAME,...";
        DefaultValueFactory = _ => byDefault;
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Array.Find(Names(text), name => !IsKnown(name)) is { } unknown)
            {
                result.AddError($"--covariance takes all, or {string.Join(", ", MixtureWords.Covariances.Select(c => c.Word))}, not \"{unknown}\".");
            }

            return text;
        };
    }

    public IReadOnlyList<CovarianceStructure> Value(ParseResult parse) => Same(parse.GetValue(this)!, All)
        ? Enum.GetValues<CovarianceStructure>()
        : [.. Names(parse.GetValue(this)!).Select(name => MixtureWords.Covariances.First(c => Same(c.Word, name)).Structure)];

    private static string[] Names(string text) => Same(text, All) ? [] : text.Split(',', StringSplitOptions.TrimEntries);

    private static bool IsKnown(string name) => MixtureWords.Covariances.Any(c => Same(c.Word, name));

    private static bool Same(string word, string text) => string.Equals(word, text, StringComparison.OrdinalIgnoreCase);
}
