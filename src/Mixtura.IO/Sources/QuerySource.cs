using System.Text.Json;
using System.Text.RegularExpressions;

namespace Mixtura.IO.Sources;

/// <summary>A SQL query over files. It may read and nothing else: one SELECT statement, checked by the database's own parser.</summary>
internal static partial class QuerySource
{
    private const string Name = "the query";

    public static bool IsQuery(string source) => FirstWord().IsMatch(source);

    public static Relation Open(Database database, string query)
    {
        CheckReadsOnly(database, query);

        // The line break ends a comment that the query may end with.
        return TypedRelation.Describe(database, Name, $"({query.TrimEnd().TrimEnd(';')}\n)");
    }

    private static void CheckReadsOnly(Database database, string query)
    {
        using var rows = database.Query($"SELECT json_serialize_sql({Sql.Text(query)})");
        rows.Read();
        using var parsed = JsonDocument.Parse(rows.Reader.GetString(0), new() { MaxDepth = 1000 });
        var answer = parsed.RootElement;
        if (answer.GetProperty("error").GetBoolean())
        {
            var reason = answer.GetProperty("error_type").ValueEquals("parser")
                ? answer.GetProperty("error_message").GetString()
                : "it must be one SELECT statement, which only reads";
            throw new MixturaException($"The query is not understood: {reason}.");
        }

        if (answer.GetProperty("statements").GetArrayLength() != 1)
        {
            throw new MixturaException("The query is not understood: it must be one SELECT statement, not several.");
        }
    }

    [GeneratedRegex(@"^\s*\(*\s*(SELECT|FROM|WITH)\b.*\s", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWord();
}
