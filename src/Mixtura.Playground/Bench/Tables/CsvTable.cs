using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;

namespace Mixtura.Playground.Bench.Tables;

/// <summary>A table of somebody's own, as text. The separator (comma, semicolon, tab) is found out; a first line without a number is the line of names.</summary>
/// <param name="Names">The names of the columns, all different.</param>
/// <param name="Rows">The cells, as many in each row as there are names.</param>
/// <param name="Lines">The line of the file that each row begins on, from 1.</param>
/// <param name="IsCut">Whether the file had more rows than <see cref="Drawing.Most"/>.</param>
internal sealed record CsvTable(ImmutableArray<string> Names, ImmutableArray<string[]> Rows, ImmutableArray<int> Lines, bool IsCut)
{
    /// <summary>The most letters of a file.</summary>
    public const int MostLetters = 20_000_000;

    private const double NumericShare = 0.5;

    /// <summary>The columns of which more than half of the cells are numbers.</summary>
    public ImmutableArray<int> NumericColumns { get; } = [.. Enumerable.Range(0, Names.Length).Where(c => Rows.Count(r => Number(r[c]) is not null) > NumericShare * Rows.Length)];

    /// <summary>Reads a file.</summary>
    /// <exception cref="MixturaException">It is no table, or has no rows; says where.</exception>
    public static CsvTable Read(string text)
    {
        if (text.Length > MostLetters)
        {
            throw new MixturaException($"The file has {text.Length / 1_000_000} million letters; the bench takes {MostLetters / 1_000_000} million. The command mixtura takes files of any size.");
        }

        try
        {
            return Read(text, new CsvReaderOptions { HasHeader = false, Separator = null, TrackLineNumbers = true });
        }
        catch (CsvFormatException e)
        {
            throw new MixturaException($"The file is no table: {e.Message}", e);
        }
    }

    /// <summary>The number of a cell; null where it is none, or none that is finite.</summary>
    public static double? Number(string cell) =>
        double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;

    private static CsvTable Read(string text, CsvReaderOptions options)
    {
        using var reader = CsvReader.FromText(text, options);
        ImmutableArray<string>? names = null;
        var rows = ImmutableArray.CreateBuilder<string[]>();
        var lines = ImmutableArray.CreateBuilder<int>();
        while (reader.Read())
        {
            string[] cells = [.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i).Trim())];
            if (names is null)
            {
                var isHeader = cells.All(c => Number(c) is null);
                names = [.. Named(isHeader ? cells : new string[cells.Length])];
                if (isHeader)
                {
                    continue;
                }
            }

            if (cells.Length != names.Value.Length)
            {
                throw new MixturaException($"Line {reader.LineNumber} has {cells.Length} {(cells.Length == 1 ? "cell" : "cells")} where the first line has {names.Value.Length}.");
            }

            if (rows.Count == Drawing.Most)
            {
                return new(names.Value, rows.ToImmutable(), lines.ToImmutable(), IsCut: true);
            }

            rows.Add(cells);
            lines.Add((int)reader.LineNumber);
        }

        return rows.Count > 0 ? new(names!.Value, rows.ToImmutable(), lines.ToImmutable(), IsCut: false) : throw new MixturaException("The file has no rows: a line of names and below it one line for each point are what is needed.");
    }

    /// <summary>Names that can be told to the command, too: without commas and quotes, none twice, and a number where there is none.</summary>
    private static IEnumerable<string> Named(string?[] given)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var c = 0; c < given.Length; c++)
        {
            var plain = string.Concat((given[c] ?? "").Where(l => !char.IsControl(l) && !",\"'\\".Contains(l, StringComparison.Ordinal))).Trim();
            plain = plain.Length == 0 ? $"column{c + 1}" : plain;
            while (!taken.Add(plain))
            {
                plain += $"_{c + 1}";
            }

            yield return plain;
        }
    }
}
