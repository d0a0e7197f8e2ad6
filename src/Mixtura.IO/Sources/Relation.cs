namespace Mixtura.IO.Sources;

/// <summary>Something with named columns that SQL can select from, in the order of its rows.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Columns">Its columns.</param>
internal abstract record Relation(string Name, IReadOnlyList<SourceColumn> Columns)
{
    /// <summary>What follows FROM; the columns are called c0, c1, ...</summary>
    /// <param name="numbers">Columns that may be read as numbers at once; a cell that is none may then break the reading off.</param>
    public string From(IReadOnlyCollection<SourceColumn> numbers) =>
        $"{Rows(numbers)} AS source({string.Join(", ", Columns.Select(c => c.Reference))})";

    /// <summary>What follows FROM where every cell can be read, whatever it holds.</summary>
    public string From() => From([]);

    protected abstract string Rows(IReadOnlyCollection<SourceColumn> numbers);
}

/// <summary>A relation whose columns have their types: a Parquet or JSON file, or a query.</summary>
/// <param name="Name">What messages call it.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Expression">A table function's call or a query in parentheses.</param>
internal sealed record TypedRelation(string Name, IReadOnlyList<SourceColumn> Columns, string Expression) : Relation(Name, Columns)
{
    public static TypedRelation Describe(Database database, string name, string expression)
    {
        using var rows = database.Query($"SELECT column_name, column_type FROM (DESCRIBE FROM {expression})");
        var columns = new List<SourceColumn>();
        while (rows.Read())
        {
            columns.Add(new(columns.Count, rows.Reader.GetString(0), rows.Reader.GetString(1)));
        }

        return new(name, columns, expression);
    }

    protected override string Rows(IReadOnlyCollection<SourceColumn> numbers) => Expression;
}
