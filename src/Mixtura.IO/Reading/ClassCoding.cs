using System.Globalization;

namespace Mixtura.IO.Reading;

/// <summary>Numbers classes as they come, and puts them in order at the end.</summary>
internal sealed class ClassCoding(string name)
{
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);
    private readonly List<int> codes = [];

    /// <summary>Takes the next row's class; null where it has none.</summary>
    public void Add(string? value)
    {
        if (value is null)
        {
            codes.Add(-1);
            return;
        }

        if (!seen.TryGetValue(value, out var code))
        {
            seen.Add(value, code = seen.Count);
        }

        codes.Add(code);
    }

    public ClassColumn ToColumn()
    {
        var values = Ordered();
        var place = new int[values.Length];
        for (var k = 0; k < values.Length; k++)
        {
            place[seen[values[k]]] = k;
        }

        return new(name, values, [.. codes.Select(code => code < 0 ? code : place[code])]);
    }

    private string[] Ordered()
    {
        var ordinal = seen.Keys.Order(StringComparer.Ordinal).ToArray();
        return ordinal.All(value => Number(value) is not null) ? [.. ordinal.OrderBy(Number)] : ordinal;
    }

    private static double? Number(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
