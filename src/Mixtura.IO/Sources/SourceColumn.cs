namespace Mixtura.IO.Sources;

/// <summary>A column of a source. Queries know it by its place, so that no name needs to be fit for SQL, or the only one of its kind.</summary>
/// <param name="Index">Its place, from 0.</param>
/// <param name="Name">Its name in the source.</param>
/// <param name="Type">The database's type for it; in text files what the first rows look like.</param>
internal sealed record SourceColumn(int Index, string Name, string Type)
{
    /// <summary>Integers, floats and decimals; truth values are not.</summary>
    public bool IsNumeric => Type.StartsWith("DECIMAL", StringComparison.Ordinal) || Type is
        "TINYINT" or "SMALLINT" or "INTEGER" or "BIGINT" or "HUGEINT" or "UTINYINT" or "USMALLINT" or "UINTEGER" or "UBIGINT" or "UHUGEINT"
        or "BIGNUM" or "FLOAT" or "DOUBLE";

    /// <summary>Whether numbers may stand in it as text; JSON is what a JSON file's column of mixed values is.</summary>
    public bool IsText => Type is "VARCHAR" or "JSON";

    public string Reference => $"c{Index}";

    public string Text => Type is "JSON" ? $"({Reference} ->> '$')" : $"CAST({Reference} AS VARCHAR)";

    /// <summary>
    /// The cell as a number that is never null: NaN where it is empty, infinity where it is text. Text is refused just as infinities are,
    /// so the row need not say which it was; the message looks the cell up.
    /// </summary>
    public string Number
    {
        get
        {
            var cell = Type is "JSON" ? Text : Reference;
            return $"coalesce(TRY_CAST({cell} AS DOUBLE), CASE WHEN trim({Text}) <> '' THEN 'inf'::DOUBLE ELSE 'nan'::DOUBLE END)";
        }
    }
}
