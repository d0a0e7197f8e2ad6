using System.Globalization;
using Mixtura.IO.Sources;

namespace Mixtura.IO.Reading;

/// <summary>A cell that cannot be used.</summary>
/// <param name="Row">Its row in the source, from 0.</param>
/// <param name="Column">Its column.</param>
/// <param name="Role">What the column is used for.</param>
internal sealed record BadCell(long Row, SourceColumn Column, CellRole Role)
{
    /// <summary>The fault in words; the cell is looked up, since a number alone does not say what stood there.</summary>
    public MixturaException Explain(Relation relation, Database database)
    {
        using var cell = database.Query(string.Create(CultureInfo.InvariantCulture, $"SELECT {Column.Text} FROM {relation.From()} LIMIT 1 OFFSET {Row}"));
        var text = cell.Read() && !cell.Reader.IsDBNull(0) ? cell.Reader.GetString(0) : string.Empty;
        return new($"{relation.Name}, row {(Row + 1).ToString(CultureInfo.InvariantCulture)}, column {Column.Name}: {Sentence(text)}");
    }

    private string Sentence(string text)
    {
        var what = What(text);
        return Role switch
        {
            CellRole.Weight => $"{what}, but a weight must be finite and not negative; correct it, or give the row the weight 0.",
            CellRole.Class => $"{what}, but each row needs a class here; fill it in, or leave such rows out (--missing drop).",
            _ when IsMissing(text) => $"{what}; leave such rows out or fill in the column's mean (--missing drop|mean; mixtures also em).",
            _ => $"{what}; correct it, leave the column out (--columns), or empty the cell and choose --missing drop|mean.",
        };
    }

    private static string What(string text) => text switch
    {
        _ when string.IsNullOrWhiteSpace(text) => "the cell is empty",
        _ when IsMissing(text) => $"\"{text}\" is no value",
        _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => $"\"{text}\" is given",
        _ when IsInfinite(text) => $"\"{text}\" is not finite",
        _ => $"\"{text}\" is not a number",
    };

    private static bool IsMissing(string text) => string.IsNullOrWhiteSpace(text) || text.Trim().TrimStart('+', '-').Equals("nan", StringComparison.OrdinalIgnoreCase);

    private static bool IsInfinite(string text) =>
        text.Trim().TrimStart('+', '-').ToUpperInvariant() is "INF" or "INFINITY"
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsInfinity(number));
}

/// <summary>What a cell is used for.</summary>
internal enum CellRole
{
    Feature,
    Weight,
    Class,
}
