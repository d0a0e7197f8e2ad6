using DuckDB.NET.Data;
using Mixtura.IO.Sources;

namespace Mixtura.IO.Reading;

/// <summary>One pass over a source's rows: takes what can be used, leaves out or marks what is missing, stops at what is bad.</summary>
internal sealed class RowReading
{
    private readonly ColumnRoles roles;
    private readonly MissingValues missing;
    private readonly RowChunks rows;
    private readonly List<double> weights = [];
    private readonly List<long> kept = [];
    private readonly FeatureMeans? means;
    private readonly ClassCoding? classes;
    private readonly ClassCoding? startLabels;
    private readonly ClassCoding? known;

    public RowReading(ColumnRoles roles, MissingValues missing)
    {
        this.roles = roles;
        this.missing = missing;
        rows = new(roles.Features.Count);
        means = missing is MissingValues.UseMean or MissingValues.Keep ? new(roles.Features.Count) : null;
        classes = roles.Label is { } label ? new(label.Name) : null;
        startLabels = roles.StartLabels is { } start ? new(start.Name) : null;
        known = roles.Known is { } component ? new(component.Name) : null;
    }

    /// <summary>The number of rows seen, dropped ones among them.</summary>
    public long Seen { get; private set; }

    public long Count => rows.Count;

    /// <summary>Numbers first, then classes as text.</summary>
    public static string Select(ColumnRoles roles) =>
        string.Join(", ", [.. roles.Numbers.Select(c => c.Number), .. Texts(roles).Select(c => c.Text)]);

    /// <summary>Reads all rows; the cell at which it had to stop, or null.</summary>
    public BadCell? Run(Cursor cursor, IProgress<long>? rowsRead, CancellationToken cancellationToken)
    {
        while (cursor.Read())
        {
            if (Take(cursor.Reader) is { } bad)
            {
                return bad;
            }

            if ((++Seen & 0xFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
                rowsRead?.Report(Seen);
            }
        }

        // An interrupted stream may simply end.
        cancellationToken.ThrowIfCancellationRequested();
        rowsRead?.Report(Seen);
        return null;
    }

    public Table ToTable(Relation relation, StandardInput? input)
    {
        if (rows.Count == 0)
        {
            throw Seen == 0 ? ColumnRoles.NoRows(relation) : new MixturaException($"Each of the {Seen} rows of {relation.Name} has a missing value, so that none is left: use --missing mean, or fewer --columns.");
        }

        if (roles.Weights is { } column && weights.TrueForAll(w => w == 0))
        {
            throw new MixturaException($"All weights in column {column.Name} of {relation.Name} are 0: at least one must be above.");
        }

        if (means is { Unknown: >= 0 })
        {
            throw new MixturaException($"Column {roles.Features[means.Unknown].Name} of {relation.Name} has no value to take the mean of: leave it out (--columns).");
        }

        string[] names = [.. roles.Features.Select(c => c.Name)];
        var incomplete = missing == MissingValues.Keep ? rows.ToIncompleteObservations().Named(names) : null;
        var observations = rows.ToObservations(means?.Means()).Named(names);
        return new(roles.Weights is null ? observations : observations.WithWeights(weights.ToArray()), input)
        {
            IncompleteRows = roles.Weights is null ? incomplete : incomplete?.WithWeights(weights.ToArray()),
            Classes = classes?.ToColumn(),
            StartLabels = startLabels?.ToColumn(),
            Known = known?.ToColumn(),
            SourceRows = Seen,
            Kept = rows.Count < Seen ? kept : null,
        };
    }

    private static IEnumerable<SourceColumn> Texts(ColumnRoles roles) => new[] { roles.Label, roles.StartLabels, roles.Known }.OfType<SourceColumn>();

    private BadCell? Take(DuckDBDataReader reader)
    {
        var row = rows.Next();
        var dropped = false;
        for (var j = 0; j < row.Length; j++)
        {
            var x = row[j] = reader.GetDouble(j);
            if (double.IsFinite(x))
            {
                continue;
            }

            if (double.IsInfinity(x) || missing == MissingValues.Refuse)
            {
                return new(Seen, roles.Features[j], CellRole.Feature);
            }

            dropped |= missing == MissingValues.DropRows;
        }

        var next = row.Length;
        var weight = roles.Weights is null ? 1 : reader.GetDouble(next++);
        if (double.IsInfinity(weight) || weight < 0 || (double.IsNaN(weight) && missing != MissingValues.DropRows))
        {
            return new(Seen, roles.Weights!, CellRole.Weight);
        }

        dropped |= double.IsNaN(weight);
        foreach (var column in Texts(roles))
        {
            if (reader.IsDBNull(next++) && column != roles.Known)
            {
                if (missing != MissingValues.DropRows)
                {
                    return new(Seen, column, CellRole.Class);
                }

                dropped = true;
            }
        }

        if (!dropped)
        {
            Keep(reader, row, weight);
        }

        return null;
    }

    private void Keep(DuckDBDataReader reader, ReadOnlySpan<double> row, double weight)
    {
        rows.Accept();
        means?.Add(row, weight);
        var next = row.Length;
        if (roles.Weights is not null)
        {
            weights.Add(weight);
            next++;
        }

        classes?.Add(reader.GetString(next++));
        startLabels?.Add(reader.GetString(next++));
        known?.Add(reader.IsDBNull(next) ? null : reader.GetString(next));
        if (missing == MissingValues.DropRows)
        {
            kept.Add(Seen);
        }
    }
}
