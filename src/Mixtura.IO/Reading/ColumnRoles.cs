using Mixtura.IO.Sources;

namespace Mixtura.IO.Reading;

/// <summary>Which column is what: d features, and at most one column each of classes, weights, starting labels and known components.</summary>
internal sealed record ColumnRoles(IReadOnlyList<SourceColumn> Features, SourceColumn? Weights, SourceColumn? Label, SourceColumn? StartLabels, SourceColumn? Known)
{
    /// <summary>The columns read as numbers.</summary>
    public IReadOnlyList<SourceColumn> Numbers => Weights is null ? Features : [.. Features, Weights];

    public static ColumnRoles Of(Relation relation, TableOptions options, Database database)
    {
        var weights = options.Weights is { } w ? Numeric(relation, Named(relation, w)) : null;
        var label = options.Label is { } l ? Named(relation, l) : null;
        var start = options.StartLabels is { } s ? Named(relation, s) : null;
        var known = options.Known is { } k ? Named(relation, k) : null;
        SourceColumn?[] others = [weights, label, start, known];
        if (options.Columns is not { } names)
        {
            return new(AllNumeric(relation, [.. relation.Columns.Where(c => !others.Contains(c))], database), weights, label, start, known);
        }

        var features = names.Select(name => Numeric(relation, Named(relation, name))).ToList();
        if (features.Count == 0)
        {
            throw new MixturaException($"No column of {relation.Name} was named as a feature: name at least one of {List(relation.Columns)}.");
        }

        if (features.Find(others.Contains) is { } both)
        {
            throw new MixturaException($"Column {both.Name} is named as a feature and as label, weights, start labels or known components: it can be only one of them.");
        }

        CheckDistinct(relation, features);
        return new(features, weights, label, start, known);
    }

    /// <summary>
    /// All numeric columns, and those of text that are mostly numbers: one bad cell makes a text of a column, and silence about that would
    /// drop the feature. A column of which at most half is numbers is text in its own right.
    /// </summary>
    private static List<SourceColumn> AllNumeric(Relation relation, IReadOnlyList<SourceColumn> candidates, Database database)
    {
        var texts = candidates.Where(c => c.IsText).ToList();
        var numeric = candidates.Where(c => c.IsNumeric).ToHashSet();
        if (texts.Count > 0)
        {
            var counts = string.Join(", ", texts.Select(c => $"count(nullif(trim({c.Text}), '')), count(TRY_CAST({c.Text} AS DOUBLE))"));
            using var row = database.Query($"SELECT {counts} FROM {relation.From()}");
            row.Read();
            numeric.UnionWith(texts.Where((_, j) => 2 * row.Reader.GetInt64((2 * j) + 1) > row.Reader.GetInt64(2 * j)));
        }

        var features = candidates.Where(numeric.Contains).ToList();
        CheckDistinct(relation, features);
        return features.Count > 0 ? features : throw NoneNumeric(relation, candidates, database);
    }

    private static MixturaException NoneNumeric(Relation relation, IReadOnlyList<SourceColumn> candidates, Database database)
    {
        if (candidates.Count == 0)
        {
            return new($"No column of {relation.Name} is left as a feature: it has only {List(relation.Columns)}.");
        }

        using var row = database.Query($"SELECT {string.Join(", ", candidates.Select(c => c.Text))} FROM {relation.From()} LIMIT 1");
        return row.Read()
            ? new($"No column of {relation.Name} is numeric, so there is no feature; row 1 holds {string.Join(", ", candidates.Select((c, j) => $"{c.Name} = {Cell(row, j)}"))}.")
            : NoRows(relation);
    }

    public static MixturaException NoRows(Relation relation) =>
        new($"{relation.Name} has the columns {List(relation.Columns)} but no rows: there is nothing to cluster.");

    private static string Cell(Cursor row, int column) => row.Reader.IsDBNull(column) ? "(empty)" : $"\"{row.Reader.GetString(column)}\"";

    private static SourceColumn Named(Relation relation, string name)
    {
        var found = relation.Columns.Where(c => string.Equals(c.Name, name, StringComparison.Ordinal)).ToList();
        if (found.Count == 1)
        {
            return found[0];
        }

        if (found.Count > 1)
        {
            throw new MixturaException($"{relation.Name} has {found.Count} columns called {name}: give them different names.");
        }

        var hint = NearestName.Of(name, relation.Columns.Select(c => c.Name)) is { } near ? $"; did you mean {near}?" : ".";
        throw new MixturaException($"{relation.Name} has no column {name}: it has {List(relation.Columns)}{hint}");
    }

    private static SourceColumn Numeric(Relation relation, SourceColumn column) => column.IsNumeric || column.IsText
        ? column
        : throw new MixturaException($"Column {column.Name} of {relation.Name} holds {column.Type} values, which are not numbers: leave it out (--columns) or convert it in a query.");

    private static void CheckDistinct(Relation relation, IReadOnlyList<SourceColumn> features)
    {
        if (features.GroupBy(c => c.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw new MixturaException($"The feature {twice.Key} of {relation.Name} is there {twice.Count()} times: each feature needs a name of its own.");
        }
    }

    private static string List(IReadOnlyList<SourceColumn> columns) =>
        columns.Count <= 50 ? string.Join(", ", columns.Select(c => c.Name)) : $"{string.Join(", ", columns.Take(50).Select(c => c.Name))} and {columns.Count - 50} more";
}
