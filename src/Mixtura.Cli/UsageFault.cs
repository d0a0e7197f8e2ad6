using System.CommandLine;
using System.CommandLine.Parsing;

namespace Mixtura.Cli;

/// <summary>Of all that is wrong with a command line, the one sentence that helps most.</summary>
internal static class UsageFault
{
    /// <summary>What was typed and is not understood comes before what is missing: it is often the reason for it.</summary>
    public static string Of(ParseResult parse)
    {
        var typed = parse.UnmatchedTokens.Count > 0 ? parse.UnmatchedTokens[0] : null;
        var command = parse.CommandResult.Command;
        if (typed is not null)
        {
            return typed.StartsWith('-')
                ? $"There is no option {typed} here."
                : command.Subcommands.Count > 0
                    ? $"There is no verb \"{typed}\": it is one of {string.Join(", ", command.Subcommands.Select(c => c.Name))}."
                    : $"\"{typed}\" is one argument too many.";
        }

        if (command.Subcommands.Count > 0)
        {
            return $"A verb is missing: one of {string.Join(", ", command.Subcommands.Select(c => c.Name))}.";
        }

        return Sentence(parse.Errors.FirstOrDefault(e => !IsMissing(e)) ?? parse.Errors[0]);
    }

    private static bool IsMissing(ParseError error) => error.SymbolResult is CommandResult || error.SymbolResult is { Tokens.Count: 0 };

    private static string Sentence(ParseError error) => error.Message.EndsWith('.') ? error.Message : error.Message + ".";
}
