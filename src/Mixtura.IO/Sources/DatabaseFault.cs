using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;

namespace Mixtura.IO.Sources;

/// <summary>The database's faults in one sentence: it explains itself in many lines and in its own options, which nobody here can set.</summary>
internal static partial class DatabaseFault
{
    /// <summary>Runs <paramref name="work"/>; what the database throws becomes a sentence that begins with <paramref name="failure"/>, or a cancellation.</summary>
    public static T Explained<T>(string failure, Func<T> work, CancellationToken cancellationToken)
    {
        try
        {
            return work();
        }
        catch (DuckDBException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (DuckDBException fault)
        {
            throw new MixturaException(Sentence(failure, fault.Message), fault);
        }
    }

    public static string Sentence(string failure, string message)
    {
        if (UnequalRow().Match(message) is { Success: true } unequal)
        {
            var (line, expected, found) = (unequal.Groups["line"].Value, unequal.Groups["expected"].Value, unequal.Groups["found"].Value);
            return $"{failure}: line {line} has {found} cells where {expected} are expected; give every row one cell for each column.";
        }

        if (NotConverted().Match(message) is { Success: true } cell)
        {
            return $"{failure}: line {cell.Groups["line"].Value} of the file, column {cell.Groups["column"].Value}: \"{cell.Groups["value"].Value}\" is not a number like those before it; "
                + "correct it, or read the file without a query, where --missing drop|mean applies.";
        }

        if (message.StartsWith("Out of Memory", StringComparison.Ordinal))
        {
            return $"{failure}: that needs more memory than tables may use (1 GiB); select fewer columns or rows.";
        }

        return $"{failure}: {FirstSentence(message)}";
    }

    /// <summary>The message without its kind in front and without advice, candidates of internals and the quoted statement behind.</summary>
    private static string FirstSentence(string message)
    {
        var text = Kind().Replace(message, string.Empty);
        var end = Tail().Match(text);
        text = string.Join(' ', (end.Success ? text[..end.Index] : text).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return text.EndsWith('.') || text.EndsWith('!') ? text : string.Create(CultureInfo.InvariantCulture, $"{text}.");
    }

    [GeneratedRegex(@"CSV Error on Line: (?<line>\d+).*?Expected Number of Columns: (?<expected>\d+) Found: (?<found>\d+)", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex UnequalRow();

    [GeneratedRegex("""CSV Error on Line: (?<line>\d+).*?Error when converting column "(?<column>.*?)"\. Could not convert string "(?<value>.*?)" to""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NotConverted();

    [GeneratedRegex("^[A-Za-z ]+ Error: ", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Kind();

    [GeneratedRegex(@"\n\s*\n|\nLINE |\nPlease try|\nPossible |\nDid you mean ""pg_", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Tail();
}
